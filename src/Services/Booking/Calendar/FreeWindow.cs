using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Calendar;

/// <summary>A stretch of a court's day that nothing takes, in minutes since 1970 UTC.</summary>
/// <param name="Opening">Start of the opening period: starts are counted from here in elapsed minutes.</param>
/// <param name="FirstStart">The first start that is still to come, on the grid or right after what came before.</param>
/// <param name="End">Where the court is taken again or the venue closes.</param>
/// <param name="LastEnd">The latest end a booking of this venue's durations can have here.</param>
internal readonly record struct FreeWindow(long Opening, long FirstStart, long End, long LastEnd)
{
    /// <summary>Whether gaps nobody can book may be left here.</summary>
    public bool GapsAllowed { get; init; }

    public static List<FreeWindow> Of(BusinessDay day, ReadOnlySpan<Busy> busy, BookingRules rules, DateTimeOffset? now)
    {
        var taken = new (long Start, long End)[busy.Length];
        for (var i = 0; i < busy.Length; i++)
        {
            var buffer = busy[i].IsBlock ? 0 : rules.BufferMinutes;
            taken[i] = (Minutes.Floor(busy[i].Start) - buffer, Minutes.Ceiling(busy[i].End) + buffer);
        }
        Array.Sort(taken);

        var earliest = now is { } instant ? Minutes.Ceiling(instant) + rules.LeadMinutes : long.MinValue;
        var step = Step(rules);
        var windows = new List<FreeWindow>(taken.Length + day.Periods.Count);
        foreach (var period in day.Periods)
        {
            var start = period.Start;
            foreach (var (takenFrom, takenUntil) in taken)
            {
                if (takenUntil <= start) continue;
                if (takenFrom >= period.End) break;
                Add(windows, period.Start, start, takenFrom, earliest, step, rules);
                start = takenUntil;
            }
            Add(windows, period.Start, start, period.End, earliest, step, rules);
        }
        return windows;
    }

    /// <summary>The start after this one. Only the first may lie off the grid.</summary>
    public long NextStart(long start, int interval) => start + interval - ((start - Opening) % interval);

    /// <summary>Whether a booking may begin at this minute, as far as the grid is concerned.</summary>
    public bool IsStart(long minute, int interval) =>
        minute == FirstStart || (minute > FirstStart && minute < End && (minute - Opening) % interval == 0);

    private static void Add(List<FreeWindow> windows, long opening, long start, long end, long earliest, int step, BookingRules rules)
    {
        if (start >= end) return;
        var offGrid = rules.AdjacentStarts && start >= earliest;
        var first = offGrid ? start : Grid(opening, Math.Max(start, earliest), rules.StartIntervalMinutes);
        if (first < end) windows.Add(new FreeWindow(opening, first, end, end - ((end - opening) % step)));
    }

    private static long Grid(long opening, long from, int interval) =>
        opening + ((from - opening + interval - 1) / interval * interval);

    private static int Step(BookingRules rules)
    {
        var step = rules.StartIntervalMinutes;
        foreach (var duration in rules.DurationsMinutes)
            for (var rest = duration; rest != 0;) (step, rest) = (rest, step % rest);
        return step;
    }
}
