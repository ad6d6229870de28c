namespace PadelSaaS.Discovery;

/// <summary>Codes of courts and venues as people read them: English sentences that are keys of <see cref="DiscoveryWords"/>.</summary>
internal static class CourtText
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["indoor"] = "Indoor",
        ["covered"] = "Covered",
        ["outdoor"] = "Outdoor",
        ["turf"] = "Artificial turf",
        ["concrete"] = "Concrete",
        ["carpet"] = "Carpet",
        ["parking"] = "Parking",
        ["showers"] = "Showers",
        ["cafe"] = "Café",
        ["shop"] = "Shop",
        ["lockers"] = "Lockers",
        ["wheelchair"] = "Wheelchair access",
        ["wifi"] = "Wi-Fi",
        ["lessons"] = "Lessons",
        ["prayer_room"] = "Prayer room",
    };

    /// <summary>The sentence of a code; a code nobody knows says itself.</summary>
    public static string Of(string code) => Sentences.GetValueOrDefault(code, code);
}
