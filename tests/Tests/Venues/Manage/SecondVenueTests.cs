using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Venues.Manage;

/// <summary>An owner sets up a second venue without help.</summary>
public sealed class SecondVenueTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task From_nothing_to_a_booking_and_a_changed_price_is_the_next_holds()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Polígono Norte");
        ((string)venue["key"]!).ShouldBe("poligono-norte");
        venue["missing"]!.AsArray().ShouldBeEmpty();

        (await PriceOfHoldAsync(venue, "2026-11-25T12:00:00Z")).ShouldBe(3000);
        venue = await owner.SavedAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2600)));
        (await PriceOfHoldAsync(venue, "2026-11-25T14:00:00Z")).ShouldBe(3900);

        (await platform.ScalarAsync<long>("madrid", $"select count(*) from platform.outbox where event_type = 'VENUE_UPDATED' and aggregate = '{venue["id"]}'")).ShouldBe((long)venue["revision"]!);
        venue["history"]!.AsArray().Select(line => (string)line!["act"]!).ShouldBe(["prices", "published", "prices", "hours", "courts", "created"]);
        ((string)venue["history"]![0]!["by"]!).ShouldBe("Olga Owner");
        venue["history"]![0]!["what"]!.AsArray().Select(what => (string)what!).ShouldBe(["Base"]);
        venue["history"]![4]!["what"]!.AsArray().Select(what => (string)what!).ShouldBe(["Court 1", "Court 2"]);
    }

    [Fact]
    public async Task Players_see_nothing_of_a_venue_before_it_is_published()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.AddAsync("Hidden");

        venue["missing"]!.AsArray().Select(one => (string)one!).ShouldBe(["courts", "hours", "prices"]);
        (await platform.Madrid().GetAsync($"/api/v1/venues/{venue["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync("/venues/hidden")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await owner.PutAsync(venue, "published", JsonValue.Create(true))).Status.ShouldBe(HttpStatusCode.Conflict);
        (await owner.Visitor.JsonAsync("/api/v1/manage/venues"))["venues"]!.AsArray().ShouldContain(one => (string)one!["key"]! == "hidden" && !(bool)one["published"]!);
    }

    [Fact]
    public async Task What_was_edited_is_in_the_exported_file_and_applying_it_changes_nothing()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Export");
        venue = await owner.SavedAsync(venue, "courts", new JsonArray([.. venue["courts"]!.AsArray().Select(court => court!.DeepClone()), Owner.Court("Attic", active: false)]));
        venue = await owner.SavedAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2000), Owner.Price("Attic", 900, 5, courts: ["3"]), Owner.Price("Night", 3000, 9, "18:00", days: [1, 2, 3])));
        var office = platform.Services.GetRequiredService<ITenantOffice>();

        var file = (await office.ExportAsync("madrid"))!.Value.File;
        var exported = file["venues"]!.AsArray().Single(one => (string)one!["key"]! == "export")!;
        exported["courts"]!.AsArray().Count.ShouldBe(2);
        exported["prices"]!.AsArray().Select(price => (string)price!["name"]!).ShouldBe(["Base", "Night"]);
        ((string)exported["about"]!["es"]!).ShouldBe("Tranquilo.");

        file["people"] = new JsonArray();
        file.Remove("demo");
        file["slug"] = "madrid-again";
        await office.ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
        JsonNode.DeepEquals((await office.ExportAsync("madrid-again"))!.Value.File["venues"], file["venues"]).ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_request_twice_makes_one_venue_and_two_of_one_name_get_two_keys()
    {
        var owner = await Owner.OfAsync(platform);
        owner.Visitor.Headers["Idempotency-Key"] = "twin";
        var first = await owner.AddAsync("Twin");
        ((string)(await owner.AddAsync("Twin"))["id"]!).ShouldBe((string)first["id"]!);
        owner.Visitor.Headers.Clear();

        ((string)(await owner.AddAsync("Twin"))["key"]!).ShouldBe("twin-2");
        ((string)(await owner.AddAsync("کلب"))["key"]!).ShouldBe("venue");
    }

    [Fact]
    public async Task Of_two_who_edit_one_venue_the_second_is_told_and_overwrites_nothing()
    {
        var owner = await Owner.OfAsync(platform);
        var seen = await owner.AddAsync("Race");
        var details = Owner.Details("Race one");
        await owner.SavedAsync(seen, "details", details);

        var late = await owner.PutAsync(seen, "details", Owner.Details("Race two"));

        (late.Status, late.Slug).ShouldBe((HttpStatusCode.Conflict, "changed_meanwhile"));
        ((long)late.Json["revision"]!, (string)late.Json["changedBy"]!).ShouldBe((2, "Olga Owner"));
        ((string)(await owner.SeeAsync(seen))["details"]!["name"]!).ShouldBe("Race one");
        // Many at once: one wins, whoever it is.
        var now = await owner.SeeAsync(seen);
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => owner.PutAsync(now, "details", Owner.Details($"Race {number}"))));
        all.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        all.Count(answer => answer.Slug == "changed_meanwhile").ShouldBe(5);
        // Saving what is there already is no change.
        var after = await owner.SeeAsync(seen);
        ((long)(await owner.SavedAsync(after, "details", after["details"]!))["revision"]!).ShouldBe((long)after["revision"]!);
    }

    [Fact]
    public async Task Only_who_may_manages_and_only_ones_own_club()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.AddAsync("Mine");
        var desk = await Owner.OfAsync(platform, "desk@madrid.test");

        (await desk.Visitor.GetAsync("/api/v1/manage/venues")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.PutAsync(venue, "details", Owner.Details())).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.PutAsync(venue, "prices", new JsonArray())).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await platform.Madrid().GetAsync("/api/v1/manage/venues")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var stranger = new Owner((await platform.InLahore().SignInAsync("owner@lahore.test")).Visitor);
        (await stranger.Visitor.GetAsync($"/api/v1/manage/venues/{venue["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var section in new[] { "details", "courts", "hours", "rules", "prices", "published" })
            (await stranger.PutAsync(venue, section, section == "published" ? JsonValue.Create(true) : section is "details" or "rules" ? new JsonObject { ["strictGaps"] = false } : new JsonArray(), section == "hours" ? "openings" : null))
                .Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        ((long)(await owner.SeeAsync(venue))["revision"]!).ShouldBe(1);
    }

    private async Task<long> PriceOfHoldAsync(JsonNode venue, string start)
    {
        var held = await platform.InMadrid().PostAsync("/api/v1/bookings", new
        {
            courtId = (string)venue["courts"]![0]!["id"]!,
            start,
            durationMinutes = 90,
            guest = new { name = "Gael", email = "gael@example.test", phone = "+34 600 000 000" },
        });
        held.Status.ShouldBe(HttpStatusCode.Created, held.Body);
        return (long)held.Json["price"]!["amountMinor"]!;
    }
}
