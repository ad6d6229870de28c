using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PadelSaaS.Payments.Desk;

/// <summary>Coins and notes by which a drawer is counted, in minor units, the largest first. Of another currency the total is typed.</summary>
internal static class Denominations
{
    private const int MostOfOne = 100_000;

    public static IReadOnlyList<long> Of(string currency) => currency switch
    {
        "EUR" => [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
        "PKR" => [500_000, 100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100],
        "GBP" => [5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
        "USD" => [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 25, 10, 5, 1],
        "AED" => [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 100, 50, 25],
        _ => [],
    };

    /// <summary>Name of the field of a denomination.</summary>
    public static string FieldOf(long minor) => string.Create(CultureInfo.InvariantCulture, $"n{minor}");

    /// <summary>How many of each; <see langword="null"/> when one of the fields is no number, empty when none is filled in.</summary>
    public static Dictionary<long, int>? Read(IFormCollection form, string currency)
    {
        var counts = new Dictionary<long, int>();
        foreach (var minor in Of(currency))
        {
            var typed = form[FieldOf(minor)].ToString().Trim();
            if (typed.Length == 0) continue;
            if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > MostOfOne) return null;
            counts[minor] = count;
        }
        return counts;
    }

    public static long Sum(IReadOnlyDictionary<long, int> counts) => counts.Sum(count => count.Key * count.Value);

    public static string Write(IReadOnlyDictionary<long, int> counts) => JsonSerializer.Serialize(counts);

    public static IReadOnlyDictionary<long, int> Parse(string? json) => json is null ? new Dictionary<long, int>() : JsonSerializer.Deserialize<Dictionary<long, int>>(json)!;
}
