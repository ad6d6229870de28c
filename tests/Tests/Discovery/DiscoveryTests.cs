using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform;
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
        await SeedAsync();
        var found = await FindAsync($"q={Uri.EscapeDataString(words)}");
        ((string)found["venues"]![0]!["name"]!).ShouldBe(expected);
    }

    [Fact]
    public async Task Choices_count_what_the_others_leave_and_do_not_hide_what_else_there_is()
    {
        await SeedAsync();
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
            platform.Services.GetRequiredService<PadelSaaS.Platform.Caching.Cached>().DropAll();
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
        var content = JsonSerializer.Serialize(Row("Robado", "Madrid", 40.4, -3.7, "club madrid"), JsonSerializerOptions.Web);
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
            scope.ServiceProvider.GetRequiredService<PadelSaaS.Platform.Tenancy.CurrentTenant>().Set(await platform.TenantAsync("lahore"));
            (await scope.ServiceProvider.GetRequiredService<PadelSaaS.Contracts.Discovery.IVenueListing>().RebuildAsync()).ShouldBe(1);
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

    // Venues that are only in the index, as a club that has them would tell them.
    private async Task SeedAsync()
    {
        var role = (await platform.TenantAsync("madrid")).Schema;
        object[] rows =
        [
            Row("Pádel Sevilla Este", "Sevilla", 37.40, -5.92, "Grupo Giralda"),
            Row("Club Málaga Mar", "Málaga", 36.721, -4.421, "Grupo Costa", "Paseo del Parque 2 29004", ["indoor", "outdoor"], ["parking", "cafe"]),
            Row("Puerto Indoor", "Málaga", 36.60, -4.50, "Grupo Costa", "Muelle Uno", ["indoor"], ["parking"]),
            Row("Raquetas Guadalhorce", "Cártama", 36.71, -4.63, "Grupo Valle", "Camino Real 3", ["outdoor"], []),
            Row("لاہور پیڈل کلب", "لاہور", 31.5, 74.3, "پیڈل گروپ"),
            Row("Padel Valencia Norte", "Valencia", 39.47, -0.37, "Grupo Turia"),
        ];
        for (var at = 0; at < rows.Length; at++)
            await AsAsync(role, $"keep_found_venue('00000000-0000-7000-8000-00000000000{at}', 1, '{JsonSerializer.Serialize(rows[at], JsonSerializerOptions.Web)}')");
    }

    private static object Row(string name, string city, double latitude, double longitude, string club, string address = "Calle Real 1", string[]? roofs = null, string[]? amenities = null) => new
    {
        Key = "v",
        Name = name,
        Address = address,
        City = city,
        Country = "ES",
        Longitude = longitude,
        Latitude = latitude,
        Zone = "Europe/Madrid",
        Currency = "EUR",
        PriceFromMinor = 2000,
        Courts = 4,
        Roofs = roofs ?? ["outdoor"],
        Surfaces = new[] { "turf" },
        Amenities = amenities ?? [],
        Durations = new[] { 60, 90 },
        Searched = FoldedText.Of($"{name} {city} {address}"),
        Club = FoldedText.Of(club),
    };
}
