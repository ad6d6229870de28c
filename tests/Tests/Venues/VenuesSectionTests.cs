using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Venues;

/// <summary>Every test opens a club of its own, so that they do not see each other's changes.</summary>
public sealed class VenuesSectionTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("smash")]
    [InlineData("indus")]
    [InlineData("fresh")]
    public async Task What_was_applied_is_what_is_exported(string club)
    {
        var file = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository(), "tenants", club, "tenant.json")))!;
        file["slug"] = $"{club}-again";
        // Bookings and people are other services' sections.
        file.Remove("demo");
        file["people"] = new JsonArray();
        await ApplyAsync(file);

        var exported = (await Office.ExportAsync($"{club}-again"))!.Value.File;

        JsonNode.DeepEquals(exported["venues"], file["venues"]).ShouldBeTrue($"{exported["venues"]}");
    }

    [Fact]
    public async Task Applying_a_file_again_changes_nothing()
    {
        var file = await OpenAsync("again");
        // The same weekdays, spelt otherwise.
        file["venues"]![0]!["hours"]![0]!["days"] = "1,2,3,4-7";

        await ApplyAsync(file);

        (await RevisionAsync("again")).ShouldBe(1);
        (await platform.ScalarAsync<long>("again", "select count(*) from outbox where event_type = 'VENUE_UPDATED' and tenant_role = current_schema()")).ShouldBe(1);
        (await platform.ScalarAsync<DateTime>("again", "select max(updated_at) from venues")).ShouldBe(FakeClock.Start.UtcDateTime);
    }

    [Fact]
    public async Task A_change_is_seen_at_once_and_raises_the_revision_of_its_venue()
    {
        var file = await OpenAsync("change");
        (await VenuesAsync("change")).Single().Prices[0].PerHourMinor.ShouldBe(2400);
        file["venues"]![0]!["prices"]![0]!["perHour"] = 2500;

        await ApplyAsync(file);

        var venue = (await VenuesAsync("change")).Single();
        venue.Prices[0].PerHourMinor.ShouldBe(2500);
        venue.Revision.ShouldBe(2);
        (await RevisionAsync("change")).ShouldBe(2);
    }

    [Fact]
    public async Task A_price_keeps_its_id_while_its_name_stays()
    {
        var file = await OpenAsync("prices");
        var before = (await VenuesAsync("prices")).Single().Prices;
        file["venues"]![0]!["prices"]![0]!["perHour"] = 9900;
        file["venues"]![0]!["prices"]!.AsArray().RemoveAt(1);

        await ApplyAsync(file);

        (await VenuesAsync("prices")).Single().Prices.Select(price => price.Id).ShouldBe(before.Where((_, i) => i != 1).Select(price => price.Id));
    }

    [Fact]
    public async Task A_court_taken_out_of_use_keeps_its_row_and_comes_back_as_itself()
    {
        var file = await OpenAsync("courts");
        var court = (await VenuesAsync("courts")).Single().Courts[^1];
        var without = (JsonObject)file.DeepClone();
        without["venues"]![0]!["courts"]!.AsArray().RemoveAt(2);

        await ApplyAsync(without);
        (await VenuesAsync("courts")).Single().Courts.ShouldNotContain(other => other.Id == court.Id);
        (await platform.ScalarAsync<long>("courts", $"select count(*) from courts where id = '{court.Id}' and not active")).ShouldBe(1);

        await ApplyAsync(file);
        (await VenuesAsync("courts")).Single().Courts[^1].ShouldBe(court);
    }

    [Fact]
    public async Task A_venue_the_file_no_longer_names_is_closed_and_not_deleted()
    {
        var file = await OpenAsync("closing");
        var venue = (await VenuesAsync("closing")).Single();
        file["venues"] = new JsonArray();

        await ApplyAsync(file);

        (await VenuesAsync("closing")).ShouldBeEmpty();
        (await platform.ScalarAsync<long>("closing", "select count(*) from venues where not active")).ShouldBe(1);
        (await platform.ScalarAsync<long>("closing", $"select revision from revisions where subject = '{venue.Id}'")).ShouldBe(2);
    }

    [Fact]
    public async Task Opening_hours_may_change_in_place()
    {
        var file = await OpenAsync("hours");
        file["venues"]![0]!["hours"] = JsonNode.Parse("""[{"days":"1-5","opens":"09:00","closes":"01:00"},{"days":"6,7","opens":"08:00","closes":"24:00"}]""");

        await ApplyAsync(file);

        var hours = (await VenuesAsync("hours")).Single().Hours;
        hours.Count.ShouldBe(7);
        hours[0].ShouldBe(new OpeningHours(1, new TimeOnly(9, 0), 16 * 60));
        hours[6].ShouldBe(new OpeningHours(7, new TimeOnly(8, 0), 16 * 60));
    }

    [Theory]
    [InlineData("fault-zone", """{"zone":"Europe/Atlantis"}""", "venues[0].zone")]
    [InlineData("fault-overlap", """{"hours":[{"days":"1","opens":"09:00","closes":"14:00"},{"days":"1","opens":"13:00","closes":"20:00"}]}""", "venues[0].hours")]
    [InlineData("fault-weekday", """{"hours":[{"days":"8","opens":"09:00","closes":"14:00"}]}""", "venues[0].hours[0].days")]
    [InlineData("fault-court", """{"prices":[{"name":"X","courts":["9"],"days":"*","from":"00:00","to":"24:00","perHour":1,"priority":0}]}""", "venues[0].prices[0].courts")]
    [InlineData("fault-globe", """{"latitude":91}""", "venues[0].latitude")]
    [InlineData("fault-word", """{"opening":"always"}""", "opening")]
    public async Task A_file_that_makes_no_sense_is_refused_by_the_place_of_its_fault_and_changes_nothing(string slug, string fault, string place)
    {
        var file = await OpenAsync(slug);
        foreach (var (name, value) in JsonNode.Parse(fault)!.AsObject()) file["venues"]![0]![name] = value?.DeepClone();

        (await Should.ThrowAsync<TenantFileException>(() => ApplyAsync(file))).Message.ShouldContain(place);

        (await RevisionAsync(slug)).ShouldBe(1);
    }

    [Fact]
    public async Task A_venue_lies_where_its_coordinates_say()
    {
        await OpenAsync("place");

        // From the Puerta del Sol to Barcelona it is about 505 km.
        var metres = await platform.ScalarAsync<double>("place", "select st_distance(location, st_setsrid(st_makepoint(2.1734, 41.3851), 4326)::geography) from venues");
        metres.ShouldBe(505_000, tolerance: 2_000);
    }

    [Fact]
    public async Task A_court_leads_to_its_venue_and_another_clubs_court_to_none()
    {
        await OpenAsync("one");
        await OpenAsync("other");
        var court = (await VenuesAsync("one")).Single().Courts[0].Id;

        (await AskAsync("one", venues => venues.FindByCourtAsync(court))).ShouldNotBeNull();
        (await AskAsync("other", venues => venues.FindByCourtAsync(court))).ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_finds_memory_old_reads_anew()
    {
        await OpenAsync("stale");
        var venue = (await VenuesAsync("stale")).Single();
        // As another process would, whose word has not arrived yet.
        await platform.ExecuteAsync("stale", "update venues set name = 'Renamed'; update revisions set revision = 7;");

        (await AskAsync("stale", venues => venues.FindAsync(venue.Id)))!.Revision.ShouldBe(1);
        (await AskAsync("stale", venues => venues.ReloadAsync(venue.Id)))!.ShouldSatisfyAllConditions(
            card => card.Revision.ShouldBe(7), card => card.Name.ShouldBe("Renamed"));
    }

    private ITenantOffice Office => platform.Services.GetRequiredService<ITenantOffice>();

    private async Task<JsonObject> OpenAsync(string slug)
    {
        var file = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "House", "clubs", "madrid.json")))!;
        file["slug"] = slug;
        await ApplyAsync(file);
        return file;
    }

    private Task<Guid> ApplyAsync(JsonObject file) => Office.ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });

    private Task<long> RevisionAsync(string slug) => platform.ScalarAsync<long>(slug, "select max(revision) from revisions");

    private Task<IReadOnlyList<VenueCard>> VenuesAsync(string slug) => AskAsync(slug, venues => venues.AllAsync());

    private async Task<T> AskAsync<T>(string slug, Func<IVenues, ValueTask<T>> ask)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync(slug));
        return await ask(scope.ServiceProvider.GetRequiredService<IVenues>());
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "PadelSaaS.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
