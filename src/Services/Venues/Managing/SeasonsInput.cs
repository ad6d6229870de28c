using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>All seasons of a venue: stretches of dates with a week of their own.</summary>
internal sealed record SeasonsInput(IReadOnlyList<SeasonsInput.Season?>? Seasons)
{
    private const int MostSeasons = 12;

    /// <summary>A season; both dates belong to it.</summary>
    /// <param name="From">Such as <c>2027-06-15</c>.</param>
    /// <param name="Openings">Its week; a weekday without an opening is closed.</param>
    internal sealed record Season(string? Name, string? From, string? To, IReadOnlyList<HoursInput.Opening?>? Openings);

    public static SeasonsInput Read(Typed typed) => new([.. Enumerable.Range(0, typed.Rows("seasons")).Select(row => $"seasons[{row}].").Select(at =>
        new Season(typed[$"{at}name"], typed[$"{at}from"], typed[$"{at}to"], HoursInput.Read(typed, at, 7)))]);

    public static SeasonsInput Of(Venue venue) => new([.. venue.ToCard(0).Seasons.Select(season =>
        new Season(season.Name, $"{season.First:yyyy-MM-dd}", $"{season.Last:yyyy-MM-dd}", HoursInput.Of(season.Hours)))]);

    public Typed Typed(long revision) => Managing.Typed.Of([("revision", revision), .. (Seasons ?? []).OfType<Season>().SelectMany((season, row) => Fields(season, $"seasons[{row}]."))]);

    /// <summary>Makes the venue's seasons what was asked for.</summary>
    public void Apply(Venue venue, Faults faults)
    {
        var wanted = Seasons ?? [];
        faults.Must(wanted.Count <= MostSeasons, "seasons", "At most {0} seasons.", MostSeasons);
        var entries = new List<SeasonEntry>();
        for (var row = 0; row < wanted.Count; row++)
            if (Check(wanted[row], $"seasons[{row}].", faults) is { } entry) entries.Add(entry);
        if (!faults.None) return;

        for (var row = 0; row < entries.Count; row++)
            foreach (var other in entries.Take(row).Where(other => other.From <= entries[row].To && entries[row].From <= other.To))
                faults.Rule(false, "seasons_overlap", $"seasons[{row}].from", "{0} and {1} share dates.", other.Name, entries[row].Name);
        if (faults.None) venue.TakeSeasons([.. entries.Select(Tidy)]);
    }

    private static SeasonEntry? Check(Season? wish, string at, Faults faults)
    {
        if (!faults.Must(wish is not null, at.TrimEnd('.'), "A season is needed.")) return null;
        var (from, to) = (DayInput.DateOf(wish!.From ?? ""), DayInput.DateOf(wish.To ?? ""));
        var name = faults.Text(wish.Name, $"{at}name", 80, "A name is needed.");
        faults.Must(from is not null, $"{at}from", "A date such as 2026-12-24 is needed.");
        faults.Must(to is not null, $"{at}to", "A date such as 2026-12-24 is needed.");
        faults.Rule(from is null || to is null || from <= to, "ends_before_it_begins", $"{at}to", "A season ends after it begins.");
        var week = HoursInput.Check(wish.Openings, at, faults);
        return from is not null && to is not null ? new SeasonEntry(name, from.Value, to.Value, week) : null;
    }

    // Weekdays with the same periods share a line, as a person would write it.
    private static SeasonEntry Tidy(SeasonEntry season) => season with
    {
        Hours = [.. season.Hours.GroupBy(line => (line.Opens, line.Closes)).Select(same => new HoursEntry(Weekdays.Format([.. same.Select(line => line.Days[0] - '0')]), same.Key.Opens, same.Key.Closes))],
    };

    private static IEnumerable<(string, object?)> Fields(Season season, string at) =>
        [($"{at}name", season.Name), ($"{at}from", season.From), ($"{at}to", season.To), .. HoursInput.Fields(season.Openings, at)];
}
