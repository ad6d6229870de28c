namespace PadelSaaS.Discovery.Search;

/// <summary>Choices among what was found, and what each of them would leave.</summary>
internal static class Choosing
{
    private const int MostCities = 12;

    /// <summary>Those that are what was chosen: one of the roofs, one of the surfaces, all of the amenities.</summary>
    public static IEnumerable<FoundVenue> Among(IEnumerable<FoundVenue> found, Choices choices) => found.Where(venue =>
        (choices.City is null || SameCity(venue.City, choices.City))
        && (choices.Roofs.Count == 0 || venue.Roofs.Intersect(choices.Roofs).Any())
        && (choices.Surfaces.Count == 0 || venue.Surfaces.Intersect(choices.Surfaces).Any())
        && choices.Amenities.All(venue.Amenities.Contains));

    /// <summary>How many venues each choice would show, all other choices as they are: what was chosen does not hide what else could be.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Facet>> Counts(IReadOnlyList<FoundVenue> found, Choices choices) => new Dictionary<string, IReadOnlyList<Facet>>
    {
        ["city"] = [.. Count(Among(found, choices with { City = null }), venue => [venue.City]).Take(MostCities)],
        ["roof"] = Count(Among(found, choices with { Roofs = [] }), venue => venue.Roofs),
        ["surface"] = Count(Among(found, choices with { Surfaces = [] }), venue => venue.Surfaces),
        // Amenities are wanted together: each counts what it would leave of those that have the others.
        ["amenity"] = Count(Among(found, choices), venue => venue.Amenities),
    };

    private static bool SameCity(string one, string other) => Platform.FoldedText.Of(one) == Platform.FoldedText.Of(other);

    private static List<Facet> Count(IEnumerable<FoundVenue> found, Func<FoundVenue, IEnumerable<string>> values) =>
        [.. found.SelectMany(values).GroupBy(value => value).Select(same => new Facet(same.Key, same.Count())).OrderByDescending(facet => facet.Count).ThenBy(facet => facet.Value, StringComparer.Ordinal)];
}
