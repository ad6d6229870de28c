using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>What a draw must say to be one, and what must hold beside the venue's other rules.</summary>
internal static class DrawRules
{
    private const int Day = 1440;

    public static void Check(PolicyEntry.DrawEntry? draw, Faults faults)
    {
        if (draw is null) return;
        var windows = (draw.Windows ?? []).Select((window, row) => (Window: window, Row: row)).Where(one => one.Window is not null).ToList();
        if (draw with { Windows = null } == new PolicyEntry.DrawEntry() && windows.Count == 0) return;
        faults.Must(draw.DaysBefore is >= 0 and <= 60, "policy.draw.daysBefore", "A whole number from {0} to {1}.", 0, 60);
        faults.Must(ClockTime.Parse(draw.Time ?? "") is < Day, "policy.draw.time", "A time such as 12:00 is needed.");
        PolicyRules.Range(faults, draw.OpenDays, "draw.openDays", 1, 30);
        PolicyRules.Range(faults, draw.ConfirmMinutes, "draw.confirmMinutes", 10, 2880);
        faults.Must(draw.Windows is null or { Count: <= PolicyInput.MostRows }, PolicyInput.Windows, "At most {0} lines.", PolicyInput.MostRows);
        faults.Must(windows.Count > 0, $"{PolicyInput.Windows}[0].days", "Say which times are drawn.");
        foreach (var (window, row) in windows) PolicyRules.CheckSpan(window!.Days, window.From, window.To, $"{PolicyInput.Windows}[{row}]", faults);
    }

    public static void CheckTogether(PolicyEntry.DrawEntry? draw, RulesBeside beside, Faults faults)
    {
        var windows = (draw?.Windows ?? []).Select((window, row) => (Window: window, Row: row)).Where(one => one.Window is not null).ToList();
        if (draw is null || windows.Count == 0) return;
        PolicyRules.CheckBoth(faults, draw.DaysBefore <= beside.HorizonDays, "draw_beyond_horizon", "policy.draw.daysBefore", "horizonDays",
            "The draw would be before bookings open: what is left over could not be booked.");
        foreach (var (window, row) in windows)
        {
            var left = (draw.DaysBefore!.Value * Day) + ClockTime.Parse(window!.From!)!.Value - ClockTime.Parse(draw.Time!)!.Value;
            PolicyRules.CheckBoth(faults, left >= beside.LeadMinutes, "draw_after_notice", "policy.draw.time", "leadMinutes",
                "At the draw the notice for a start at {0} would be over: nothing could be held.", window.From!);
            PolicyRules.CheckBoth(faults, left >= (draw.ConfirmMinutes ?? PolicyEntry.UsualConfirmMinutes), "draw_beyond_start", "policy.draw.time", "policy.draw.confirmMinutes",
                "Who is drawn would have longer to confirm than is left until a start at {0}.", window.From!);
            foreach (var (other, later) in windows.Where(one => one.Row > row && Overlap(window, one.Window!)))
                PolicyRules.CheckBoth(faults, false, "draws_overlap", $"{PolicyInput.Windows}[{later}].from", $"{PolicyInput.Windows}[{row}].to", "{0}–{1} and {2}–{3} share minutes of a day: one time is drawn once.",
                    window.From!, window.To!, other!.From!, other.To!);
        }
    }

    private static bool Overlap(PolicyEntry.WindowEntry one, PolicyEntry.WindowEntry other) =>
        Weekdays.Parse(one.Days!)!.Intersect(Weekdays.Parse(other.Days!)!).Any()
        && ClockTime.Parse(one.From!) < ClockTime.Parse(other.To!) && ClockTime.Parse(other.From!) < ClockTime.Parse(one.To!);
}
