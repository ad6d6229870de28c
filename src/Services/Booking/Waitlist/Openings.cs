using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Waitlist;

/// <summary>What could be booked of what somebody waits for: the same function that pages and bookings ask, so notice, horizon and gaps count.</summary>
internal static class Openings
{
    public static async Task<IReadOnlyList<(VenueDay Day, FreeSlotOf Slot)>> OfAsync(WaitlistEntry entry, VenueCard venue, DateTimeOffset now, Func<BusinessDay, Task<VenueDay>> read)
    {
        var found = new List<(VenueDay Day, FreeSlotOf Slot)>();
        var zone = Zones.Of(venue.Zone);
        // A start after midnight belongs to the evening before.
        var first = Instant.FromDateTimeOffset(entry.Earliest).InZone(zone).Date.PlusDays(-1);
        var last = Instant.FromDateTimeOffset(entry.Latest).InZone(zone).Date;
        for (var date = first; date <= last; date = date.PlusDays(1))
        {
            var day = BusinessDay.Of(venue, date);
            if (day.Periods.Count == 0 || !Horizon.Holds(venue, date, now) || day.To < entry.Earliest || day.From > entry.Latest) continue;
            var known = await read(day);
            found.AddRange(known.Free(entry.DurationMinutes, now).Where(slot =>
                slot.Start >= entry.Earliest && slot.Start <= entry.Latest && (entry.CourtIds.Length == 0 || entry.CourtIds.Contains(slot.Court.Id))).Select(slot => (known, slot)));
        }
        return [.. found.OrderBy(one => one.Slot.Start).ThenBy(one => one.Slot.Court.Position)];
    }
}
