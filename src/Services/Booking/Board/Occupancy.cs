using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Board;

/// <summary>How full a court is on a day.</summary>
/// <param name="SoldMinutes">What is booked of the opening hours.</param>
/// <param name="OpenMinutes">Opening hours less what the club keeps for itself; 0 on a closed day.</param>
public sealed record CourtShare(Guid CourtId, int Bookings, long SoldMinutes, long OpenMinutes)
{
    /// <summary>Percent of what could be sold.</summary>
    public int Percent => OpenMinutes == 0 ? 0 : (int)Math.Min(100, Math.Round(100.0 * SoldMinutes / OpenMinutes));
}

/// <summary>A day of the week view.</summary>
public sealed record WeekDay(LocalDate Date, bool IsOpen, IReadOnlyList<CourtShare> Courts)
{
    public CourtShare All => new(Guid.Empty, Courts.Sum(court => court.Bookings), Courts.Sum(court => court.SoldMinutes), Courts.Sum(court => court.OpenMinutes));
}

/// <summary>Counts the week. A booking belongs to the day within whose opening hours it lies: a night to the evening before.</summary>
internal static class Occupancy
{
    public static IReadOnlyList<WeekDay> Of(VenueCard venue, IReadOnlyList<BusinessDay> days, IReadOnlyList<Booking> rows)
    {
        var byCourt = rows.ToLookup(row => row.CourtId);
        return [.. days.Select(day => new WeekDay(day.Date, day.Periods.Count > 0, [.. venue.Courts.Select(court => Of(court.Id, day, byCourt[court.Id]))]))];
    }

    private static CourtShare Of(Guid court, BusinessDay day, IEnumerable<Booking> rows)
    {
        var (bookings, sold, kept) = (0, 0L, 0L);
        foreach (var row in rows)
        {
            var minutes = Within(day, row);
            if (minutes == 0) continue;
            if (row.BookingType == Blocks.Type) kept += minutes;
            else (bookings, sold) = (bookings + 1, sold + minutes);
        }
        var open = day.Periods.Sum(period => period.End - period.Start);
        return new CourtShare(court, bookings, sold, Math.Max(0, open - kept));
    }

    private static long Within(BusinessDay day, Booking row)
    {
        var (start, end) = (Minutes.Floor(row.StartsAt), Minutes.Ceiling(row.EndsAt));
        return day.Periods.Sum(period => Math.Max(0, Math.Min(period.End, end) - Math.Max(period.Start, start)));
    }
}
