using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Taking;

/// <summary>The row of a booking before it has a court.</summary>
internal static class BookingDraft
{
    /// <param name="walkIn">Taken by the desk: confirmed at once, paid at the club.</param>
    public static Booking Of(VenueCard venue, Wish wish, Price price, bool walkIn, Visit visit, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        VenueId = venue.Id,
        CourtId = wish.CourtId,
        StartsAt = wish.Start,
        EndsAt = wish.Start.AddMinutes(wish.DurationMinutes),
        Zone = venue.Zone,
        Status = walkIn ? BookingStatus.Confirmed : BookingStatus.Pending,
        GroupSize = Math.Max(wish.People, walkIn ? 1 : venue.Rules.Policy.LeastPeople),
        UserId = wish.Account,
        GuestName = wish.Name,
        GuestEmail = wish.Email,
        GuestPhone = wish.Phone,
        Language = wish.Language ?? visit.Language,
        HoldExpiresAt = walkIn ? null : now.AddMinutes(venue.Rules.HoldMinutes),
        TotalAmountMinor = price.Total.AmountMinor,
        Currency = price.Total.Currency,
        PriceLines = BookingView.Write(price.Lines),
        PriceBasis = BookingView.Write(price.Basis with { At = now }),
        CancellationTiers = BookingView.Write(venue.Rules.Cancellation),
        Terms = BookingView.Write(BookingTerms.Of(venue.Rules)),
        PaymentMethod = walkIn ? PaymentMethods.AtClub : null,
        SpecialRequests = wish.SpecialRequests,
        Source = wish.Source,
        CreatedBy = visit.Caller.AccountId,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>A court that is kept for somebody who has not said yes yet.</summary>
    /// <param name="until">When it goes on to the next one.</param>
    public static Booking Offered(VenueCard venue, FreeSlotOf slot, Price price, Booker who, string? phone, DateTimeOffset until, string source, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        VenueId = venue.Id,
        CourtId = slot.Court.Id,
        StartsAt = slot.Start,
        EndsAt = slot.End,
        Zone = venue.Zone,
        GroupSize = Math.Max(1, venue.Rules.Policy.LeastPeople),
        UserId = who.AccountId,
        GuestName = who.Name,
        GuestEmail = who.Email,
        GuestPhone = phone,
        Language = who.Language,
        HoldExpiresAt = until,
        TotalAmountMinor = price.Total.AmountMinor,
        Currency = price.Total.Currency,
        PriceLines = BookingView.Write(price.Lines),
        PriceBasis = BookingView.Write(price.Basis with { At = now }),
        CancellationTiers = BookingView.Write(venue.Rules.Cancellation),
        Terms = BookingView.Write(BookingTerms.Of(venue.Rules)),
        Source = source,
        CreatedAt = now,
        UpdatedAt = now,
    };
}
