using System.Text.Json;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>How a venue sells its courts.</summary>
internal sealed record RulesInput(
    IReadOnlyList<int>? DurationsMinutes, int? StartIntervalMinutes, int? LeadMinutes, int? HorizonDays, int? BufferMinutes, int? HoldMinutes,
    bool StrictGaps, bool AdjacentStarts, bool PayAtClub, IReadOnlyList<RulesInput.Tier?>? Cancellation, PolicyEntry? Policy = null)
{
    /// <summary>For how many weeks ahead players may book every week; unsaid leaves it as it is.</summary>
    public int? PlayerSeriesWeeks { get; init; }

    private const int Day = 1440;
    private const int MostTiers = 6;

    /// <summary>With at least this notice, this share comes back.</summary>
    /// <param name="RefundBasisPoints">10000 is everything.</param>
    internal sealed record Tier(int? MinHours, int? RefundBasisPoints)
    {
        /// <summary>Name of the row in a form, where it is not its place in the list.</summary>
        internal string? Field { get; init; }
    }

    /// <summary>Rules that suit most clubs, for a first venue.</summary>
    public static readonly RulesInput Usual = new([60, 90, 120], 30, 0, 14, 0, 8, false, false, true, [new(24, 10000), new(0, 0)]);

    public static RulesInput Read(Typed typed) => new(
        [.. typed["durationsMinutes"].Split([' ', ',', ';', '/'], StringSplitOptions.RemoveEmptyEntries).Select(text => int.TryParse(text, out var minutes) ? minutes : 0)],
        typed.Number("startIntervalMinutes"), typed.Number("leadMinutes"), typed.Number("horizonDays"), typed.Number("bufferMinutes"), typed.Number("holdMinutes"),
        typed.Is("strictGaps"), typed.Is("adjacentStarts"), typed.Is("payAtClub"),
        [.. from row in Enumerable.Range(0, MostTiers)
            let field = $"cancellation[{row}]"
            where (typed[$"{field}.minHours"] + typed[$"{field}.refundPercent"]).Trim().Length > 0
            select new Tier(typed.Number($"{field}.minHours"), typed.Number($"{field}.refundPercent") * 100) { Field = field }],
        PolicyInput.Read(typed))
    {
        PlayerSeriesWeeks = typed.Number("playerSeriesWeeks"),
    };

    public static RulesInput Of(Venue venue) => new(
        venue.DurationsMinutes, venue.StartIntervalMinutes, venue.LeadMinutes, venue.HorizonDays, venue.BufferMinutes, venue.HoldMinutes, venue.StrictGaps, venue.AdjacentStarts,
        venue.PayAtClub, [.. JsonSerializer.Deserialize<List<TierEntry>>(venue.Cancellation, FileJson.Options)!.OrderByDescending(tier => tier.MinHours).Select(tier => new Tier(tier.MinHours, tier.RefundBps))],
        PolicyEntry.Read(venue.Policy))
    {
        PlayerSeriesWeeks = venue.PlayerSeriesWeeks,
    };

    public Typed Typed(long revision) => Managing.Typed.Of(
    [
        ("revision", revision), ("durationsMinutes", string.Join(", ", DurationsMinutes ?? [])), ("startIntervalMinutes", StartIntervalMinutes), ("leadMinutes", LeadMinutes),
        ("horizonDays", HorizonDays), ("bufferMinutes", BufferMinutes), ("holdMinutes", HoldMinutes), ("strictGaps", StrictGaps), ("adjacentStarts", AdjacentStarts), ("payAtClub", PayAtClub), ("playerSeriesWeeks", PlayerSeriesWeeks),
        .. (Cancellation ?? []).OfType<Tier>().SelectMany((tier, row) => new (string, object?)[]
        {
            ($"cancellation[{row}].minHours", tier.MinHours), ($"cancellation[{row}].refundPercent", tier.RefundBasisPoints / 100),
        }),
        .. PolicyInput.Fields(Policy ?? new PolicyEntry()),
    ]);

    public void Apply(Venue venue, Faults faults)
    {
        var durations = (DurationsMinutes ?? []).Distinct().Order().ToArray();
        faults.Must(durations.Length is > 0 and <= 8 && durations.All(minutes => minutes is >= 5 and <= Day), "durationsMinutes", "One to eight lengths from 5 to 1440 minutes, such as 60, 90, 120.");
        venue.StartIntervalMinutes = faults.Number(StartIntervalMinutes, "startIntervalMinutes", 5, Day);
        venue.LeadMinutes = faults.Number(LeadMinutes, "leadMinutes", 0, 60 * Day);
        venue.HorizonDays = faults.Number(HorizonDays, "horizonDays", 0, 730);
        venue.BufferMinutes = faults.Number(BufferMinutes, "bufferMinutes", 0, 240);
        venue.HoldMinutes = faults.Number(HoldMinutes, "holdMinutes", 1, 60);
        if (PlayerSeriesWeeks is not null) venue.PlayerSeriesWeeks = faults.Number(PlayerSeriesWeeks, "playerSeriesWeeks", 0, 52);
        if (!durations.SequenceEqual(venue.DurationsMinutes.Order())) venue.DurationsMinutes = durations;
        (venue.StrictGaps, venue.AdjacentStarts, venue.PayAtClub) = (StrictGaps, AdjacentStarts, PayAtClub);
        ApplyTiers(venue, faults);
        ApplyPolicy(venue, faults);
        if (faults.None) CheckTogether(venue, faults);
    }

    private void ApplyTiers(Venue venue, Faults faults)
    {
        var wanted = Cancellation ?? [];
        faults.Must(wanted.Count <= MostTiers, "cancellation", "At most {0} lines.", MostTiers);
        var tiers = new List<(TierEntry Entry, string Field)>();
        for (var i = 0; i < wanted.Count; i++)
        {
            var field = wanted[i]?.Field ?? $"cancellation[{i}]";
            var hours = faults.Number(wanted[i]?.MinHours, $"{field}.minHours", 0, 24 * 60);
            var isShare = wanted[i]?.RefundBasisPoints is >= 0 and <= 10000;
            faults.Must(isShare, wanted[i]?.Field is null ? $"{field}.refundBasisPoints" : $"{field}.refundPercent", "A share from nothing to everything.");
            tiers.Add((new TierEntry(hours, wanted[i]?.RefundBasisPoints ?? 0), field));
        }
        tiers.Sort((one, other) => other.Entry.MinHours.CompareTo(one.Entry.MinHours));
        faults.Rule(tiers.Exists(tier => tier.Entry.MinHours == 0), "no_last_tier", "cancellation", "One line has to begin at 0 hours: it says what comes back at the last moment.");
        foreach (var (longer, shorter) in tiers.Zip(tiers.Skip(1)))
        {
            faults.Rule(longer.Entry.MinHours != shorter.Entry.MinHours, "tier_twice", $"{shorter.Field}.minHours", "Two lines begin at {0} hours.", shorter.Entry.MinHours);
            faults.Rule(longer.Entry.RefundBps >= shorter.Entry.RefundBps, "refund_rises", $"{shorter.Field}.{(wanted[0]?.Field is null ? "refundBasisPoints" : "refundPercent")}",
                "Cancelling {0} hours before would bring back more than {1} hours before.", shorter.Entry.MinHours, longer.Entry.MinHours);
        }
        var entries = tiers.Select(tier => tier.Entry).ToList();
        if (!entries.SequenceEqual(JsonSerializer.Deserialize<List<TierEntry>>(venue.Cancellation, FileJson.Options)!.OrderByDescending(tier => tier.MinHours)))
            venue.Cancellation = JsonSerializer.Serialize(entries, FileJson.Options);
    }

    private void ApplyPolicy(Venue venue, Faults faults)
    {
        var policy = Policy ?? new PolicyEntry();
        PolicyRules.Check(policy, new RulesBeside(venue.HorizonDays, venue.LeadMinutes, venue.StrictGaps, venue.PayAtClub, JsonSerializer.Deserialize<List<TierEntry>>(venue.Cancellation, FileJson.Options)!), faults);
        var tidied = policy.Tidied().Write();
        if (tidied != PolicyEntry.Read(venue.Policy).Write()) venue.Policy = tidied;
    }

    // Rules that are sensible each by itself and leave nothing to book together. Both are named.
    private static void CheckTogether(Venue venue, Faults faults)
    {
        Both(faults, venue.LeadMinutes <= (venue.HorizonDays + 1) * Day, "lead_beyond_horizon", "leadMinutes", "horizonDays",
            "The notice is longer than the time bookings are open ahead: nothing could be booked.");
        var shortest = venue.DurationsMinutes.Min();
        Both(faults, !venue.StrictGaps || venue.AdjacentStarts || venue.StartIntervalMinutes <= shortest + venue.BufferMinutes, "interval_leaves_gaps", "strictGaps", "startIntervalMinutes",
            "Starts are further apart than the shortest booking, so gaps cannot be avoided. Let starts follow bookings, or shorten the interval.");
        Both(faults, venue.LeadMinutes == 0 || venue.HoldMinutes <= venue.LeadMinutes, "hold_beyond_lead", "holdMinutes", "leadMinutes",
            "A court could be waiting for its payment when its time begins: hold it for less, or ask for more notice.");
        var longest = venue.Hours.Select(row => row.LengthMinutes).DefaultIfEmpty(Day).Max();
        Both(faults, venue.DurationsMinutes.Max() <= longest, "longer_than_open", "durationsMinutes", "openings", "The longest booking does not fit into the longest opening ({0} minutes): see opening hours.", longest);
    }

    private static void Both(Faults faults, bool holds, string rule, string one, string other, string sentence, params object[] values)
    {
        faults.Rule(holds, rule, one, sentence, values);
        faults.Rule(holds, rule, other, sentence, values);
    }
}
