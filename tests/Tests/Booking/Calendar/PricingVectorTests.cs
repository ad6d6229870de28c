using System.Text.Json.Nodes;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
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
        var venue = Vectors.Venue((string)vector["timeZone"]!, prices: prices);
        var pricing = new Pricing(venue, Vectors.Court);

        var price = pricing.Of(Vectors.Instant(vector["startUtc"]), (int)vector["durationMin"]!)!;

        price.Total.ShouldBe(new Money((long)vector["expectedMinor"]!, "EUR"));
        price.Lines.Select(line => (line.Name, line.Minutes))
            .ShouldBe(vector["segments"]!.AsArray().Select(segment => ((string)segment![0]!, (int)segment[1]!)));
        price.Lines.Sum(line => line.Amount.AmountMinor).ShouldBe(price.Total.AmountMinor);
        pricing.AmountOf(Vectors.Instant(vector["startUtc"]), (int)vector["durationMin"]!).ShouldBe(price.Total);
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
