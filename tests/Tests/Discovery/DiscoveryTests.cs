using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Discovery;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Venues.Manage;

namespace PadelSaaS.Tests.Discovery;

/// <summary>A player finds a court at any club from the platform's own address.</summary>
public sealed class DiscoveryTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_court_that_is_free_then_is_found_and_leads_into_its_clubs_checkout_and_one_that_is_sold_is_not()
    {
        await platform.SettleAsync();
        const string query = "q=club%20madrd&lat=40.42&lng=-3.70&radiusKm=5&date=2026-12-01&time=19:00&duration=90";
        var found = await FindAsync(query);
        var venue = found["venues"]!.AsArray().Single(one => (string)one!["name"]! == "Centro")!;
        ((string)venue["club"]!["url"]!).ShouldBe("http://madrid.localhost");
        ((int)venue["distanceMetres"]!).ShouldBeInRange(100, 1000);
        ((long)venue["priceFrom"]!["amountMinor"]!).ShouldBeGreaterThan(0);
        var time = venue["times"]![0]!;
        ((DateTimeOffset)time["start"]!).ShouldBe(new DateTimeOffset(2026, 12, 1, 18, 0, 0, TimeSpan.Zero));
        ((int)time["courts"]!).ShouldBe(3);
        venue["times"]!.AsArray().Count.ShouldBe(3);
        var checkout = new Uri((string)time["url"]!);
        var page = await platform.At(checkout.Host).GetAsync(checkout.PathAndQuery);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync()).ShouldContain("19:00");

        var player = platform.InMadrid();
        foreach (var place in (await player.FreeAsync("2026-12-01", 90)).Where(slot => slot.Start == new DateTimeOffset(2026, 12, 1, 18, 0, 0, TimeSpan.Zero)))
            (await player.HoldAsync(place)).Status.ShouldBe(HttpStatusCode.Created);
        (await FindAsync(query))["venues"]!.AsArray().ShouldNotContain(one => (string)one!["name"]! == "Centro");
    }

    [Fact]
    public async Task The_small_hours_of_a_date_belong_to_the_evening_before()
    {
        await platform.SettleAsync();
        // Lahore plays from 16:00 to 02:00, so one o'clock of the second is the night of the first. Half past would leave gaps that nobody could book.
        var found = await FindAsync("q=gulberg&date=2026-12-02&time=00:30&duration=60");
        found["venues"]![0]!["times"]!.AsArray().Select(time => (DateTimeOffset)time!["start"]!).ShouldBe([new DateTimeOffset(2026, 12, 1, 19, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 12, 1, 20, 0, 0, TimeSpan.Zero)]);
        (await FindAsync("q=gulberg&date=2026-12-02&time=04:00&duration=60"))["venues"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    // A letter missing, doubled, swapped or wrong; an accent left out or too many; part of a word; a club instead of a venue; Arabic-script letters that look alike.
    [InlineData("sevila padel", "Pádel Sevilla Este")]
    [InlineData("padel sevillla", "Pádel Sevilla Este")]
    [InlineData("slevilla", "Pádel Sevilla Este")]
    [InlineData("malaga", "Club Málaga Mar")]
    [InlineData("màlaga", "Club Málaga Mar")]
    [InlineData("guadalh", "Raquetas Guadalhorce")]
    [InlineData("gwadalhorce", "Raquetas Guadalhorce")]
    [InlineData("لاهور كلب", "لاہور پیڈل کلب")]
    [InlineData("29004", "Club Málaga Mar")]
    public async Task Words_find_what_was_meant(string words, string expected)
    {
        await SomeVenues.SeedAsync(platform);
        var found = await FindAsync($"q={Uri.EscapeDataString(words)}");
        ((string)found["venues"]![0]!["name"]!).ShouldBe(expected);
    }

    [Fact]
    public async Task Choices_count_what_the_others_leave_and_do_not_hide_what_else_there_is()
    {
        await SomeVenues.SeedAsync(platform);
        var found = await FindAsync("lat=36.72&lng=-4.42&radiusKm=100&roof=indoor");
        found["venues"]!.AsArray().Select(venue => (string)venue!["name"]!).ShouldBe(["Club Málaga Mar", "Puerto Indoor"]);
        found["venues"]!.AsArray().Select(venue => (int)venue!["distanceMetres"]!).ShouldBeInOrder();
        Counts(found, "roof").ShouldBe("indoor 2, outdoor 2");
        Counts(found, "city").ShouldBe("Málaga 2");
        Counts(found, "amenity").ShouldBe("parking 2, cafe 1");
        Counts(await FindAsync("lat=36.72&lng=-4.42&radiusKm=100&roof=indoor&amenity=cafe&city=malaga"), "roof").ShouldBe("indoor 1, outdoor 1");
        (await FindAsync("lat=36.72&lng=-4.42&radiusKm=2"))["venues"]!.AsArray().Count.ShouldBe(1);

        static string Counts(JsonNode found, string facet) => string.Join(", ", found["facets"]![facet]!.AsArray().Select(one => $"{one!["value"]} {one["count"]}"));
    }

    [Fact]
    public async Task A_suspended_club_is_gone_at_once_and_back_when_it_opens_again()
    {
        await platform.SettleAsync();
        try
        {
            await StateAsync("suspended");
            (await NamesAsync("gulberg")).ShouldBeEmpty();
        }
        finally
        {
            await StateAsync("open");
        }
        (await NamesAsync("gulberg")).ShouldBe(["Gulberg"]);

        async Task StateAsync(string state)
        {
            await Cluster.ExecuteAsync(platform.Database, $"update platform.tenants set state = '{state}' where slug = 'lahore'");
            platform.Services.GetRequiredService<Cached>().DropAll();
        }
    }

    [Fact]
    public async Task A_club_is_found_by_its_new_name_also_when_the_registry_tells_of_it()
    {
        await platform.SettleAsync();
        try
        {
            await NameAsync("Zephyr Ravi");
            (await NamesAsync("zephir%20ravi")).ShouldBe(["Gulberg"]);
        }
        finally
        {
            await NameAsync("Club Lahore");
        }
        (await NamesAsync("zephyr%20ravi")).ShouldBeEmpty();

        async Task NameAsync(string name)
        {
            await using (var scope = platform.Services.CreateAsyncScope())
            {
                var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
                await work.BeginPlatformAsync();
                await using (var rename = work.Command("update tenants set name = $1 where slug = 'lahore'", name)) await rename.ExecuteNonQueryAsync();
                work.Tell(new BrandingChanged((await platform.TenantAsync("lahore")).Id));
                await work.CommitAsync();
            }
            platform.Services.GetRequiredService<Cached>().DropAll();
            await platform.SettleAsync();
            (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.delayed_facts where service = 'discovery'")).ShouldBe(0);
        }
    }

    [Fact]
    public async Task The_index_gets_only_newer_and_nobody_writes_another_clubs_row()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Versionado");
        await platform.SettleAsync();
        var id = Guid.Parse((string)venue["id"]!);
        (await NamesAsync("versionado")).ShouldBe(["Versionado"]);
        var (mine, other) = ((await platform.TenantAsync("madrid")).Schema, (await platform.TenantAsync("lahore")).Schema);
        var content = JsonSerializer.Serialize(SomeVenues.Row("Robado", "Madrid", 40.4, -3.7, "club madrid"), JsonSerializerOptions.Web);
        (await AsAsync(other, $"keep_found_venue('{id}', 1000000, '{content}')")).ShouldBeFalse();
        (await AsAsync(other, $"hide_found_venue('{id}', 1000000)")).ShouldBeFalse();
        (await AsAsync(mine, $"keep_found_venue('{id}', 1, '{content}')")).ShouldBeFalse();
        (await NamesAsync("versionado")).ShouldBe(["Versionado"]);

        await owner.SavedAsync(await owner.SeeAsync(venue), "published", JsonValue.Create(false));
        await platform.SettleAsync();
        (await NamesAsync("versionado")).ShouldBeEmpty();
        // What was told before it was hidden may arrive after.
        (await AsAsync(mine, $"keep_found_venue('{id}', 2, '{content}')")).ShouldBeFalse();
        (await NamesAsync("robado")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_role_of_a_club_cannot_touch_the_table_itself()
    {
        var schema = (await platform.TenantAsync("lahore")).Schema;
        foreach (var statement in new[] { "select count(*) from platform.found_venues", "delete from platform.found_venues", "update platform.found_venues set active = false" })
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => Cluster.ExecuteAsync(platform.Database, $"set role {schema}; {statement}"))).SqlState.ShouldBe("42501");
    }

    [Theory]
    [InlineData("lat=91&lng=0", "lat")]
    [InlineData("lat=40", "lat")]
    [InlineData("near=here", "near")]
    [InlineData("radiusKm=-1", "radiusKm")]
    [InlineData("radiusKm=NaN", "radiusKm")]
    [InlineData("date=tomorrow", "date")]
    [InlineData("time=19:00", "date")]
    [InlineData("date=2026-12-01&time=7pm", "time")]
    [InlineData("duration=1000", "duration")]
    [InlineData("page=0", "page")]
    [InlineData("q=%00", "q")]
    public async Task What_makes_no_sense_is_refused_by_name_and_said_on_the_page(string query, string field)
    {
        var answer = await platform.At("localhost").GetAsync($"/api/v1/discovery/venues?{query}");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsObject().ShouldContainKey(field);
        (await platform.At("localhost").GetAsync($"/courts?{query}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Everything_is_told_again_for_an_index_that_was_lost_and_the_page_shows_it()
    {
        await platform.SettleAsync();
        await Cluster.ExecuteAsync(platform.Database, "delete from platform.found_venues where name = 'Gulberg'");
        (await NamesAsync("gulberg")).ShouldBeEmpty();
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("lahore"));
            (await scope.ServiceProvider.GetRequiredService<IVenueListing>().RebuildAsync()).ShouldBe(1);
        }
        (await NamesAsync("gulberg")).ShouldBe(["Gulberg"]);
        var page = WebUtility.HtmlDecode(await (await platform.At("localhost").GetAsync("/courts?q=gulberg&date=2026-12-03&time=20:00")).Content.ReadAsStringAsync());
        page.ShouldContain("http://lahore.localhost/book/details?court=");
        WebUtility.HtmlDecode(await (await platform.At("localhost").GetAsync("/courts?q=zzzzqqq")).Content.ReadAsStringAsync()).ShouldContain("No venue fits");
    }

    private async Task<JsonNode> FindAsync(string query)
    {
        var answer = await platform.At("localhost").GetAsync($"/api/v1/discovery/venues?{query}");
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!;
    }

    private async Task<List<string>> NamesAsync(string words) => [.. (await FindAsync($"q={words}"))["venues"]!.AsArray().Select(venue => (string)venue!["name"]!)];

    private Task<bool> AsAsync(string role, string call) => Cluster.ScalarAsync<bool>(platform.Database, $"set role {role}; select platform.{call}");
}
