using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.TenantFile;

/// <summary>What a file must say for its venues to make sense. The first broken rule is named with the place where it is broken.</summary>
internal static class EntryRules
{
    private static readonly string[] Roofs = ["indoor", "outdoor", "covered"];
    private static readonly string[] Sizes = ["double", "single"];

    public static void Check(IReadOnlyList<VenueEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var (entry, at) = (entries[i], $"venues[{i}]");
            Must(entry.Key.Length > 0 && entries.Count(other => other.Key == entry.Key) == 1, $"{at}.key", $"'{entry.Key}' is used more than once.");
            Must(entry.Name.Trim().Length > 0, $"{at}.name", "is empty.");
            Must(TimeZoneInfo.TryFindSystemTimeZoneById(entry.Zone, out _), $"{at}.zone", $"'{entry.Zone}' is no IANA time zone.");
            Must(entry.Latitude is >= -90 and <= 90, $"{at}.latitude", "is not on the globe.");
            Must(entry.Longitude is >= -180 and <= 180, $"{at}.longitude", "is not on the globe.");
            CheckHours(entry.Hours, $"{at}.hours");
            CheckSpecialDays(entry, at);
            CheckRules(entry.Rules, $"{at}.rules");
            CheckCourts(entry, at);
            CheckGroups(entry, at);
            PriceEntryRules.Check(entry, at);
        }
    }

    /// <summary>Whether the periods of one date make sense.</summary>
    public static void CheckPeriods(IReadOnlyList<PeriodEntry> periods, string at) =>
        CheckHours([.. periods.Select(period => new HoursEntry("1", period.Opens, period.Closes))], at);

    private static void CheckSpecialDays(VenueEntry entry, string at)
    {
        foreach (var (exception, i) in (entry.Exceptions ?? []).Select((exception, i) => (exception, i)))
        {
            Must(entry.Exceptions!.Count(other => other.Date == exception.Date) == 1, $"{at}.exceptions[{i}].date", $"{exception.Date:yyyy-MM-dd} is there more than once.");
            Must(exception.Name.Trim().Length > 0, $"{at}.exceptions[{i}].name", "is empty.");
            CheckPeriods(exception.Hours, $"{at}.exceptions[{i}].hours");
        }
        foreach (var (season, i) in (entry.Seasons ?? []).Select((season, i) => (season, i)))
        {
            Must(season.From <= season.To, $"{at}.seasons[{i}]", "ends before it begins.");
            Must(season.Name.Trim().Length > 0, $"{at}.seasons[{i}].name", "is empty.");
            Must(entry.Seasons!.Count(other => other.From <= season.To && season.From <= other.To) == 1, $"{at}.seasons[{i}]", "overlaps another season.");
            CheckHours(season.Hours, $"{at}.seasons[{i}].hours");
        }
    }

    private static void CheckHours(IReadOnlyList<HoursEntry> entries, string at)
    {
        var openings = new List<(int Weekday, int Opens, int Closes)>();
        for (var i = 0; i < entries.Count; i++)
        {
            var hours = entries[i];
            var (days, opens, closes) = (Weekdays.Parse(hours.Days), ClockTime.Parse(hours.Opens), ClockTime.Parse(hours.Closes));
            Must(days is not null, $"{at}[{i}].days", $"'{hours.Days}' names no weekdays.");
            Must(opens is < 1440, $"{at}[{i}].opens", $"'{hours.Opens}' is no time.");
            Must(closes is not null, $"{at}[{i}].closes", $"'{hours.Closes}' is no time.");
            openings.AddRange(days!.Select(day => (day, opens!.Value, opens.Value + ClockTime.Length(opens.Value, closes!.Value))));
        }
        openings.Sort();
        foreach (var (one, next) in openings.Zip(openings.Skip(1)))
            Must(one.Weekday != next.Weekday || one.Closes <= next.Opens, $"{at}", $"two periods of weekday {one.Weekday} overlap.");
    }

    private static void CheckRules(RulesEntry rules, string at)
    {
        Must(rules.Durations.Count > 0 && rules.Durations.All(minutes => minutes is > 0 and <= 1440), $"{at}.durations", "needs at least one length of 1 to 1440 minutes.");
        Must(rules.StartInterval is > 0 and <= 1440, $"{at}.startInterval", "must be 1 to 1440 minutes.");
        Must(rules.LeadMinutes >= 0 && rules.BufferMinutes >= 0 && rules.HorizonDays >= 0, at, "a negative time makes no sense.");
        Must(rules.HoldMinutes is > 0 and <= 60, $"{at}.holdMinutes", "must be 1 to 60 minutes.");
        Must(rules.PlayerSeriesWeeks is null or >= 0 and <= 52, $"{at}.playerSeriesWeeks", "must be 0 to 52 weeks.");
        Must(rules.OrphanGaps is "off" or "strict", $"{at}.orphanGaps", "is either off or strict.");
        Must(rules.Cancellation.Any(tier => tier.MinHours == 0), $"{at}.cancellation", "needs a row with minHours 0.");
        Must(rules.Cancellation.All(tier => tier.MinHours >= 0 && tier.RefundBps is >= 0 and <= 10000), $"{at}.cancellation", "refundBps must be 0 to 10000.");
        if (rules.Policy is null) return;
        var faults = new Faults();
        PolicyRules.Check(rules.Policy, new RulesBeside(rules.HorizonDays, rules.LeadMinutes, rules.OrphanGaps == "strict", rules.PayAtClub, rules.Cancellation), faults);
        if (!faults.None) Must(false, $"{at}.{faults.All[0].Field}", Faults.Say(faults.All[0]));
    }

    private static void CheckCourts(VenueEntry entry, string at)
    {
        for (var i = 0; i < entry.Courts.Count; i++)
        {
            var court = entry.Courts[i];
            Must(entry.Courts.Count(other => other.Key == court.Key) == 1, $"{at}.courts[{i}].key", $"'{court.Key}' is used more than once.");
            Must(court.Key is not ("" or "all"), $"{at}.courts[{i}].key", $"'{court.Key}' is no key for a court.");
            Must(Roofs.Contains(court.Roof), $"{at}.courts[{i}].roof", "is indoor, outdoor or covered.");
            Must(Sizes.Contains(court.Size), $"{at}.courts[{i}].size", "is double or single.");
        }
    }

    private static void CheckGroups(VenueEntry entry, string at)
    {
        foreach (var (group, i) in (entry.CourtGroups ?? []).Select((group, i) => (group, i)))
        {
            var unknown = group.Courts.FirstOrDefault(key => entry.Courts.All(court => court.Key != key));
            Must(group.Key.Length > 0 && entry.CourtGroups!.Count(other => other.Key == group.Key) == 1, $"{at}.courtGroups[{i}].key", $"'{group.Key}' is used more than once.");
            Must(group.Name.Trim().Length > 0, $"{at}.courtGroups[{i}].name", "is empty.");
            Must(group.Courts.Count > 0, $"{at}.courtGroups[{i}].courts", "needs at least one court.");
            Must(unknown is null, $"{at}.courtGroups[{i}].courts", $"there is no court '{unknown}'.");
        }
    }

    /// <exception cref="TenantFileException">It does not hold.</exception>
    public static void Must(bool holds, string place, string rule)
    {
        if (!holds) throw new TenantFileException($"{place}: {rule}");
    }
}
