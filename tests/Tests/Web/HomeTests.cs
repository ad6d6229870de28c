using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using PadelSaaS.Tests.Admins;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Tenants;

namespace PadelSaaS.Tests.Web;

public sealed class HomeTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task The_next_free_times_lead_straight_to_the_form()
    {
        var visitor = platform.Madrid();
        var times = (await PageAsync(visitor, "/")).QuerySelectorAll("a.slot");

        times[0].TextContent.ShouldContain("10:00");
        times.Length.ShouldBeGreaterThan(10);
        foreach (var time in times) (await visitor.GetAsync(time.GetAttribute("href")!)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_time_goes_when_its_last_court_is_taken()
    {
        var visitor = platform.Lahore();
        var first = await FirstTimeAsync(visitor);
        // Each hold takes the cheapest free court: the time goes with the last one.
        for (var courts = 0; courts < 10 && await FirstTimeAsync(visitor) is var (label, court, start) && label == first.Label; courts++)
            await visitor.JsonAsync("/api/v1/bookings", new { courtId = court, start, durationMinutes = 90, guest = new { name = "Gael", email = "gael@example.test" } });
        (await FirstTimeAsync(visitor)).Start.ShouldBeGreaterThan(first.Start, StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_evening_past_midnight_belongs_to_today()
    {
        var page = await PageAsync(platform.Lahore(), "/?lang=en");
        page.QuerySelectorAll("h4").Select(day => day.TextContent.Trim()).ShouldBe(["Today", "Tomorrow"]);
    }

    [Fact]
    public async Task A_club_without_a_court_says_so_and_tells_its_owner_what_to_do()
    {
        await platform.OpenEmptyAsync("empty");
        var visitor = platform.At("empty.localhost");
        var page = await PageAsync(visitor, "/");
        page.Body!.TextContent.ShouldContain("This club is getting ready");
        page.QuerySelectorAll("a[href^='/book?']").ShouldBeEmpty();

        await visitor.SignInAsync("owner@madrid.test", People.DemoPassword);
        var owners = await PageAsync(visitor, "/");
        owners.QuerySelectorAll("main a[href='/manage/start']").ShouldHaveSingleItem();
        var steps = (await PageAsync(visitor, "/manage/start")).Body!.TextContent;
        foreach (var words in new[] { "4 steps are left until players can book.", "A venue and where it is", "Opening hours", "Paying online" }) steps.ShouldContain(words);
    }

    [Fact]
    public async Task The_portal_lists_the_clubs_with_links_to_their_own_sites()
    {
        var page = await PageAsync(platform.At("localhost:5080"), "/");
        var links = page.QuerySelectorAll("h3 a").Select(link => link.GetAttribute("href")).ToList();
        links.ShouldContain("http://madrid.localhost:5080");
        links.ShouldContain("http://lahore.localhost:5080");
        foreach (var picture in page.QuerySelectorAll("main img")) (await platform.At("localhost").GetAsync(picture.GetAttribute("src")!)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_console_shows_every_club_to_an_admin()
    {
        var page = await PageAsync(await platform.AdminAsync(), "/");
        page.QuerySelectorAll("tbody tr").Length.ShouldBeGreaterThanOrEqualTo(2);
        page.Body!.TextContent.ShouldContain("madrid");
    }

    private static async Task<(string Label, string Court, string Start)> FirstTimeAsync(Visitor visitor)
    {
        var time = (await PageAsync(visitor, "/")).QuerySelector("a.slot")!;
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(time.GetAttribute("href")!.Split('?')[1]);
        return (time.QuerySelector(".time")!.TextContent, query["court"]!, query["start"]!);
    }

    private static async Task<IHtmlDocument> PageAsync(Visitor visitor, string path)
    {
        var response = await visitor.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStreamAsync());
    }
}
