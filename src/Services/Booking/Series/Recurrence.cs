using NodaTime;
using NodaTime.TimeZones;
using PadelSaaS.Booking.Calendar;

namespace PadelSaaS.Booking.Series;

/// <summary>What the clocks do to a local time on a date.</summary>
public enum WallClock
{
    /// <summary>It is there, once.</summary>
    Usual,

    /// <summary>The clocks jump over it: it begins later by what they jump.</summary>
    Skipped,

    /// <summary>The clocks show it twice: the first is meant.</summary>
    Twice,
}

/// <summary>One date of a series with the instant at which it begins.</summary>
internal sealed record Occurrence(LocalDate Date, DateTimeOffset Start, WallClock Clock);

/// <summary>
/// Every so many weeks on some weekdays at one time of the wall clock. Weeks begin on Monday and are counted from that of the first date. The
/// weekday is that of the date on which it begins: half past midnight on Saturday is played in Friday's night.
/// </summary>
/// <param name="Weekdays">ISO weekdays, 1 = Monday.</param>
internal sealed record Recurrence(LocalDate First, IReadOnlyList<int> Weekdays, int EveryWeeks, LocalTime Start)
{
    /// <summary>The last date a series may have.</summary>
    public static LocalDate LastAllowed(LocalDate first) => first.PlusYears(1);

    /// <summary>Its dates, in order, to a last one that is included.</summary>
    public IEnumerable<LocalDate> Until(LocalDate last) => All().TakeWhile(date => date <= last);

    /// <summary>When it begins on a date.</summary>
    public Occurrence On(LocalDate date, string zone) => At(date, Start, zone);

    /// <summary>When a local time is on a date: one that does not exist is moved on by the gap, of one that exists twice the first is meant.</summary>
    public static Occurrence At(LocalDate date, LocalTime time, string zone)
    {
        var mapping = Zones.Of(zone).MapLocal(date + time);
        var clock = mapping.Count switch { 0 => WallClock.Skipped, 1 => WallClock.Usual, _ => WallClock.Twice };
        return new Occurrence(date, Resolvers.LenientResolver(mapping).ToDateTimeOffset().ToUniversalTime(), clock);
    }

    /// <summary>All its dates, without an end.</summary>
    public IEnumerable<LocalDate> All()
    {
        var weekdays = Weekdays.Distinct().Order().ToList();
        for (var monday = First.PlusDays(1 - (int)First.DayOfWeek); ; monday = monday.PlusWeeks(EveryWeeks))
            foreach (var weekday in weekdays)
                if (monday.PlusDays(weekday - 1) is var date && date >= First) yield return date;
    }
}
