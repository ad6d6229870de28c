using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Closures;

/// <summary>A new place for a booking that loses its court, at a price that is never above the one that was agreed.</summary>
/// <param name="Refund">What comes back where the new place costs less than was paid.</param>
public sealed record Rehoused(Guid CourtId, string CourtName, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, Money Price, Money Refund, IReadOnlyList<PriceLine> PriceLines)
{
    /// <summary>What the price depends on: that of the new place, or of the place it was agreed for.</summary>
    internal PriceBasis Basis { get; init; } = new();

    /// <summary>The place for this booking; <see langword="null"/> where the venue is closed then or sells nothing.</summary>
    internal static Rehoused? Of(Booking booking, VenueCard venue, Guid court, DateTimeOffset start, Pricing pricing, DateTimeOffset now)
    {
        if (venue.Courts.FirstOrDefault(one => one.Id == court) is not { } card) return null;
        if (!BusinessDay.Holding(venue, start).Any(day => day.Covers(start, booking.DurationMinutes))) return null;
        var agreed = BookingView.Basis(booking.PriceBasis);
        if (pricing.Of(start, booking.DurationMinutes, PriceWish.Of(agreed)) is not { } price) return null;

        var isCheaper = price.Total.AmountMinor < booking.TotalAmountMinor;
        var total = isCheaper ? price.Total : booking.Price;
        return new Rehoused(
            court, card.Name, start, start.AddMinutes(booking.DurationMinutes), BookingView.LocalOf(start, venue.Zone), total,
            new Money(Math.Max(0, booking.PaidMinor - total.AmountMinor), booking.Currency), isCheaper ? price.Lines : BookingView.Lines(booking.PriceLines))
        {
            // A price that is kept was made for the old place, and is made again for it.
            Basis = isCheaper ? price.Basis with { At = now } : agreed with { Kept = agreed.Kept ?? new PricedPlace(booking.CourtId, booking.StartsAt) },
        };
    }
}

/// <summary>Finds places for bookings that lose their court: the alternatives a player would be offered, each given to one booking only.</summary>
internal sealed class Rehousing(Alternatives alternatives, Quoting quoting, TimeProvider clock)
{
    /// <summary>A place for a booking, at what it costs this player; <see langword="null"/> where the venue is closed then or sells nothing.</summary>
    public async ValueTask<Rehoused?> PlaceAsync(Booking booking, VenueCard venue, Guid court, DateTimeOffset start, CancellationToken stop) =>
        Rehoused.Of(booking, venue, court, start, await quoting.ForAsync(venue, court, start, booking.UserId, stop), clock.GetUtcNow());

    /// <summary>The same impacts with the places each could move to, the closest first. What was proposed first to one is not proposed to the next.</summary>
    public async Task<IReadOnlyList<Impact>> ProposeAsync(ClosureWish wish, IReadOnlyList<Impact> broken, DateTimeOffset now, CancellationToken stop)
    {
        List<(Guid Court, Busy Time)> taken = [.. wish.CourtIds.Select(court => (court, new Busy(wish.Start, wish.End, IsBlock: true)))];
        var proposed = new List<Impact>();
        foreach (var impact in broken)
        {
            var booking = impact.Booking;
            if (!MayMove(booking, now))
            {
                proposed.Add(impact);
                continue;
            }
            var lost = new Wish(booking.CourtId, booking.StartsAt, booking.DurationMinutes, booking.GuestName, null, null, [], null, booking.Source) { Account = booking.UserId };
            var places = new List<Rehoused>();
            foreach (var place in await alternatives.ToAsync(wish.Venue, lost, now, stop, day => taken.Aggregate(day, (seen, one) => seen.With(one.Court, one.Time))))
                if (await PlaceAsync(booking, wish.Venue, place.CourtId, place.Start, stop) is { } there) places.Add(there);
            if (places.Count > 0) taken.Add((places[0].CourtId, new Busy(places[0].Start, places[0].End, IsBlock: false)));
            proposed.Add(impact with { Places = places });
        }
        return proposed;
    }

    /// <summary>Whether a booking can move: it stands, and has not begun.</summary>
    public static bool MayMove(Booking booking, DateTimeOffset now) => booking.IsPlayers && booking.Status == BookingStatus.Confirmed && booking.StartsAt > now;
}
