using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>The form of what a venue agrees with its players: fields are named as the API names them, <c>policy.limits.perDay</c>.</summary>
internal static class PolicyInput
{
    public const int MostRows = 6;
    public const string Peaks = "policy.limits.peaks";
    public const string Groups = "policy.groups";
    public const string Windows = "policy.draw.windows";

    public static PolicyEntry Read(Typed typed)
    {
        int? Number(string field) => typed[$"policy.{field}"].Trim().Length == 0 ? null : typed.Number($"policy.{field}") ?? -1;
        return new PolicyEntry
        {
            GapsRelaxedHours = Number("gapsRelaxedHours"),
            Grace = new(Number("grace.minutes"), Number("grace.leastHours")),
            Resale = typed.Is("policy.resale") ? true : null,
            Limits = new(Number("limits.activeAhead"), Number("limits.perDay"), Number("limits.perWeek"), [.. Enumerable.Range(0, MostRows).Select(row => Peak(typed, $"limits.peaks[{row}]", Number))]),
            Groups = [.. Enumerable.Range(0, MostRows).Select(row => Group(typed, $"groups[{row}]", Number))],
            Guests = new(Number("guests.least"), Number("guests.most"), Number("guests.samePerMonth")),
            // A person types a share in percent.
            NoShow = new(Number("noShow.keptBps") * 100, Number("noShow.count"), Number("noShow.days"), typed["policy.noShow.then"] is { Length: > 0 } then ? then : null),
            Draw = new(Number("draw.daysBefore"), Clock.Tidy(typed["policy.draw.time"]) is { Length: > 0 } time ? time : null, Number("draw.openDays"), Number("draw.confirmMinutes"),
                [.. Enumerable.Range(0, MostRows).Select(row => Window(typed, $"draw.windows[{row}]"))]),
        };
    }

    public static IEnumerable<(string Name, object? Value)> Fields(PolicyEntry policy) =>
    [
        ("policy.gapsRelaxedHours", policy.GapsRelaxedHours), ("policy.grace.minutes", policy.Grace?.Minutes), ("policy.grace.leastHours", policy.Grace?.LeastHours), ("policy.resale", policy.Resale),
        ("policy.limits.activeAhead", policy.Limits?.ActiveAhead), ("policy.limits.perDay", policy.Limits?.PerDay), ("policy.limits.perWeek", policy.Limits?.PerWeek),
        .. (policy.Limits?.Peaks ?? []).OfType<PolicyEntry.PeakEntry>().SelectMany((peak, row) => PeakFields(peak, $"{Peaks}[{row}]")),
        .. (policy.Groups ?? []).OfType<PolicyEntry.GroupEntry>().SelectMany((group, row) => GroupFields(group, $"{Groups}[{row}]")),
        ("policy.guests.least", policy.Guests?.Least), ("policy.guests.most", policy.Guests?.Most), ("policy.guests.samePerMonth", policy.Guests?.SamePerMonth),
        ("policy.noShow.keptBps", policy.NoShow?.KeptBps / 100), ("policy.noShow.count", policy.NoShow?.Count), ("policy.noShow.days", policy.NoShow?.Days), ("policy.noShow.then", policy.NoShow?.Then),
        ("policy.draw.daysBefore", policy.Draw?.DaysBefore), ("policy.draw.time", policy.Draw?.Time), ("policy.draw.openDays", policy.Draw?.OpenDays), ("policy.draw.confirmMinutes", policy.Draw?.ConfirmMinutes),
        .. (policy.Draw?.Windows ?? []).OfType<PolicyEntry.WindowEntry>().SelectMany((window, row) => SpanFields(window.Days, window.From, window.To, $"{Windows}[{row}]")),
    ];

    private static PolicyEntry.PeakEntry? Peak(Typed typed, string at, Func<string, int?> number)
    {
        var (days, from, to) = Span(typed, at);
        return IsBlank(typed, at) && number($"{at}.perWeek") is null ? null : new(days, from, to, number($"{at}.perWeek"));
    }

    private static PolicyEntry.WindowEntry? Window(Typed typed, string at)
    {
        var (days, from, to) = Span(typed, at);
        return IsBlank(typed, at) ? null : new(days, from, to);
    }

    // Days with a time from and a time to.
    private static (string? Days, string? From, string? To) Span(Typed typed, string at)
    {
        var days = typed.All($"policy.{at}.days").Select(day => int.TryParse(day, out var weekday) ? weekday : 0).Distinct().ToList();
        var (from, to) = (Clock.Tidy(typed[$"policy.{at}.from"]), Clock.Tidy(typed[$"policy.{at}.to"]));
        return (days.Count > 0 && days.TrueForAll(day => day is >= 1 and <= 7) ? Weekdays.Format(days) : null, from, to == "00:00" ? "24:00" : to);
    }

    private static bool IsBlank(Typed typed, string at) =>
        !typed.All($"policy.{at}.days").Any() && typed[$"policy.{at}.from"].Trim().Length == 0 && typed[$"policy.{at}.to"].Trim().Length == 0;

    private static PolicyEntry.GroupEntry? Group(Typed typed, string at, Func<string, int?> number)
    {
        var group = new PolicyEntry.GroupEntry(
            typed[$"policy.{at}.key"].Trim() is { Length: > 0 } key ? key : null, number($"{at}.horizonDays"), number($"{at}.activeAhead"), number($"{at}.perDay"), number($"{at}.perWeek"), number($"{at}.peakPerWeek"));
        return group == new PolicyEntry.GroupEntry() ? null : group;
    }

    private static IEnumerable<(string, object?)> PeakFields(PolicyEntry.PeakEntry peak, string at) =>
    [
        .. SpanFields(peak.Days, peak.From, peak.To, at), ($"{at}.perWeek", peak.PerWeek),
    ];

    private static IEnumerable<(string, object?)> SpanFields(string? days, string? from, string? to, string at) =>
        [.. (Weekdays.Parse(days ?? "") ?? []).Select(day => ($"{at}.days", (object?)day)), ($"{at}.from", from), ($"{at}.to", to)];

    private static IEnumerable<(string, object?)> GroupFields(PolicyEntry.GroupEntry group, string at) =>
    [
        ($"{at}.key", group.Key), ($"{at}.horizonDays", group.HorizonDays), ($"{at}.activeAhead", group.ActiveAhead), ($"{at}.perDay", group.PerDay),
        ($"{at}.perWeek", group.PerWeek), ($"{at}.peakPerWeek", group.PeakPerWeek),
    ];
}
