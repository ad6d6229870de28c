using PadelSaaS.Booking.Waitlist;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.UseCases.Waitlist;

/// <summary>A place in line.</summary>
/// <param name="Status"><c>waiting</c>, <c>offered</c>, <c>accepted</c>, <c>ended</c> or <c>left</c>.</param>
/// <param name="CourtIds">Courts that will do; none for any.</param>
/// <param name="Position">Place among those who wait for overlapping times; the first is asked first.</param>
/// <param name="Offer">The court that is held for them now.</param>
/// <param name="AccessKey">Opens the place for a guest; told once, when it is taken.</param>
public sealed record PlaceView(
    Guid Id, Guid VenueId, string Status, IReadOnlyList<Guid> CourtIds, DateTimeOffset EarliestLocal, DateTimeOffset LatestLocal, int DurationMinutes, int Position, PlaceView.Held? Offer, string? AccessKey)
{
    /// <summary>A court that is held for them.</summary>
    public sealed record Held(Guid BookingId, Guid CourtId, DateTimeOffset Start, DateTimeOffset StartLocal, DateTimeOffset ExpiresAt);

    internal static PlaceView Of(Place place, string? accessKey = null) => Of(place.Entry, place.Venue, place.Offer, place.Position, accessKey);

    internal static PlaceView Of(WaitlistEntry entry, VenueCard venue, WaitlistOffer? offer, int position, string? accessKey = null) => new(
        entry.Id, entry.VenueId, entry.Status == WaitlistEntry.Offered && offer is null ? WaitlistEntry.Waiting : entry.Status, entry.CourtIds,
        BookingView.LocalOf(entry.Earliest, venue.Zone), BookingView.LocalOf(entry.Latest, venue.Zone), entry.DurationMinutes, position,
        offer is null ? null : new Held(offer.BookingId, offer.CourtId, offer.StartsAt, BookingView.LocalOf(offer.StartsAt, venue.Zone), offer.ExpiresAt), accessKey);
}
