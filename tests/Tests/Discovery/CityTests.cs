using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Discovery;

/// <summary>What a search engine finds: a page for every city, lists of all pages, and venues as machines read them.</summary>
public sealed partial class CityTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_city_has_one_page_with_its_venues_however_its_name_is_typed()
    {
        await SomeVenues.SeedAsync(platform);
        var portal = platform.At("localhost");
        var page = await ReadAsync(portal, "/courts/in/es/malaga");
        page.ShouldContain("<h1>Padel in Málaga</h1>");
        page.ShouldContain("rel=\"canonical\" href=\"http://localhost/courts/in/es/malaga\"");
        var list = JsonNode.Parse(Data().Match(page).Groups[1].Value)!;
        list["itemListElement"]!.AsArray().Select(item => (string)item!["item"]!["name"]!).ShouldContain("Club Málaga Mar");
        ((int)list["numberOfItems"]!).ShouldBe(list["itemListElement"]!.AsArray().Count);
        page.ShouldNotContain("Pádel Sevilla Este");
        foreach (var typed in new[] { "/courts/in/ES/malaga", "/courts/in/es/M%C3%A1laga" })
        {
            using var other = await portal.GetAsync(typed);
            (other.StatusCode, other.Headers.Location?.ToString()).ShouldBe((HttpStatusCode.MovedPermanently, "/courts/in/es/malaga"));
        }
        foreach (var none in new[] { "/courts/in/es/atlantis", "/courts/in/fr/malaga", "/courts/in/es/%20" }) (await portal.GetAsync(none)).StatusCode.ShouldBe(HttpStatusCode.NotFound, none);
    }

    [Fact]
    public async Task Every_page_that_a_site_lists_is_there_and_robots_say_where_the_list_is()
    {
        await SomeVenues.SeedAsync(platform);
        foreach (var (host, least) in new[] { ("localhost", 6), ("madrid.localhost", 4) })
        {
            var site = platform.At(host);
            (await ReadAsync(site, "/robots.txt")).ShouldContain($"Sitemap: http://{host}/sitemap.xml");
            var pages = XDocument.Parse(await ReadAsync(site, "/sitemap.xml")).Descendants().Where(one => one.Name.LocalName == "loc").Select(one => one.Value).ToList();
            pages.Count.ShouldBeGreaterThanOrEqualTo(least);
            pages.ShouldBeUnique();
            foreach (var page in pages)
            {
                page.ShouldStartWith($"http://{host}/");
                (await site.GetAsync(page[$"http://{host}".Length..])).StatusCode.ShouldBe(HttpStatusCode.OK, page);
            }
        }
    }

    [Fact]
    public async Task A_venues_page_says_what_it_is_to_machines_and_no_text_of_the_clubs_ends_the_block()
    {
        await platform.ExecuteAsync("madrid", "update venues set name = 'Cen</script>tro' where key = 'centro'");
        platform.Services.GetRequiredService<Cached>().DropAll();
        var page = await ReadAsync(platform.Madrid(), "/venues/centro");
        var data = JsonNode.Parse(Data().Match(page).Groups[1].Value)!;
        ((string)data["name"]!, (string)data["@type"]!, (string)data["address"]!["addressCountry"]!).ShouldBe(("Cen</script>tro", "SportsActivityLocation", "ES"));
        data["openingHoursSpecification"]!.AsArray().Count.ShouldBe(7);
        ((string)data["openingHoursSpecification"]![0]!["opens"]!).ShouldBe("09:00");
    }

    private static async Task<string> ReadAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("<script type=\"application/ld\\+json\">(.*?)</script>")]
    private static partial Regex Data();
}
