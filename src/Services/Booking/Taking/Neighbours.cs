using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Taking;

/// <summary>Venues at which the bookings beside a time decide whether it is offered: no unsellable gap, or a start right after another booking.</summary>
internal static class Neighbours
{
    /// <summary>Whether it has to be looked at what stands beside before a court is given away.</summary>
    public static bool Decide(VenueCard venue, Wish wish) => venue.Rules.StrictGaps || venue.Rules.AdjacentStarts
        // Of a time that is drawn, the day says whether it was.
        || (venue.Rules.Policy.Draw is not null && DrawTimes.Touching(venue, wish.Start, wish.Start.AddMinutes(wish.DurationMinutes)).Count > 0);

    /// <summary>Whether a wish is offered on the day as it stands, and whether somebody has its time.</summary>
    public static async Task<(bool Allowed, bool Taken)> LookAsync(VenueCard venue, Wish wish, DateTimeOffset now, Func<BusinessDay, Task<VenueDay>> read)
    {
        var (allowed, taken) = (false, false);
        foreach (var day in BusinessDay.Holding(venue, wish.Start))
        {
            var known = await read(day);
            allowed |= known.Starts(wish.CourtId, now).Allows(wish.Start, wish.DurationMinutes);
            taken |= IsTaken(known, wish);
        }
        return (allowed, taken);
    }

    private static bool IsTaken(VenueDay day, Wish wish)
    {
        var until = wish.Start.AddMinutes(wish.DurationMinutes);
        return day.Busy.GetValueOrDefault(wish.CourtId, []).Any(busy => Overlaps(busy, busy.IsBlock ? 0 : day.Venue.Rules.BufferMinutes));

        bool Overlaps(Busy busy, int buffer) => busy.Start < until.AddMinutes(buffer) && busy.End > wish.Start.AddMinutes(-buffer);
    }
}
