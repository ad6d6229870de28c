namespace PadelSaaS.Contracts.Payments;

/// <summary>How much of a price credit may pay where the rest comes another way.</summary>
public static class PartOfPrice
{
    // Card companies take no less than about half a euro.
    private const long LeastRest = 100;
    private const long LeastRestInRupees = 100_00;

    /// <summary>All of the price where there is enough; otherwise what there is, but so much less than the price that a card can be charged with the rest.</summary>
    public static Money Of(Money there, Money price) => there.AmountMinor >= price.AmountMinor ? price
        : price with { AmountMinor = Math.Max(0, Math.Min(there.AmountMinor, price.AmountMinor - (price.Currency is "PKR" or "INR" ? LeastRestInRupees : LeastRest))) };
}
