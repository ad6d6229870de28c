using NodaTime;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Calendar;

/// <summary>
/// What the courts of a venue have in common, for as long as one question of one customer lasts: most courts follow the same rules and cost the same
/// at the same time. Not for two threads at once.
/// </summary>
internal sealed class PriceBook
{
    private readonly Dictionary<(int List, ulong Speaking), CourtRules> rules = [];
    private readonly Dictionary<(CourtRules Rules, DateTimeOffset Start, int Minutes, int? Occupancy), long?> amounts = [];

    /// <summary>The rules of a list for a court, shared by all courts of which the same rules speak.</summary>
    public CourtRules RulesOf(PriceList list, DateTimeZone zone, Guid courtId, IReadOnlyList<string> courtGroups, CustomerStanding standing)
    {
        if (Speaking(list, courtId, courtGroups) is not { } speaking) return new CourtRules(list, zone, courtId, courtGroups, standing);
        if (!rules.TryGetValue((list.Number, speaking), out var shared)) rules.Add((list.Number, speaking), shared = new CourtRules(list, zone, courtId, courtGroups, standing));
        return shared;
    }

    /// <summary>Whether the price of the court alone is known; it may be known that there is none.</summary>
    public bool Knows(CourtRules of, DateTimeOffset start, int minutes, int? occupancy, out long? amount) => amounts.TryGetValue((of, start, minutes, occupancy), out amount);

    /// <summary>Notes the price of the court alone.</summary>
    public void Note(CourtRules of, DateTimeOffset start, int minutes, int? occupancy, long? amount) => amounts[(of, start, minutes, occupancy)] = amount;

    // A bit for each rule and each occupancy pricing that speaks of the court; none where there are more than bits.
    private static ulong? Speaking(PriceList list, Guid courtId, IReadOnlyList<string> courtGroups)
    {
        if (list.Rules.Count + list.Occupancy.Count > 64) return null;
        var (speaking, bit) = (0UL, 1UL);
        foreach (var rule in list.Rules)
        {
            if (CourtRules.Speaks(rule.CourtIds, rule.CourtGroups, courtId, courtGroups)) speaking |= bit;
            bit <<= 1;
        }
        foreach (var pricing in list.Occupancy)
        {
            if (CourtRules.Speaks([], pricing.CourtGroups, courtId, courtGroups)) speaking |= bit;
            bit <<= 1;
        }
        return speaking;
    }
}
