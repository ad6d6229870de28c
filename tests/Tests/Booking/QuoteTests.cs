using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>Hard case 17: the price changed during checkout.</summary>
public sealed class QuoteTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_higher_price_than_the_one_shown_asks_again()
    {
        var (visitor, court, start) = await FirstSlotAsync(0);
        var refused = await visitor.PostAsync("/api/v1/bookings", Wish(court, start, quoted: 3599));
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        ((string)problem["slug"]!).ShouldBe("price_changed");
        ((long)problem["price"]!["amountMinor"]!).ShouldBe(3600);
        (await visitor.PostAsync("/api/v1/bookings", Wish(court, start, quoted: 3600))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_lower_price_than_the_one_shown_is_passed_on()
    {
        var (visitor, court, start) = await FirstSlotAsync(1);
        var held = await visitor.JsonAsync("/api/v1/bookings", Wish(court, start, quoted: 9900));
        ((long)held["price"]!["amountMinor"]!).ShouldBe(3600);
    }

    private static object Wish(string court, string start, long quoted) =>
        new { courtId = court, start, durationMinutes = 90, guest = new { name = "Gael", email = "gael@example.test" }, quotedAmountMinor = quoted };

    private async Task<(Visitor Visitor, string Court, string Start)> FirstSlotAsync(int court)
    {
        var visitor = platform.Madrid();
        var venue = (await visitor.JsonAsync("/api/v1/venues"))["venues"]![0]!;
        var day = await visitor.JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date=2026-11-25&duration=90");
        return (visitor, (string)day["courts"]![court]!["courtId"]!, (string)day["courts"]![court]!["slots"]![0]!["start"]!);
    }
}
