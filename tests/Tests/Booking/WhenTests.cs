using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>Any court at a time that suits, over days and venues: what "18 to 21" means is said, and what is shown leads to its booking. Hard cases 1 and 5.</summary>
public sealed class WhenTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("", "18:00", "19:30")]
    [InlineData("&within=play", "18:00", "19:30")]
    [InlineData("&within=start", "18:00", "21:00")]
    public async Task Eighteen_to_twenty_one_is_when_they_play_unless_they_say_start(string within, string first, string last)
    {
        var player = platform.InMadrid();
        var found = await player.Visitor.JsonAsync($"/api/v1/availability/search?from=2026-11-26&to=2026-11-26&earliest=18:00&latest=21:00&duration=90{within}");
        var starts = found["venues"]![0]!["days"]![0]!["slots"]!.AsArray().Select(slot => ((string)slot!["startLocal"]!).Substring(11, 5)).ToList();
        (starts[0], starts[^1]).ShouldBe((first, last));
    }

    [Fact]
    public async Task Only_courts_that_are_what_was_asked_for_are_shown()
    {
        await ChangeAsync("madrid", venue => venue["courts"]![0]!["accessible"] = true);
        (await NamesAsync("roof=indoor")).ShouldBe(["Court 1", "Court 2"], ignoreOrder: true);
        (await NamesAsync("roof=indoor&roof=outdoor")).Count.ShouldBe(3);
        (await NamesAsync("accessible=true")).ShouldBe(["Court 1"]);
        (await NamesAsync("size=single")).ShouldBeEmpty();

        async Task<List<string>> NamesAsync(string filter)
        {
            var found = await platform.Madrid().JsonAsync($"/api/v1/availability/search?from=2026-11-27&to=2026-11-27&earliest=10:00&latest=12:00&duration=90&{filter}");
            return [.. found["venues"]!.AsArray().SelectMany(venue => venue!["days"]!.AsArray()).SelectMany(day => day!["slots"]!.AsArray())
                .SelectMany(slot => slot!["courts"]!.AsArray()).Select(court => (string)court!["name"]!).Distinct()];
        }
    }

    [Fact]
    public async Task The_page_shows_every_venue_by_day_and_leads_to_the_booking()
    {
        var visitor = platform.Madrid();
        var page = await PageAsync(visitor, "/book/when?date=2026-11-28&days=3&earliest=18:00&latest=21:00&duration=90");

        page.QuerySelectorAll("h2.day-title").Length.ShouldBe(3);
        var link = page.QuerySelector("a.slot")!.GetAttribute("href")!;
        link.ShouldStartWith("/book/details?court=");
        (await visitor.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.OK);
        page.QuerySelector("input[name=within][value=play]")!.HasAttribute("checked").ShouldBeTrue();
        page.QuerySelector("[name=earliest]")!.GetAttribute("value").ShouldBe("18:00");
    }

    [Fact]
    public async Task Where_nothing_fits_the_closest_times_are_offered()
    {
        var page = await PageAsync(platform.Madrid(), "/book/when?date=2026-11-28&earliest=03:00&latest=05:00&duration=90");

        page.QuerySelectorAll("a.slot").ShouldBeEmpty();
        var near = page.QuerySelectorAll("ul.cards a[href^='/book/details']");
        near.Length.ShouldBe(6);
        // The first of the venue's day: its opening.
        near[0].TextContent.ShouldContain("09:00");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?date=yesterday&days=900&earliest=99:99&latest=&within=maybe&duration=75&roof=glass&size=huge&venue=nowhere")]
    [InlineData("?date=2031-01-01&days=-1")]
    public async Task An_address_that_makes_no_sense_is_still_a_search(string query) =>
        (await PageAsync(platform.Madrid(), $"/book/when{query}")).QuerySelector("form[action='/book/when']").ShouldNotBeNull();

    private async Task ChangeAsync(string slug, Action<JsonNode> change)
    {
        var office = platform.Services.GetRequiredService<ITenantOffice>();
        var file = (await office.ExportAsync(slug))!.Value.File;
        file.Remove("people");
        change(file["venues"]![0]!);
        await office.ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(Visitor visitor, string path)
    {
        var answer = await visitor.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
