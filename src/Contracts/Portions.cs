namespace PadelSaaS.Contracts;

/// <summary>Cuts an amount into parts that add up to it.</summary>
public static class Portions
{
    /// <summary>Parts by weight; minor units that are left over go to those who lost most of one, the first of equals first.</summary>
    /// <param name="total">Minor units, not negative.</param>
    /// <param name="weights">Not negative, and not all zero.</param>
    public static IReadOnlyList<long> Of(long total, IReadOnlyList<long> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        var all = weights.Aggregate(Int128.Zero, (sum, weight) => sum + (weight < 0 ? throw new ArgumentOutOfRangeException(nameof(weights)) : weight));
        ArgumentOutOfRangeException.ThrowIfZero(all, nameof(weights));

        var parts = weights.Select(weight => (long)((Int128)total * weight / all)).ToArray();
        var byRemainder = Enumerable.Range(0, parts.Length).OrderByDescending(i => (Int128)total * weights[i] % all);
        foreach (var i in byRemainder.Take((int)(total - parts.Sum()))) parts[i]++;
        return parts;
    }

    /// <summary>The tax an amount contains: what is left when the net amount, rounded half up, is taken out.</summary>
    /// <param name="gross">Minor units with tax, not negative.</param>
    public static long ContainedTax(long gross, int basisPoints)
    {
        var whole = 10_000 + basisPoints;
        return gross - (long)(((Int128)gross * 20_000 + whole) / (2 * whole));
    }
}
