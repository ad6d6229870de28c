using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Calendar;

/// <summary>Writes a price out line by line, so that the lines add up to it.</summary>
internal static class Receipt
{
    /// <summary>The court's minutes, rule by rule. A minor unit that rounding makes or takes goes to the lines that lost most of one.</summary>
    public static PriceLine[] Court(List<(PriceRule Rule, int Minutes)> runs, long total, int minutes, PriceList list, string currency)
    {
        Int128 parts = 60 * minutes;
        var shares = runs.ConvertAll(run => Pricing.Share(run.Rule, run.Minutes, minutes));
        var amounts = shares.ConvertAll(share => (long)(share / parts));
        var byRemainder = Enumerable.Range(0, runs.Count).OrderByDescending(i => shares[i] % parts);
        foreach (var i in byRemainder.Take((int)(total - amounts.Sum()))) amounts[i]++;
        return [.. runs.Select((run, i) => new PriceLine(run.Rule.Id, run.Rule.Name, run.Minutes, new Money(amounts[i], currency))
        {
            Version = list.Number,
            Rate = new Money(run.Rule.PerDuration.TryGetValue(minutes, out var @fixed) ? @fixed : run.Rule.PerHourMinor, currency),
            Per = run.Rule.PerDuration.ContainsKey(minutes) ? "duration" : "hour",
            TaxBasisPoints = list.TaxBasisPoints,
        })];
    }

    /// <summary>What was added to or taken off the court's price.</summary>
    /// <param name="change">By how full the day is.</param>
    public static IEnumerable<PriceLine> Changes(Adjusted price, PriceList list, int change, CustomerStanding standing, PromoValue? promo, string currency)
    {
        if (change != 0) yield return Line("occupancy", "Demand", price.Occupancy - price.Base, change);
        if (standing.DiscountBasisPoints != 0) yield return Line("member", "Member discount", price.Member - price.Occupancy, -standing.DiscountBasisPoints);
        if (promo is not null) yield return Line("promo", promo.Code, price.Promo - price.Member, promo.BasisPoints is { } share ? -share : null);
        if (price.Total != price.Promo) yield return Line("rounding", "Rounding", price.Total - price.Promo, null);

        PriceLine Line(string kind, string name, long minor, int? basisPoints) => new(Guid.Empty, name, 0, new Money(minor, currency))
        {
            Kind = kind,
            Version = kind == "promo" ? 0 : list.Number,
            BasisPoints = basisPoints,
            TaxBasisPoints = list.TaxBasisPoints,
        };
    }
}
