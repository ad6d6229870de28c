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
    /// <summary>The place for this booking; <see langword="null"/> where the venue is closed then or sells nothing.</summary>
    internal static Rehoused? Of(Booking booking, VenueCard venue, Guid court, DateTimeOffset start)
    {
        if (venue.Courts.FirstOrDefault(one => one.Id == court) is not { } card) return null;
        if (!BusinessDay.Holding(venue, start).Any(day => day.Covers(start, booking.DurationMinutes))) return null;
        if (new Pricing(venue, court).Of(start, booking.DurationMinutes) is not { } price) return null;

        var isCheaper = price.Total.AmountMinor < booking.TotalAmountMinor;
        var total = isCheaper ? price.Total : booking.Price;
        return new Rehoused(
            court, card.Name, start, start.AddMinutes(booking.DurationMinutes), BookingView.LocalOf(start, venue.Zone), total,
            new Money(Math.Max(0, booking.PaidMinor - total.AmountMinor), booking.Currency), isCheaper ? price.Lines : BookingView.Lines(booking.PriceLines));
    }
}

/// <summary>Finds places for bookings that lose their court: the alternatives a player would be offered, each given to one booking only.</summary>
internal sealed class Rehousing(Alternatives alternatives)
{
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
            var lost = new Wish(booking.CourtId, booking.StartsAt, booking.DurationMinutes, booking.GuestName, null, null, [], null, booking.Source);
            var places = (await alternatives.ToAsync(wish.Venue, lost, now, stop, day => taken.Aggregate(day, (seen, one) => seen.With(one.Court, one.Time))))
                .Select(place => Rehoused.Of(booking, wish.Venue, place.CourtId, place.Start)).OfType<Rehoused>().ToList();
            if (places.Count > 0) taken.Add((places[0].CourtId, new Busy(places[0].Start, places[0].End, IsBlock: false)));
            proposed.Add(impact with { Places = places });
        }
        return proposed;
    }

    /// <summary>Whether a booking can move: it stands, and has not begun.</summary>
    public static bool MayMove(Booking booking, DateTimeOffset now) => booking.IsPlayers && booking.Status == BookingStatus.Confirmed && booking.StartsAt > now;
}
