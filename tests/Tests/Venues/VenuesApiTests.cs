using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Venues;

public sealed class VenuesApiTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_visitor_reads_where_one_can_play_and_how()
    {
        var venue = await FirstAsync(platform.Madrid());

        ((string)venue["name"]!).ShouldBe("Centro");
        ((string)venue["zone"]!).ShouldBe("Europe/Madrid");
        ((double)venue["location"]!["lat"]!).ShouldBe(40.4168);
        venue["courts"]!.AsArray().Select(court => (string)court!["name"]!).ShouldBe(["Court 1", "Court 2", "Court 3"]);
        venue["openingHours"]!.AsArray().Count.ShouldBe(7);
        venue["rules"]!["durationsMinutes"]!.AsArray().Select(minutes => (int)minutes!).ShouldBe([60, 90, 120]);
        JsonNode.DeepEquals(await platform.Madrid().JsonAsync($"/api/v1/venues/{venue["id"]}"), venue).ShouldBeTrue();
    }

    [Fact]
    public async Task A_night_that_runs_past_midnight_says_so()
    {
        var monday = (await FirstAsync(platform.Lahore()))["openingHours"]![0]!;

        ((string)monday["opens"]!, (string)monday["closes"]!, (bool)monday["closesNextDay"]!).ShouldBe(("16:00", "02:00", true));
    }

    [Fact]
    public async Task Another_clubs_venue_does_not_exist_here()
    {
        var id = (string)(await FirstAsync(platform.Madrid()))["id"]!;

        (await platform.Madrid().GetAsync($"/api/v1/venues/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await platform.Lahore().GetAsync($"/api/v1/venues/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Lahore().GetAsync($"/api/v1/venues/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Lahore().GetAsync("/api/v1/venues/1' or '1'='1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("en", "Opening hours", "Monday")]
    [InlineData("es", "Horario", "Lunes")]
    public async Task A_venues_page_speaks_the_visitors_language(string language, string heading, string day)
    {
        var page = await PageAsync(platform.Madrid(), $"/venues/centro?lang={language}");

        page.ShouldContain(heading);
        page.ShouldContain(day);
        page.ShouldContain("09:00–23:00");
        page.ShouldContain("/book?venue=centro");
    }

    [Fact]
    public async Task A_page_in_urdu_runs_from_right_to_left_and_its_times_do_not()
    {
        var page = await PageAsync(platform.Lahore(), $"/venues/{(await FirstAsync(platform.Lahore()))["key"]}?lang=ur");

        page.ShouldContain("dir=\"rtl\"");
        page.ShouldContain("اوقاتِ کار");
        page.ShouldContain("<div dir=\"ltr\">16:00–02:00</div>");
    }

    [Fact]
    public async Task A_page_of_a_venue_nobody_has_is_404() =>
        (await platform.Madrid().GetAsync("/venues/nowhere")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    private static async Task<JsonNode> FirstAsync(Visitor visitor) => (await visitor.JsonAsync("/api/v1/venues"))["venues"]![0]!;

    private static async Task<string> PageAsync(Visitor visitor, string path)
    {
        var response = await visitor.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }
}
