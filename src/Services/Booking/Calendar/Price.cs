using System.Text.Json.Serialization;
using PadelSaaS.Contracts;

namespace PadelSaaS.Booking.Calendar;

/// <summary>What a court costs for a time, with the reasons: the lines add up to the total.</summary>
public sealed record Price(Money Total, IReadOnlyList<PriceLine> Lines)
{
    /// <summary>Everything the lines were made from besides the club's kept prices.</summary>
    internal PriceBasis Basis { get; init; } = new();
}

/// <summary>One reason of a price: minutes in a row that one rule priced, a change to the sum before, or an extra.</summary>
/// <param name="RuleId">The rule; none for what is no court time.</param>
/// <param name="Name">Name of the rule, the extra or the code.</param>
/// <param name="Minutes">Minutes it prices; 0 where it prices none.</param>
public sealed record PriceLine(Guid RuleId, string Name, int Minutes, Money Amount)
{
    /// <summary><c>court</c>, <c>occupancy</c>, <c>member</c>, <c>promo</c>, <c>rounding</c> or <c>extra</c>.</summary>
    public string Kind { get; init; } = "court";

    /// <summary>Number of the list its price stands in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Version { get; init; }

    /// <summary>What one of <see cref="Per"/> costs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Rate { get; init; }

    /// <summary><c>hour</c>, <c>duration</c>, <c>booking</c> or <c>person</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Per { get; init; }

    /// <summary>How many of an extra.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Count { get; init; }

    /// <summary>Share of the price before that a change adds; negative takes off.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? BasisPoints { get; init; }

    /// <summary>Share of tax its amount contains.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TaxBasisPoints { get; init; }
}

/// <summary>The tax of one rate that a price contains.</summary>
internal sealed record TaxShare(int BasisPoints, Money Gross, Money Net, Money Tax)
{
    /// <summary>The taxes of a receipt, rate by rate. Lines without a rate have none.</summary>
    public static IReadOnlyList<TaxShare> Of(IEnumerable<PriceLine> lines) =>
        [.. from line in lines
            where line.TaxBasisPoints is not null
            group line.Amount by line.TaxBasisPoints!.Value into rate
            orderby rate.Key
            let currency = rate.First().Currency
            let gross = rate.Sum(amount => amount.AmountMinor)
            let net = NetOf(gross, rate.Key)
            select new TaxShare(rate.Key, new Money(gross, currency), new Money(net, currency), new Money(gross - net, currency))];

    /// <summary>What is left of an amount without the tax in it, rounded half up.</summary>
    public static long NetOf(long gross, int basisPoints) => ((2 * gross * 10_000) + 10_000 + basisPoints) / (2 * (10_000 + basisPoints));
}
