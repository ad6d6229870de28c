using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Venues.Manage;

namespace PadelSaaS.Tests.Venues;

/// <summary>Which venue is closest, which one is meant by a word, and what its house rules are.</summary>
public sealed class NearTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task The_closest_venue_comes_first_with_its_distance_and_those_too_far_are_left_out()
    {
        var owner = await Owner.OfAsync(platform);
        var north = await owner.PublishedAsync("Norte");
        var details = Owner.Details("Norte");
        details["latitude"] = 40.6;
        await owner.SavedAsync(north, "details", details);
        await owner.AddAsync("Nobody sees this");

        // Beside "Norte" at 40.6, -3.69.
        var near = await VenuesAsync("near=40.601,-3.69");
        near.Select(venue => (string)venue!["name"]!).First().ShouldBe("Norte");
        near.Select(venue => (int)venue!["distanceMetres"]!).ShouldBeInOrder();
        near.ShouldAllBe(venue => (string)venue!["name"]! != "Nobody sees this");
        ((int)near[0]!["distanceMetres"]!).ShouldBeInRange(100, 120);
        (await VenuesAsync("near=40.601,-3.69&radiusKm=1")).Select(venue => (string)venue!["name"]!).ShouldBe(["Norte"]);
        (await VenuesAsync("near=31.5,74.3&radiusKm=1")).ShouldBeEmpty();
        (await VenuesAsync("")).ShouldAllBe(venue => venue!["distanceMetres"] == null);
    }

    [Theory]
    [InlineData("near=north")]
    [InlineData("near=91,0")]
    [InlineData("near=1,2,3")]
    [InlineData("radiusKm=5")]
    [InlineData("near=1,2&radiusKm=-1")]
    public async Task What_is_no_place_is_refused(string query) =>
        (await platform.Madrid().GetAsync($"/api/v1/venues?{query}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_word_finds_a_venue_however_its_letters_are_written()
    {
        (await VenuesAsync("q=mádrid")).Count.ShouldBeGreaterThan(0);
        (await VenuesAsync("q=Karachi")).ShouldBeEmpty();
        var page = WebUtility.HtmlDecode(await (await platform.Madrid().GetAsync("/venues?q=nowhere&near=x")).Content.ReadAsStringAsync());
        page.ShouldContain("No venue goes by this");
        (await (await platform.Madrid().GetAsync("/venues?near=40.4,-3.7")).Content.ReadAsStringAsync()).ShouldContain("km away");
    }

    [Fact]
    public async Task House_rules_are_kept_by_language_and_shown_before_booking()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Ruled");
        var details = Owner.Details("Ruled");
        details["houseRules"] = new JsonObject { ["en"] = "Clean shoes.\nNo glass.", ["es"] = "Zapatillas limpias." };
        venue = await owner.SavedAsync(venue, "details", details);

        var player = platform.Madrid();
        (await PageAsync(player, "/venues/ruled")).ShouldContain("No glass.");
        var court = (await player.JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date=2026-11-30&duration=60"))["courts"]![0]!;
        (await PageAsync(player, $"/book/details?court={court["courtId"]}&start={Uri.EscapeDataString((string)court["slots"]![0]!["start"]!)}&duration=60")).ShouldContain("No glass.");
        (await player.JsonAsync($"/api/v1/venues/{venue["id"]}"))["houseRules"]!.ToString().ShouldStartWith("Clean shoes.");

        // Left out, they stay; a form that does not say them takes them away.
        venue = await owner.SavedAsync(venue, "details", Owner.Details("Ruled"));
        venue["details"]!["houseRules"]!["es"]!.ToString().ShouldBe("Zapatillas limpias.");
        var page = platform.Madrid();
        await page.SignInAsync("owner@madrid.test", People.DemoPassword);
        (await page.SubmitAsync("/manage/venues/ruled", "/manage/venues/ruled", new Dictionary<string, string> { ["houseRules.en"] = "", ["country"] = "ES", ["zone"] = "Europe/Madrid" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await owner.SeeAsync(venue))["details"]!["houseRules"]!.AsObject().Select(rule => rule.Key).ShouldBe([]);
    }

    private async Task<JsonArray> VenuesAsync(string query) => (await platform.Madrid().JsonAsync($"/api/v1/venues?{query}"))["venues"]!.AsArray();

    private static async Task<string> PageAsync(Visitor visitor, string path) => WebUtility.HtmlDecode(await (await visitor.GetAsync(path)).Content.ReadAsStringAsync());
}
