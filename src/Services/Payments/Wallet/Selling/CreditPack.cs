using PadelSaaS.Contracts;

namespace PadelSaaS.Payments;

/// <summary>Credit the club sells at a better price than its worth: pay nine, play ten. What was sold keeps what was agreed.</summary>
public sealed class CreditPack
{
    public Guid Id { get; init; }

    public string Name { get; set; } = "";

    public long PriceMinor { get; set; }

    public long CreditMinor { get; set; }

    public string Currency { get; init; } = "";

    /// <summary>How long its credit lives from the day it is bought; <see langword="null"/> for good.</summary>
    public int? ValidDays { get; set; }

    public int[] Weekdays { get; set; } = [];

    public Guid[] VenueIds { get; set; } = [];

    /// <summary>Whether it can be bought.</summary>
    public bool Active { get; set; }

    public int Position { get; set; }

    public int Revision { get; set; } = 1;

    public DateTimeOffset CreatedAt { get; init; }

    public Money Price => new(PriceMinor, Currency);

    public Money Credit => new(CreditMinor, Currency);
}

/// <summary>What the club says about a pack.</summary>
internal sealed record PackInput(string? Name, long PriceMinor, long CreditMinor, int? ValidDays, IReadOnlyList<int>? Weekdays, bool Active)
{
    public const int LongestName = 60;
    private const long Most = 100_000_000;

    public void Check(PadelSaaS.Platform.Http.Checks checks)
    {
        checks.Text(Name, "name", LongestName, "A name is needed.");
        checks.That(PriceMinor is > 0 and <= Most, "priceMinor", "An amount above nothing is needed.");
        checks.That(CreditMinor is > 0 and <= Most && CreditMinor >= PriceMinor, "creditMinor", "A pack is worth at least what it costs.");
        checks.That(ValidDays is null or (>= 1 and <= 3660), "validDays", "From 1 to 3660 days.");
        checks.That((Weekdays ?? []).All(day => day is >= 1 and <= 7), "weekdays", "Days are from 1 for Monday to 7.");
    }

    public void WriteTo(CreditPack pack) =>
        (pack.Name, pack.PriceMinor, pack.CreditMinor, pack.ValidDays, pack.Weekdays, pack.Active) = (Name!.Trim(), PriceMinor, CreditMinor, ValidDays, [.. (Weekdays ?? []).Distinct().Order()], Active);
}
