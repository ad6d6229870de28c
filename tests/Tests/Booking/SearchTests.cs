using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>Any court on any of several days: exactly what the days show one by one. Hard cases 1 and 5.</summary>
public sealed class SearchTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_search_over_a_week_shows_what_its_days_show()
    {
        var player = platform.InMadrid();
        (await player.HoldAsync(await player.SlotAsync("2026-11-26", "19:00"))).Status.ShouldBe(HttpStatusCode.Created);

        var found = await FindAsync(player, "from=2026-11-24&to=2026-11-30&earliest=18:00&latest=21:00&within=start&duration=90");

        found.Select(day => (string)day!["date"]!).ShouldBe(["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30"]);
        foreach (var day in found)
        {
            var shown = (await player.FreeAsync((string)day!["date"]!)).Where(slot => Clock(slot.StartLocal) is var at && string.CompareOrdinal(at, "18:00") >= 0 && string.CompareOrdinal(at, "21:00") <= 0);
            Offered(day).ShouldBe(shown.Select(slot => (slot.Start, slot.CourtId, slot.Price)).Order(), ignoreOrder: true);
            day["slots"]!.AsArray().Select(slot => (DateTimeOffset)slot!["start"]!).ShouldBeInOrder();
        }
    }

    [Fact]
    public async Task What_is_booked_after_a_search_is_gone_from_the_next_one()
    {
        var player = platform.InMadrid();
        const string Week = "from=2026-11-24&to=2026-11-30&duration=90";
        var before = await FindAsync(player, Week);
        (await player.HoldAsync(await player.SlotAsync("2026-11-27", "19:00"))).Status.ShouldBe(HttpStatusCode.Created);

        var after = await FindAsync(player, Week);

        foreach (var (was, isNow) in before.Zip(after))
        {
            var gone = Offered(was!).Except(Offered(isNow!)).ToList();
            if ((string)was!["date"]! == "2026-11-27") gone.ShouldNotBeEmpty();
            else gone.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task An_evening_goes_on_after_midnight()
    {
        var player = platform.InLahore();

        var night = await FindAsync(player, "from=2026-11-26&to=2026-11-26&earliest=23:00&latest=00:00&within=start&duration=60");
        var starts = night.Single()!["slots"]!.AsArray().Select(slot => (string)slot!["startLocal"]!).ToList();
        starts.ShouldBe(["2026-11-26T23:00:00+05:00", "2026-11-26T23:30:00+05:00", "2026-11-27T00:00:00+05:00"]);
        (await FindAsync(player, "from=2026-11-26&to=2026-11-26&duration=60")).Single()!["slots"]!.AsArray().Max(slot => (string)slot!["startLocal"]!).ShouldBe("2026-11-27T01:00:00+05:00");
    }

    [Fact]
    public async Task Days_that_are_over_or_not_open_yet_are_left_out()
    {
        var found = await FindAsync(platform.InMadrid(), "from=2026-11-20&to=2026-12-20&earliest=20:00&latest=20:00&within=start&duration=60");

        ((string)found[0]!["date"]!).ShouldBe("2026-11-24");
        ((string)found[^1]!["date"]!).ShouldBe("2026-12-08");
    }

    [Theory]
    [InlineData("from=2026-11-24&to=2026-11-23")]
    [InlineData("from=2026-11-01&to=2026-12-02")]
    [InlineData("from=yesterday&to=2026-12-02")]
    [InlineData("from=0001-01-01&to=9999-12-31")]
    [InlineData("from=2026-11-24&to=2026-11-25&earliest=25:00")]
    [InlineData("from=2026-11-24&to=2026-11-25&latest=late")]
    [InlineData("from=2026-11-24&to=2026-11-25&duration=75")]
    [InlineData("from=2026-11-24&to=2026-11-25&within=reason")]
    [InlineData("from=2026-11-24&to=2026-11-25&roof=glass")]
    [InlineData("from=2026-11-24&to=2026-11-25&size=huge")]
    [InlineData("to=2026-11-25")]
    public async Task What_makes_no_sense_is_refused(string query)
    {
        var player = platform.InMadrid();
        (await player.Visitor.GetAsync($"/api/v1/venues/{await player.VenueAsync()}/availability/search?{query}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await player.Visitor.GetAsync($"/api/v1/venues/{Guid.Empty}/availability/search?{query}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<JsonArray> FindAsync(Player player, string query) =>
        (await player.Visitor.JsonAsync($"/api/v1/venues/{await player.VenueAsync()}/availability/search?{query}"))["days"]!.AsArray();

    private static IEnumerable<(DateTimeOffset, Guid, long)> Offered(JsonNode day) =>
        from slot in day["slots"]!.AsArray()
        from court in slot["courts"]!.AsArray()
        select ((DateTimeOffset)slot["start"]!, (Guid)court["courtId"]!, (long)court["price"]!["amountMinor"]!);

    private static string Clock(string startLocal) => startLocal.Substring(11, 5);
}
