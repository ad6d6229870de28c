using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Draws;

/// <summary>One window of a venue's draws on one date.</summary>
/// <param name="Date">Local date of the times.</param>
/// <param name="OpensAt">From then on players may enter.</param>
/// <param name="DrawAt">Until then they may; then it is drawn.</param>
public sealed record DrawSpan(LocalDate Date, int FromMinute, int ToMinute, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset OpensAt, DateTimeOffset DrawAt)
{
    public bool IsOpen(DateTimeOffset now) => OpensAt <= now && now < DrawAt;
}

/// <summary>
/// Which times of a venue are drawn, and when, from its rules alone. All local times are those of the venue's wall clock: one that a change of
/// the clocks skips is moved forward with them, of one that comes twice the first is meant.
/// </summary>
internal static class DrawTimes
{
    /// <summary>The windows that a time touches, whether or not they were drawn already.</summary>
    public static IReadOnlyList<DrawSpan> Touching(VenueCard venue, DateTimeOffset start, DateTimeOffset end)
    {
        if (venue.Rules.Policy.Draw is not { } rule || end <= start) return [];
        var zone = Zones.Of(venue.Zone);
        var last = Instant.FromDateTimeOffset(end).InZone(zone).Date;
        var found = new List<DrawSpan>();
        for (var date = Instant.FromDateTimeOffset(start).InZone(zone).Date; date <= last; date = date.PlusDays(1))
            found.AddRange(On(rule, zone, date).Where(span => span.Start < end && span.End > start));
        return found;
    }

    /// <summary>The window that keeps a time from being booked: its draw is still to come.</summary>
    public static DrawSpan? Waiting(VenueCard venue, DateTimeOffset start, int minutes, DateTimeOffset now) =>
        venue.Rules.Policy.Draw is null ? null : Touching(venue, start, start.AddMinutes(minutes)).FirstOrDefault(span => now < span.DrawAt);

    /// <summary>The windows that keep back what a search over days would otherwise have shown: their draws are still to come.</summary>
    public static IReadOnlyList<DrawSpan> Waiting(VenueCard venue, TimeWish wish, DateTimeOffset now)
    {
        if (venue.Rules.Policy.Draw is null || !venue.Rules.DurationsMinutes.Contains(wish.DurationMinutes) || !venue.Courts.Any(wish.Court.Fits)) return [];
        var (zone, found) = (Zones.Of(venue.Zone), new List<DrawSpan>());
        var last = LocalDate.Min(wish.Last, Horizon.Last(venue, now));
        for (var date = LocalDate.Max(wish.First, Horizon.First(venue, now)); date <= last; date = date.PlusDays(1))
        {
            var day = BusinessDay.Of(venue, date);
            if (day.Periods.Count == 0) continue;
            var (from, until) = (At(date, wish.Earliest, zone), At(date, wish.Within == Within.Start ? wish.Latest + wish.DurationMinutes : wish.Latest, zone));
            found.AddRange(Touching(venue, from > day.From ? from : day.From, until < day.To ? until : day.To).Where(span => now < span.DrawAt));
        }
        return [.. found.Distinct().OrderBy(span => span.Start)];
    }

    /// <summary>All windows that can be entered now, in order.</summary>
    public static IReadOnlyList<DrawSpan> Open(VenueCard venue, DateTimeOffset now)
    {
        if (venue.Rules.Policy.Draw is not { } rule) return [];
        var zone = Zones.Of(venue.Zone);
        var today = Instant.FromDateTimeOffset(now).InZone(zone).Date;
        return [.. Enumerable.Range(0, rule.DaysBefore + rule.OpenDays + 2).SelectMany(ahead => On(rule, zone, today.PlusDays(ahead))).Where(span => span.IsOpen(now))];
    }

    /// <summary>The windows of a date.</summary>
    public static IEnumerable<DrawSpan> On(DrawRule rule, DateTimeZone zone, LocalDate date)
    {
        foreach (var window in rule.Windows)
        {
            if (!window.Weekdays.Contains((int)date.DayOfWeek)) continue;
            var (start, end) = (At(date, window.FromMinute, zone), At(date, window.ToMinute, zone));
            // The clocks' change may swallow it whole.
            if (end <= start) continue;
            yield return new DrawSpan(date, window.FromMinute, window.ToMinute, start, end,
                At(date.PlusDays(-rule.DaysBefore - rule.OpenDays), rule.AtMinute, zone), At(date.PlusDays(-rule.DaysBefore), rule.AtMinute, zone));
        }
    }

    private static DateTimeOffset At(LocalDate date, int minute, DateTimeZone zone) => date.AtMidnight().PlusMinutes(minute).InZoneLeniently(zone).ToDateTimeOffset().ToUniversalTime();
}
