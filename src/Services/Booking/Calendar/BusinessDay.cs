using NodaTime;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Calendar;

/// <summary>
/// One day of a venue as the club counts it: a night that runs past midnight belongs to the day that opened. On the days the
/// clocks change it has one hour more or less, and its opening or closing time may not exist or exist twice.
/// </summary>
/// <param name="Periods">When the venue is open, in order; empty on a closed day.</param>
/// <param name="From">First opening less the buffer: bookings from here on can matter to the day.</param>
/// <param name="To">Last closing plus the buffer; equal to <paramref name="From"/> on a closed day.</param>
public sealed record BusinessDay(LocalDate Date, IReadOnlyList<OpenPeriod> Periods, DateTimeOffset From, DateTimeOffset To)
{
    public static BusinessDay Of(VenueCard venue, LocalDate date)
    {
        var zone = Zones.Of(venue.Zone);
        var periods = new List<OpenPeriod>(4);
        foreach (var hours in venue.HoursOn(date.ToDateOnly()))
        {
            var opens = date + LocalTime.FromTimeOnly(hours.Opens);
            // A length that the clocks' change swallows whole is no opening.
            var period = new OpenPeriod(Minute(opens, zone), Minute(opens.PlusMinutes(hours.LengthMinutes), zone));
            if (period.End > period.Start) periods.Add(period);
        }
        periods.Sort((one, other) => one.Start.CompareTo(other.Start));

        if (periods.Count == 0)
        {
            var midnight = Minutes.At(Minute(date.AtMidnight(), zone));
            return new BusinessDay(date, periods, midnight, midnight);
        }
        var closing = periods[0].End;
        foreach (var period in periods) closing = Math.Max(closing, period.End);
        var buffer = venue.Rules.BufferMinutes;
        return new BusinessDay(date, periods, Minutes.At(periods[0].Start - buffer), Minutes.At(closing + buffer));
    }

    /// <summary>The business days a start can belong to: that of its local date, and the evening before where that still runs.</summary>
    public static IEnumerable<BusinessDay> Holding(VenueCard venue, DateTimeOffset start)
    {
        var date = Instant.FromDateTimeOffset(start).InZone(Zones.Of(venue.Zone)).Date;
        foreach (var day in (BusinessDay[])[Of(venue, date), Of(venue, date.PlusDays(-1))])
            if (day.Holds(start)) yield return day;
    }

    /// <summary>Today's business date: the evening before while its night still runs.</summary>
    public static LocalDate Today(VenueCard venue, DateTimeOffset now)
    {
        var date = Instant.FromDateTimeOffset(now).InZone(Zones.Of(venue.Zone)).Date;
        return Of(venue, date.PlusDays(-1)).Holds(now) ? date.PlusDays(-1) : date;
    }

    /// <summary>Whether the venue is open all that time.</summary>
    public bool Covers(DateTimeOffset start, int minutes)
    {
        var from = Minutes.Floor(start);
        foreach (var period in Periods)
            if (period.Start <= from && from + minutes <= period.End) return true;
        return false;
    }

    private bool Holds(DateTimeOffset instant)
    {
        var minute = Minutes.Floor(instant);
        foreach (var period in Periods)
            if (period.Start <= minute && minute < period.End) return true;
        return false;
    }

    // A time that does not exist is moved forward by the gap; of one that exists twice the first is meant.
    private static long Minute(LocalDateTime local, DateTimeZone zone) =>
        Minutes.Floor(local.InZoneLeniently(zone).ToDateTimeOffset());
}

/// <summary>An opening of a venue in minutes since 1970 UTC, half-open.</summary>
public readonly record struct OpenPeriod(long Start, long End);
