using System.Net;
using System.Net.Http.Json;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Players;

public sealed class ProfileTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_profile_tells_what_was_booked_and_what_nobody_noted_as_paid()
    {
        var (id, booking) = await BookedAsync("Rita", "10:00");
        var owner = await OwnerAsync();
        var profile = await owner.JsonAsync($"/api/v1/customers/{id}");
        ((string)profile["bookings"]!.AsArray().Single()!["bookingId"]!).ShouldBe($"{booking}");
        ((int)profile["bookingsTotal"]!).ShouldBe(1);
        ((long)profile["unpaid"]!["amountMinor"]!).ShouldBe((long)profile["bookings"]![0]!["price"]!["amountMinor"]!);

        await platform.ExecuteAsync("madrid", $"update bookings set status = 'no_show' where id = '{booking}'");
        ((int)(await owner.JsonAsync($"/api/v1/customers/{id}"))["noShows"]!).ShouldBe(1);

        var html = await (await (await OwnerPageAsync()).GetAsync($"/manage/customers/{id}")).Content.ReadAsStringAsync();
        html.ShouldContain("Rita");
        html.ShouldContain("Did not come");
    }

    [Fact]
    public async Task A_guests_bookings_are_not_an_accounts_because_the_addresses_are_the_same()
    {
        await platform.Madrid().RegisterAsync("sara@example.test");
        await platform.SettleAsync();
        await BookedAsync("Sara", "12:00");
        var account = await platform.ScalarAsync<Guid>("madrid", "select id from customers where email = 'sara@example.test' and account_id is not null");
        ((int)(await (await OwnerAsync()).JsonAsync($"/api/v1/customers/{account}"))["bookingsTotal"]!).ShouldBe(0);
    }

    [Fact]
    public async Task What_the_club_changes_is_kept_with_what_it_was()
    {
        var id = await PutAsync("Tomas", "tomas@example.test");
        await platform.ExecuteAsync("madrid", """insert into customer_groups values ('vip', '{"en":"VIP"}', 0, 500, null) on conflict do nothing""");
        var owner = await OwnerAsync();
        (await ChangeAsync(owner, id, Wish("Tomás", "tomas@example.test") with { Tags = ["#league", "league", " mornings "], Groups = [new("vip", "2030-01-31")], Blocked = "Owes two bookings" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var profile = await owner.JsonAsync($"/api/v1/customers/{id}");
        profile["tags"]!.AsArray().Select(tag => (string)tag!).ShouldBe(["league", "mornings"]);
        ((string)profile["groups"]![0]!["until"]!).ShouldBe("2030-01-31");
        ((string)profile["blocked"]!).ShouldBe("Owes two bookings");
        var change = profile["history"]![0]!;
        ((string)change["actor"]!).ShouldBe("Olga Owner");
        change["detail"]!["name"]!.AsArray().Select(value => (string)value!).ShouldBe(["Tomas", "Tomás"]);

        // Saying the same again is no change.
        (await ChangeAsync(owner, id, Wish("Tomás", "tomas@example.test") with { Tags = ["league", "mornings"], Groups = [new("vip", "2030-01-31")], Blocked = "Owes two bookings" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await owner.JsonAsync($"/api/v1/customers/{id}"))["history"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_address_of_another_guest_and_an_accounts_name_are_refused_by_name()
    {
        var id = await PutAsync("Uma", "uma@example.test");
        await PutAsync("Other", "other@example.test");
        var owner = await OwnerAsync();
        var taken = await ChangeAsync(owner, id, Wish("Uma", "OTHER@example.test"));
        (await taken.SlugOf()).ShouldBe("email_taken");

        await platform.Madrid().RegisterAsync("viktor@example.test");
        await platform.SettleAsync();
        var account = await platform.ScalarAsync<Guid>("madrid", "select id from customers where email = 'viktor@example.test'");
        var named = await ChangeAsync(owner, account, Wish("Somebody Else", "viktor@example.test"));
        named.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await named.JsonOf())["errors"]!["name"].ShouldNotBeNull();
        (await ChangeAsync(owner, id, Wish("Uma", "uma@example.test") with { Groups = [new("ghosts", null)] })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Notes_say_who_wrote_them_and_the_desk_may_write_but_not_change()
    {
        var id = await PutAsync("Wanda", "wanda@example.test");
        var desk = (await platform.InMadrid().SignInAsync("desk@madrid.test")).Visitor;
        (await desk.PostAsync($"/api/v1/customers/{id}/notes", new { text = "Prefers court 2" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await desk.PostAsync($"/api/v1/customers/{id}/notes", new { text = "  " })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ChangeAsync(desk, id, Wish("Wanda", null))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var note = (await desk.JsonAsync($"/api/v1/customers/{id}"))["notes"]!.AsArray().Single()!;
        ((string)note["author"]!, (string)note["text"]!).ShouldBe(("Diego Desk", "Prefers court 2"));
    }

    [Fact]
    public async Task The_page_saves_what_was_typed_and_keeps_what_was_refused()
    {
        var id = await PutAsync("Xenia", "xenia@example.test");
        var owner = await OwnerPageAsync();
        var path = $"/manage/customers/{id}";
        var refused = await owner.SubmitAsync(path, path, new Dictionary<string, string> { ["name"] = "Xenia Typed", ["email"] = "no address", ["language"] = "es" });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var html = await refused.Content.ReadAsStringAsync();
        html.ShouldContain("Xenia Typed");
        html.ShouldContain("no address");

        (await owner.SubmitAsync(path, path, new Dictionary<string, string> { ["name"] = "Xénia", ["tags"] = "ladder, mornings", ["language"] = "es" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.ScalarAsync<string>("madrid", $"select concat_ws('|', name, email, language, array_to_string(tags, ','), searched) from customers where id = '{id}'"))
            .ShouldBe("Xénia|xenia@example.test|es|ladder,mornings|xenia xenia@example.test");
        (await owner.SubmitAsync(path, path + "/notes", new Dictionary<string, string> { ["text"] = "Called twice" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await owner.GetAsync(path)).Content.ReadAsStringAsync()).ShouldContain("Called twice");
    }

    [Fact]
    public async Task Another_clubs_customer_does_not_exist()
    {
        var id = await PutAsync("Yara", "yara@example.test");
        var elsewhere = (await platform.InLahore().SignInAsync("owner@lahore.test")).Visitor;
        (await elsewhere.GetAsync($"/api/v1/customers/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ChangeAsync(elsewhere, id, Wish("Mine now", null))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await elsewhere.PostAsync($"/api/v1/customers/{id}/notes", new { text = "Hello" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private sealed record Place(string Key, string? Until);

    private sealed record Wished(string Name, string? Email, string? Phone, string? Language, string[] Tags, Place[] Groups, string? Blocked, bool MarketingConsent);

    private static Wished Wish(string name, string? email) => new(name, email, null, null, [], [], null, false);

    private static Task<HttpResponseMessage> ChangeAsync(Visitor visitor, Guid id, Wished wish) =>
        visitor.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"/api/v1/customers/{id}") { Content = JsonContent.Create(wish) });

    private async Task<Visitor> OwnerAsync() => (await platform.InMadrid().SignInAsync("owner@madrid.test")).Visitor;

    private async Task<Visitor> OwnerPageAsync()
    {
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        return owner;
    }

    private async Task<(Guid Customer, Guid Booking)> BookedAsync(string name, string time)
    {
        var player = platform.InMadrid();
        var booking = await player.HeldAsync(await player.SlotAsync("2026-11-25", time), name);
        (await player.ConfirmAsync(booking)).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        return (await platform.ScalarAsync<Guid>("madrid", $"select id from customers where email = '{name.ToLowerInvariant()}@example.test' and account_id is null"), booking);
    }

    private async Task<Guid> PutAsync(string name, string email)
    {
        var id = Guid.CreateVersion7();
        await platform.ExecuteAsync("madrid", $"insert into customers (id, name, email, language, searched, created_at, updated_at) values ('{id}', '{name}', '{email}', 'en', '{name.ToLowerInvariant()} {email}', now(), now())");
        return id;
    }
}
