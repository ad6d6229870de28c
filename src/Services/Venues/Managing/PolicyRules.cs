using PadelSaaS.Contracts.Venues;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>The rules beside which a policy stands, as far as the two can contradict each other.</summary>
internal sealed record RulesBeside(int HorizonDays, int LeadMinutes, bool StrictGaps, bool PayAtClub, IReadOnlyList<TierEntry> Tiers);

/// <summary>
/// What a policy must say to make sense, for the page, the API and a tenant's file. Two rules of which one can never matter beside the other
/// are a mistake somebody would only notice by an angry player: both are named.
/// </summary>
internal static class PolicyRules
{
    private const int Everything = 10_000;

    public static void Check(PolicyEntry policy, RulesBeside beside, Faults faults)
    {
        Range(faults, policy.GapsRelaxedHours, "gapsRelaxedHours", 1, 720);
        Range(faults, policy.Grace?.Minutes, "grace.minutes", 0, 10_080);
        Range(faults, policy.Grace?.LeastHours, "grace.leastHours", 0, 720);
        CheckLimits(policy.Limits, faults);
        CheckGroups(policy.Groups ?? [], faults);
        Range(faults, policy.Guests?.Least, "guests.least", 1, 40);
        Range(faults, policy.Guests?.Most, "guests.most", 1, 40);
        Range(faults, policy.Guests?.SamePerMonth, "guests.samePerMonth", 1, 31);
        CheckNoShow(policy.NoShow, faults);
        DrawRules.Check(policy.Draw, faults);
        if (faults.None) CheckTogether(policy, beside, faults);
    }

    private static void CheckLimits(PolicyEntry.LimitsEntry? limits, Faults faults)
    {
        Range(faults, limits?.ActiveAhead, "limits.activeAhead", 1, 500);
        Range(faults, limits?.PerDay, "limits.perDay", 1, 50);
        Range(faults, limits?.PerWeek, "limits.perWeek", 1, 200);
        var peaks = limits?.Peaks ?? [];
        faults.Must(peaks.Count <= PolicyInput.MostRows, "policy.limits.peaks", "At most {0} lines.", PolicyInput.MostRows);
        foreach (var (peak, row) in peaks.Select((peak, row) => (peak, row)).Where(one => one.peak is not null))
        {
            var at = $"policy.limits.peaks[{row}]";
            CheckSpan(peak!.Days, peak.From, peak.To, at, faults);
            faults.Must(peak.PerWeek is >= 1 and <= 50, $"{at}.perWeek", "A whole number from {0} to {1}.", 1, 50);
        }
    }

    /// <summary>Weekdays with a time from and a time to.</summary>
    internal static void CheckSpan(string? days, string? begins, string? ends, string at, Faults faults)
    {
        faults.Must(Weekdays.Parse(days ?? "") is not null, $"{at}.days", "Choose at least one day.");
        var (from, to) = (ClockTime.Parse(begins ?? ""), ClockTime.Parse(ends ?? ""));
        faults.Must(from is < 1440, $"{at}.from", "A time such as 09:00 is needed.");
        faults.Must(to is not null, $"{at}.to", "A time such as 23:00 or 24:00 is needed.");
        faults.Rule(from is null || to is null || from < to, "ends_before_it_begins", $"{at}.to", "Ends before it begins. For a night, make one line until 24:00 and one from 00:00.");
    }

    private static void CheckGroups(IReadOnlyList<PolicyEntry.GroupEntry?> groups, Faults faults)
    {
        faults.Must(groups.Count <= PolicyInput.MostRows, "policy.groups", "At most {0} lines.", PolicyInput.MostRows);
        foreach (var (group, row) in groups.Select((group, row) => (group, row)).Where(one => one.group is not null))
        {
            var at = $"groups[{row}]";
            faults.Text(group!.Key, $"policy.{at}.key", 40, "The key of a group is needed, such as member.");
            faults.Must(groups.Count(other => other?.Key == group.Key) == 1, $"policy.{at}.key", "{0} stands here twice.", group.Key ?? "");
            Range(faults, group.HorizonDays, $"{at}.horizonDays", 0, 730);
            Range(faults, group.ActiveAhead, $"{at}.activeAhead", 1, 500);
            Range(faults, group.PerDay, $"{at}.perDay", 1, 50);
            Range(faults, group.PerWeek, $"{at}.perWeek", 1, 200);
            Range(faults, group.PeakPerWeek, $"{at}.peakPerWeek", 1, 50);
        }
    }

    private static void CheckNoShow(PolicyEntry.NoShowEntry? missed, Faults faults)
    {
        if (missed is null) return;
        faults.Must(missed.KeptBps is null or (>= 0 and <= Everything), "policy.noShow.keptBps", "A share from nothing to everything.");
        Range(faults, missed.Count, "noShow.count", 1, 50);
        Range(faults, missed.Days, "noShow.days", 1, 366);
        faults.Must(missed.Then is null or NoShowRule.Prepaid or NoShowRule.Desk, "policy.noShow.then", "Choose one of the list.");
        var said = (missed.Count is null ? 0 : 1) + (missed.Days is null ? 0 : 1) + (missed.Then is null ? 0 : 1);
        if (said is 0 or 3) return;
        foreach (var (field, value) in new (string, object?)[] { ("count", missed.Count), ("days", missed.Days), ("then", missed.Then) })
            faults.Rule(value is not null, "half_a_rule", $"policy.noShow.{field}", "Say how often, within how many days, and what happens then; or none of it.");
    }

    private static void CheckTogether(PolicyEntry policy, RulesBeside beside, Faults faults)
    {
        void Both(bool holds, string rule, string one, string other, string sentence, params object[] values) => CheckBoth(faults, holds, rule, one, other, sentence, values);
        Both(policy.GapsRelaxedHours is null || beside.StrictGaps, "nothing_to_relax", "policy.gapsRelaxedHours", "strictGaps", "Gaps are only avoided where that rule is on: there is nothing to relax.");
        var free = beside.Tiers.Where(tier => tier.RefundBps == Everything).Select(tier => (int?)tier.MinHours).Min();
        Both(policy.Grace?.Minutes is null or 0 || free is null || policy.Grace.Minutes <= free * 60, "grace_beyond_free", "policy.grace.minutes", "cancellation",
            "Everything comes back until {0} hours before anyway: a longer time to think it over contradicts that.", free ?? 0);
        foreach (var (peak, row) in (policy.Limits?.Peaks ?? []).Select((peak, row) => (peak, row)).Where(one => one.peak is not null))
        {
            var days = Weekdays.Parse(peak!.Days!)!.Length;
            Both(policy.Limits!.PerDay is not { } perDay || peak.PerWeek <= perDay * days, "peak_above_day", $"policy.limits.peaks[{row}].perWeek", "policy.limits.perDay",
                "With {0} a day there can never be {1} at peak.", policy.Limits.PerDay ?? 0, peak.PerWeek!);
            Both(policy.Limits.PerWeek is not { } perWeek || peak.PerWeek <= perWeek, "peak_above_week", $"policy.limits.peaks[{row}].perWeek", "policy.limits.perWeek",
                "With {0} a week there can never be {1} at peak.", policy.Limits.PerWeek ?? 0, peak.PerWeek!);
        }
        Both(policy.Limits?.PerDay is null || policy.Limits.PerWeek is null || policy.Limits.PerDay <= policy.Limits.PerWeek, "day_above_week", "policy.limits.perDay", "policy.limits.perWeek", "More are allowed a day than a week.");
        Both(policy.Limits?.PerDay is null || policy.Limits.ActiveAhead is null || policy.Limits.PerDay <= policy.Limits.ActiveAhead, "day_above_ahead", "policy.limits.perDay", "policy.limits.activeAhead",
            "More are allowed on a day than ahead at all.");
        foreach (var (group, row) in (policy.Groups ?? []).Select((group, row) => (group, row)).Where(one => one.group is not null))
        {
            Both(group!.HorizonDays is null || group.HorizonDays >= beside.HorizonDays, "horizon_shorter", $"policy.groups[{row}].horizonDays", "horizonDays",
                "{0} could book less far ahead than everybody.", group.Key!);
            Both(group.PerDay is null || group.PerWeek is null || group.PerDay <= group.PerWeek, "day_above_week", $"policy.groups[{row}].perDay", $"policy.groups[{row}].perWeek", "More are allowed a day than a week.");
        }
        Both(policy.Guests?.Least is null || policy.Guests.Most is null || policy.Guests.Least <= policy.Guests.Most, "least_above_most", "policy.guests.least", "policy.guests.most", "The fewest people are more than the most.");
        Both(policy.NoShow?.Then != NoShowRule.Prepaid || beside.PayAtClub, "always_prepaid", "policy.noShow.then", "payAtClub", "Nobody can pay at the club here: every booking is paid at once already.");
        DrawRules.CheckTogether(policy.Draw, beside, faults);
    }

    /// <summary>A rule of which two fields are the cause: both are named.</summary>
    internal static void CheckBoth(Faults faults, bool holds, string rule, string one, string other, string sentence, params object[] values)
    {
        faults.Rule(holds, rule, one, sentence, values);
        faults.Rule(holds, rule, other, sentence, values);
    }

    internal static void Range(Faults faults, int? value, string field, int least, int most) =>
        faults.Must(value is null || (value >= least && value <= most), $"policy.{field}", "A whole number from {0} to {1}.", least, most);
}
