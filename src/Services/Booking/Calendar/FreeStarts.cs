using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Calendar;

/// <summary>
/// When one court can be booked on one business day. The page, the API and the booking itself ask this one class, so that what is
/// shown can be booked and what is refused was never shown.
/// </summary>
internal sealed class FreeStarts
{
    private readonly BookingRules rules;
    private readonly List<FreeWindow> windows;
    private readonly int shortest;
    private readonly long relaxedUntil;
    private readonly IReadOnlyList<OpenPeriod> byDraw;

    private FreeStarts(BookingRules rules, List<FreeWindow> windows, long relaxedUntil, IReadOnlyList<OpenPeriod> byDraw)
    {
        (this.rules, this.windows, this.relaxedUntil, this.byDraw) = (rules, windows, relaxedUntil, byDraw);
        shortest = int.MaxValue;
        foreach (var duration in rules.DurationsMinutes) shortest = Math.Min(shortest, duration);
        if (!rules.StrictGaps) return;
        for (var i = 0; i < windows.Count; i++)
            if (!HasTidyStart(windows[i])) windows[i] = windows[i] with { GapsAllowed = true };
    }

    /// <param name="busy">What takes the court, in any order; only what touches the day matters.</param>
    /// <param name="now">Earlier starts are gone; <see langword="null"/> to look at the day as if it lay ahead.</param>
    /// <param name="byDraw">Times that wait for their draw: what touches them is not offered until then.</param>
    public static FreeStarts On(BusinessDay day, ReadOnlySpan<Busy> busy, BookingRules rules, DateTimeOffset? now, IReadOnlyList<OpenPeriod>? byDraw = null) =>
        new(rules, FreeWindow.Of(day, busy, rules, now), now is { } instant && rules.Policy.GapsRelaxedHours is { } hours ? Minutes.Floor(instant) + (hours * 60L) : long.MinValue, byDraw ?? []);

    /// <summary>The starts a player may choose for a duration, in order.</summary>
    public IReadOnlyList<DateTimeOffset> Of(int durationMinutes)
    {
        if (!IsSold(durationMinutes)) return [];

        var starts = new List<DateTimeOffset>(32);
        foreach (var window in windows)
            for (var start = window.FirstStart; start + durationMinutes <= window.End; start = window.NextStart(start, rules.StartIntervalMinutes))
                if (Fits(window, start, durationMinutes)) starts.Add(Minutes.At(start));
        return starts;
    }

    /// <summary>Whether a booking may begin then: exactly the starts that <see cref="Of"/> shows.</summary>
    public bool Allows(DateTimeOffset start, int durationMinutes)
    {
        var minute = Minutes.Floor(start);
        if (Minutes.At(minute) != start || !IsSold(durationMinutes)) return false;

        foreach (var window in windows)
            if (window.IsStart(minute, rules.StartIntervalMinutes) && Fits(window, minute, durationMinutes)) return true;
        return false;
    }

    private bool IsSold(int durationMinutes)
    {
        foreach (var duration in rules.DurationsMinutes)
            if (duration == durationMinutes) return true;
        return false;
    }

    // Strict gaps: what is left on either side is nothing, or long enough to be sold.
    private bool Fits(in FreeWindow window, long start, int durationMinutes)
    {
        if (start + durationMinutes > window.End || IsByDraw(start, durationMinutes)) return false;
        return !rules.StrictGaps || window.GapsAllowed || start <= relaxedUntil || IsTidy(window, start, durationMinutes);
    }

    private bool IsTidy(in FreeWindow window, long start, int durationMinutes) =>
        IsSellable(start - window.FirstStart) && IsSellable(window.LastEnd - start - durationMinutes);

    // A window every use of which leaves a gap would never be sold: the rule is for better use of a court, so there it is silent.
    private bool HasTidyStart(in FreeWindow window)
    {
        for (var start = window.FirstStart; start + shortest <= window.End; start = window.NextStart(start, rules.StartIntervalMinutes))
            foreach (var duration in rules.DurationsMinutes)
                if (start + duration <= window.End && !IsByDraw(start, duration) && IsTidy(window, start, duration)) return true;
        return false;
    }

    private bool IsByDraw(long start, int durationMinutes)
    {
        for (var i = 0; i < byDraw.Count; i++)
            if (byDraw[i].Start < start + durationMinutes && byDraw[i].End > start) return true;
        return false;
    }

    private bool IsSellable(long gap) => gap == 0 || gap >= shortest;
}
