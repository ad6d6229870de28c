using System.Text.Json;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Players.Groups;

/// <summary>Everything the club says about a group.</summary>
/// <param name="Names">What people call it, by language; at least one.</param>
/// <param name="DiscountBasisPoints">Taken off courts; left out for nothing.</param>
/// <param name="HorizonDays">How many days ahead they may book; <see langword="null"/> for as far as everybody.</param>
internal sealed record GroupInput(IReadOnlyDictionary<string, string?>? Names, int? DiscountBasisPoints, int? HorizonDays)
{
    public const int LongestName = 40;
    public const int MostDays = 730;

    /// <summary>The names that were given, without what stands around them.</summary>
    public IReadOnlyDictionary<string, string> Given =>
        (Names ?? new Dictionary<string, string?>()).Where(name => !string.IsNullOrWhiteSpace(name.Value)).OrderBy(name => name.Key, StringComparer.Ordinal).ToDictionary(name => name.Key, name => name.Value!.Trim());

    /// <param name="known">Languages it has a name in already: the club may have stopped speaking one.</param>
    public void Check(Checks checks, IEnumerable<string> spoken, IEnumerable<string> known)
    {
        var languages = spoken.Union(known).ToHashSet();
        checks.That(Given.Count > 0, "names", "A name is needed.");
        checks.That(Given.Keys.All(languages.Contains), "names", "The club does not speak this language.");
        foreach (var (language, name) in Given) checks.Text(name, $"names.{language}", LongestName, "A name is needed.");
        checks.That(DiscountBasisPoints is null or (>= 0 and <= 10_000), "discountBasisPoints", "A discount is from 0 to 100 per cent.");
        checks.That(HorizonDays is null or (>= 1 and <= MostDays), "horizonDays", "From 1 to 730 days.");
    }

    /// <summary>Whether the group says all this already.</summary>
    public bool Says(CustomerGroup group) =>
        (DiscountBasisPoints ?? 0) == group.DiscountBasisPoints && HorizonDays == group.HorizonDays && CustomerGroup.NamesOf(group.Name) is var names
        && names.Count == Given.Count && Given.All(name => names.GetValueOrDefault(name.Key) == name.Value);

    public void WriteTo(CustomerGroup group) => (group.Name, group.DiscountBasisPoints, group.HorizonDays) = (JsonSerializer.Serialize(Given), DiscountBasisPoints ?? 0, HorizonDays);
}
