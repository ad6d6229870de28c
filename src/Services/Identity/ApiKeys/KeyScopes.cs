namespace PadelSaaS.Identity.ApiKeys;

/// <summary>What a key may be used for: abilities of its account that were picked, and whether it changes anything. Reading is always part of it.</summary>
internal static class KeyScopes
{
    /// <summary>Requests other than GET.</summary>
    public const string Write = "write";

    /// <summary>What an account of these abilities can put into a key.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> abilities) => [Write, .. abilities.Order(StringComparer.Ordinal)];
}
