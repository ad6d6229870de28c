using System.Text.Json.Nodes;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Tests.Booking.Calendar;

public sealed class PricingVectorTests
{
    private static readonly JsonNode File = Vectors.Read("pricing.json");

    public static TheoryData<string> PriceCases() => Ids("priceRules");

    public static TheoryData<string> CancellationCases() => Ids("cancellation");

    [Theory]
    [MemberData(nameof(PriceCases))]
    public void A_court_costs_what_the_vector_says(string id)
    {
        var vector = Case("priceRules", id);
        var prices = File["priceRules"]!["rules"]!.AsArray().Select(rule => Rule(rule!)).ToArray();
        var venue = Vectors.Venue((string)vector["timeZone"]!, prices: prices) with
        {
            PriceLists = [new PriceList(1, DateOnly.MinValue, prices) { ByStart = (string)vector["mode"]! != "prorata" }],
        };
        var pricing = new Pricing(venue, Vectors.Court);

        var price = pricing.Of(Vectors.Instant(vector["startUtc"]), (int)vector["durationMin"]!)!;

        price.Total.ShouldBe(new Money((long)vector["expectedMinor"]!, "EUR"));
        price.Lines.Select(line => (line.Name, line.Minutes))
            .ShouldBe(vector["segments"]!.AsArray().Select(segment => ((string)segment![0]!, (int)segment[1]!)));
        price.Lines.Sum(line => line.Amount.AmountMinor).ShouldBe(price.Total.AmountMinor);
        pricing.AmountOf(Vectors.Instant(vector["startUtc"]), (int)vector["durationMin"]!).ShouldBe(price.Total);
    }

    [Fact]
    public void A_fixed_price_for_a_length_beats_the_price_per_hour()
    {
        var table = File["durationTable"]!["table"]!.AsObject().ToDictionary(row => int.Parse(row.Key, System.Globalization.CultureInfo.InvariantCulture), row => (long)row.Value!);
        var rule = new PriceRule(Guid.CreateVersion7(), "table", [], Vectors.Days("*"), 0, 1440, 9999, 0) { PerDuration = table };
        var pricing = new Pricing(Vectors.Venue("Europe/Madrid", prices: [rule]), Vectors.Court);

        foreach (var vector in File["durationTable"]!["cases"]!.AsArray())
            pricing.Of(Vectors.Instant("2026-06-10T16:00Z"), (int)vector!["durationMin"]!)!.Total.AmountMinor.ShouldBe((long)vector["expected"]!);
        pricing.Of(Vectors.Instant("2026-06-10T16:00Z"), 30)!.Total.AmountMinor.ShouldBe(5000);
    }

    public static TheoryData<int> AdjustmentCases() => [.. Enumerable.Range(0, File["adjustments"]!["cases"]!.AsArray().Count)];

    [Theory]
    [MemberData(nameof(AdjustmentCases))]
    public void Demand_discount_and_code_change_a_price_in_one_order_and_round_once(int index)
    {
        var vector = File["adjustments"]!["cases"]![index]!;
        OccupancyBand[] bands = [.. File["adjustments"]!["occupancyBands"]!.AsArray().Select(band => new OccupancyBand(
            band!["below"] is { } below ? (int)((decimal)below * 10_000) : null, (int)band["bps"]!))];
        // The base of the vector is what the rule says for the hour.
        var rule = new PriceRule(Guid.CreateVersion7(), "base", [], Vectors.Days("*"), 0, 1440, (long)vector["baseMinor"]!, 0);
        var list = new PriceList(1, DateOnly.MinValue, [rule]) { RoundToMinor = (int)vector["roundTo"]!, Occupancy = [new OccupancyPricing([], bands, null, null)] };
        var coupon = vector["coupon"] is { } code ? new PromoValue(Guid.Empty, "CODE", (string)code[0]! == "pct" ? null : (long)code[1]!, (string)code[0]! == "pct" ? (int)code[1]! : null) : null;
        var pricing = new Pricing(
            Vectors.Venue("Europe/Madrid") with { PriceLists = [list] }, Vectors.Court, new CustomerStanding([], (int)vector["memberBps"]!, null), (int)((decimal)vector["occupancy"]! * 10_000));

        var price = pricing.Of(Vectors.Instant("2026-06-10T16:00Z"), 60, new PriceWish { Promo = coupon })!;

        price.Total.AmountMinor.ShouldBe((long)vector["expected"]!);
        price.Lines.Sum(line => line.Amount.AmountMinor).ShouldBe(price.Total.AmountMinor);
    }

    [Fact]
    public void Tax_is_what_the_price_contains()
    {
        foreach (var vector in File["taxInclusive"]!.AsArray())
        {
            var tax = TaxShare.Of([new PriceLine(Guid.Empty, "court", 60, new Money((long)vector!["grossMinor"]!, "EUR")) { TaxBasisPoints = (int)vector["rateBps"]! }]).Single();
            (tax.Net.AmountMinor, tax.Tax.AmountMinor).ShouldBe(((long)vector["expectedNet"]!, (long)vector["expectedTax"]!));
        }
    }

    [Theory]
    [MemberData(nameof(CancellationCases))]
    public void A_cancellation_gives_back_what_the_vector_says(string id)
    {
        var vector = Case("cancellation", id);
        CancellationTier[] tiers = [.. File["cancellation"]!["tiers"]!.AsArray().Select(tier => new CancellationTier((int)tier!["minHours"]!, (int)tier["refundBps"]!))];

        var start = Vectors.Instant(vector["startUtc"]);
        var agreed = new Agreement(tiers, new BookingTerms((int?)vector["grace"] ?? 0), start, vector["booked"] is { } booked ? Vectors.Instant(booked) : start.AddDays(-30));

        var refund = Cancellation.Refund(new Money((long)vector["paidMinor"]!, "EUR"), agreed, Vectors.Instant(vector["cancelledUtc"]));

        refund.ShouldBe(new Money((long)vector["expectedRefund"]!, "EUR"));
    }

    private static PriceRule Rule(JsonNode rule) => new(
        Guid.CreateVersion7(), (string)rule["id"]!, [], Vectors.Days((string)rule["days"]!),
        Vectors.MinuteOfDay((string)rule["frm"]!), Vectors.MinuteOfDay((string)rule["to"]!), (long)rule["perHour"]!, (int)rule["priority"]!);

    private static TheoryData<string> Ids(string part) => [.. File[part]!["cases"]!.AsArray().Select(node => (string)node!["id"]!)];

    private static JsonNode Case(string part, string id) => File[part]!["cases"]!.AsArray().Single(node => (string)node!["id"]! == id)!;
}
