using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Discovery;

/// <summary>Cities and venues while somebody types.</summary>
public sealed class SuggestionTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("mal", "Málaga")]
    [InlineData("màla", "Málaga")]
    [InlineData("malga", "Málaga")]
    [InlineData("sevi", "Pádel Sevilla Este")]
    [InlineData("guadalh", "Raquetas Guadalhorce")]
    [InlineData("لاهور", "لاہور پیڈل کلب")]
    public async Task What_is_meant_stands_among_the_first(string typed, string expected)
    {
        await SomeVenues.SeedAsync(platform);
        (await SuggestAsync(typed)).Select(one => (string)one!["name"]!).Take(4).ShouldContain(expected);
    }

    [Fact]
    public async Task A_city_leads_to_its_page_and_a_venue_to_its_clubs_and_the_field_of_the_page_reads_the_same()
    {
        await SomeVenues.SeedAsync(platform);
        var all = await SuggestAsync("malaga");
        var city = all.First(one => (string)one!["kind"]! == "city")!;
        ((string)city["url"]!).ShouldBe("/courts/in/es/malaga");
        ((int)city["venues"]!).ShouldBeGreaterThan(0);
        (await platform.At("localhost").GetAsync((string)city["url"]!)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var venue = all.First(one => (string)one!["kind"]! == "venue")!;
        ((string)venue["url"]!).ShouldStartWith("http://");
        ((string)venue["city"]!).ShouldBe("Málaga");

        var field = await (await platform.At("localhost").GetAsync("/courts/suggestions?q=malaga")).Content.ReadAsStringAsync();
        JsonNode.Parse(field)!.AsArray().Select(one => (string)one!["id"]!).ShouldBe(all.Select(one => (string)one!["url"]!));
        (await (await platform.At("localhost").GetAsync("/courts")).Content.ReadAsStringAsync()).ShouldContain("data-combobox=\"/courts/suggestions\"");
        // At a club there is no such question.
        (await platform.Madrid().GetAsync("/api/v1/discovery/suggestions?q=malaga")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_club_that_is_not_open_is_not_suggested()
    {
        await platform.SettleAsync();
        (await SuggestAsync("gulberg")).ShouldNotBeEmpty();
        try
        {
            await StateAsync("suspended");
            (await SuggestAsync("gulberg")).ShouldBeEmpty();
        }
        finally
        {
            await StateAsync("open");
        }

        async Task StateAsync(string state)
        {
            await Cluster.ExecuteAsync(platform.Database, $"update platform.tenants set state = '{state}' where slug = 'lahore'");
            platform.Services.GetRequiredService<Cached>().DropAll();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("%00%00")]
    [InlineData("%27;drop%20table--")]
    [InlineData("%25%25%25")]
    [InlineData("%F0%9F%8E%BE%F0%9F%8E%BE")]
    public async Task Garbage_suggests_nothing_and_breaks_nothing(string typed)
    {
        (await SuggestAsync(typed, escaped: true)).ShouldBeEmpty();
        // Cut in the middle of a letter of two halves.
        await SuggestAsync(new string('x', 79) + "🎾🎾");
    }

    private async Task<JsonArray> SuggestAsync(string typed, bool escaped = false)
    {
        var answer = await platform.At("localhost").GetAsync($"/api/v1/discovery/suggestions?q={(escaped ? typed : Uri.EscapeDataString(typed))}");
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!["suggestions"]!.AsArray();
    }
}
