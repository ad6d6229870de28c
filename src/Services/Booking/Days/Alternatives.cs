using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Days;

/// <summary>A time close to one that was lost.</summary>
public sealed record Alternative(Guid CourtId, string CourtName, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, Money Price);

/// <summary>Finds what comes closest to a lost wish: the same time on another court, then the nearest times of that day, then the days after.</summary>
internal sealed class Alternatives(DayReader days, Quoting quoting)
{
    private const int Enough = 3;
    private const int DaysToLookAt = 3;

    /// <param name="also">What else will be taken, for somebody who is about to change the day.</param>
    public async Task<IReadOnlyList<Alternative>> ToAsync(VenueCard venue, Wish wish, DateTimeOffset now, CancellationToken stop, Func<VenueDay, VenueDay>? also = null)
    {
        var standing = await quoting.StandingAsync(wish.Account, stop);
        var found = new List<Alternative>();
        var date = (BusinessDay.Holding(venue, wish.Start).FirstOrDefault() ?? BusinessDay.Of(venue, BusinessDay.Today(venue, wish.Start))).Date;
        for (var ahead = 0; ahead < DaysToLookAt && found.Count < Enough && !stop.IsCancellationRequested; ahead++)
        {
            var wanted = wish.Start.AddDays(ahead);
            if (!Horizon.Holds(venue, date.PlusDays(ahead), now)) continue;
            var day = await days.ReadAsync(venue, date.PlusDays(ahead));
            // Memory that still shows the lost time as free has not heard of the winner: what it shows beside may be gone as well.
            if (day.Starts(wish.CourtId, now).Allows(wish.Start, wish.DurationMinutes)) day = await days.ReadFreshAsync(venue, day.Day);
            if (also is not null) day = also(day);
            found.AddRange(day.Free(wish.DurationMinutes, now, standing)
                .Where(slot => slot.Court.Id != wish.CourtId || slot.Start != wish.Start)
                .OrderBy(slot => (slot.Start - wanted).Duration()).ThenBy(slot => slot.Court.Id == wish.CourtId ? 0 : 1).ThenBy(slot => slot.Court.Position)
                .Take(Enough - found.Count)
                .Select(slot => new Alternative(slot.Court.Id, slot.Court.Name, slot.Start, slot.End, BookingView.LocalOf(slot.Start, venue.Zone), slot.Price)));
        }
        return found;
    }
}
