using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Venues.Manage;

/// <summary>Courts under names, and what an owner says about a court.</summary>
public sealed class CourtGroupTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Groups_are_kept_renamed_and_dropped_and_others_see_them_with_the_venue()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Groups", courts: 3);
        venue = await owner.SavedAsync(venue, "groups", new JsonArray(Group("By the café", "1", "2"), Group("Back", "3")));
        var kept = (Guid)venue["groups"]![0]!["id"]!;
        ((string)venue["groups"]![0]!["key"]!).ShouldBe("by-the-cafe");
        venue["history"]![0]!["what"]!.AsArray().Select(what => (string)what!).ShouldBe(["Back", "By the café"], ignoreOrder: true);

        venue = await owner.SavedAsync(venue, "groups", new JsonArray(Group("Café", "2", "1", kept)));

        var group = (await CardAsync((Guid)venue["id"]!)).Groups.ShouldHaveSingleItem();
        (group.Id, group.Key, group.Name, group.CourtIds.Count).ShouldBe((kept, "by-the-cafe", "Café", 2));
        (await owner.Visitor.JsonAsync($"/api/v1/venues/{venue["id"]}"))["courtGroups"]![0]!["name"]!.ToString().ShouldBe("Café");

        // Written otherwise, the same: no revision.
        var revision = (long)venue["revision"]!;
        ((long)(await owner.SavedAsync(venue, "groups", new JsonArray(Group("Café", "1", "2", kept))))["revision"]!).ShouldBe(revision);
    }

    [Fact]
    public async Task What_is_no_group_is_refused_by_field()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Refused", courts: 2);

        await RefusedAsync("groups[0].courts", new JsonObject { ["name"] = "None", ["courts"] = new JsonArray() });
        await RefusedAsync("groups[0].courts", Group("Elsewhere", "9"));
        await RefusedAsync("groups[0].name", Group(" ", "1"));
        await RefusedAsync("groups[0].id", Group("Ghost", "1", null, Guid.Empty));
        await RefusedAsync("groups[1].name", Group("One", "1"), Group("one ", "2"));

        async Task RefusedAsync(string field, params JsonNode[] groups)
        {
            var answer = await owner.PutAsync(venue, "groups", new JsonArray(groups));
            answer.Status.ShouldBeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.Conflict);
            answer.Json["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
        }
    }

    [Fact]
    public async Task A_court_has_lights_until_an_owner_says_otherwise_and_a_caller_who_says_nothing_changes_nothing()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Lights", courts: 1);
        var court = venue["courts"]![0]!.DeepClone();
        ((bool)court["lights"]!, (bool)court["accessible"]!).ShouldBe((true, false));

        (court["lights"], court["accessible"]) = (false, true);
        venue = await owner.SavedAsync(venue, "courts", new JsonArray(court));
        venue = await owner.SavedAsync(venue, "courts", new JsonArray(Owner.Court("Renamed", id: (string)venue["courts"]![0]!["id"]!)));

        var card = (await CardAsync((Guid)venue["id"]!)).Courts.Single();
        (card.Name, card.Lights, card.Accessible).ShouldBe(("Renamed", false, true));
        var shown = await (await platform.Madrid().GetAsync("/venues/lights")).Content.ReadAsStringAsync();
        shown.ShouldContain("Accessible");
        shown.ShouldNotContain("Lights</span>");
    }

    [Fact]
    public async Task Groups_come_from_a_tenants_file_and_go_back_into_it()
    {
        var office = platform.Services.GetRequiredService<ITenantOffice>();
        var file = (await office.ExportAsync("lahore"))!.Value.File;
        file.Remove("people");
        file["venues"]![0]!["courtGroups"] = JsonNode.Parse($$"""[{"key":"best","name":"Best","courts":["{{file["venues"]![0]!["courts"]![0]!["key"]}}"]}]""");
        file["venues"]![0]!["courts"]![0]!["accessible"] = true;
        await office.ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });

        var again = (await office.ExportAsync("lahore"))!.Value.File;
        JsonNode.DeepEquals(again["venues"], file["venues"]).ShouldBeTrue($"{again["venues"]}");

        file["venues"]![0]!["courtGroups"]![0]!["courts"] = new JsonArray("nowhere");
        (await Should.ThrowAsync<TenantFileException>(() => office.ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { }))).Message.ShouldContain("venues[0].courtGroups[0].courts");
    }

    [Fact]
    public async Task A_group_that_a_price_speaks_of_is_not_removed_and_the_price_is_named()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Priced", courts: 2);
        venue = await owner.SavedAsync(venue, "groups", new JsonArray(Group("Covered", "1")));
        var peak = Owner.Price("Covered peak", 3000, priority: 5, from: "18:00");
        peak["courtGroups"] = new JsonArray("covered");
        venue = await owner.SavedAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2000), peak));

        var refused = await owner.PutAsync(venue, "groups", new JsonArray());
        (refused.Status, refused.Slug, (string)refused.Json["errors"]!["groups"]![0]!).ShouldBe((HttpStatusCode.Conflict, "group_in_use", "Covered cannot be removed: it stands in Covered peak."));

        venue = await owner.SavedAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2000)));
        (await owner.SavedAsync(venue, "groups", new JsonArray()))["groups"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task By_its_page_a_group_is_added_and_saved()
    {
        var owner = await Owner.OfAsync(platform);
        await owner.PublishedAsync("Paged", courts: 2);
        var page = platform.Madrid();
        await page.SignInAsync("owner@madrid.test", People.DemoPassword);

        var draft = await page.SubmitAsync("/manage/venues/paged/groups", "/manage/venues/paged/groups", new Dictionary<string, string> { ["do"] = "add" });
        (await draft.Content.ReadAsStringAsync()).ShouldContain("name=\"groups[0].courts\"");
        var saved = await page.SubmitAsync("/manage/venues/paged/groups", "/manage/venues/paged/groups", new Dictionary<string, string> { ["do"] = "save", ["groups[0].name"] = "Both", ["groups[0].courts"] = "2" });
        saved.Headers.Location!.OriginalString.ShouldBe("/manage/venues/paged/groups?done=saved");
        WebUtility.HtmlDecode(await (await page.GetAsync("/manage/venues/paged/groups")).Content.ReadAsStringAsync()).ShouldContain("value=\"Both\"");
    }

    private static JsonObject Group(string name, string court, string? other = null, Guid? id = null) =>
        new JsonObject { ["id"] = id, ["name"] = name, ["courts"] = new JsonArray([.. new[] { court, other }.OfType<string>().Select(key => JsonValue.Create(key))]) };

    private async Task<VenueCard> CardAsync(Guid id)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("madrid"));
        return (await scope.ServiceProvider.GetRequiredService<IVenues>().FindAsync(id))!;
    }
}
