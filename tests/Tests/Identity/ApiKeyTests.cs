using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Identity.ApiKeys;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

/// <summary>A program acts for an account with a key: within the key's scopes, never for more than the account may, until the key ends.</summary>
public sealed class ApiKeyTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_key_is_shown_once_kept_as_a_hash_and_reads_what_it_was_made_for()
    {
        var owner = await platform.AsAsync("owner@madrid.test");
        var made = await MakeAsync(owner, "board", "desk.board");
        var key = (string)made["key"]!;
        key.ShouldStartWith("padel_");
        KeyText.IsWellFormed(key).ShouldBeTrue();
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from api_keys k where k::text like '%{key[6..30]}%'")).ShouldBe(0);
        (await (await owner.GetAsync("/api/v1/auth/keys")).Content.ReadAsStringAsync()).ShouldNotContain(key);

        var program = Carrying(key);
        (await program.StatusAsync($"/api/v1/desk/board?date=2026-11-27")).ShouldNotBe(HttpStatusCode.Forbidden);
        ((string)(await program.JsonAsync("/api/v1/auth/me"))["email"]!).ShouldBe("owner@madrid.test");
        (await program.StatusAsync("/api/v1/bookings/mine")).ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<bool>("madrid", "select last_used_at is not null from api_keys where name = 'board'")).ShouldBeTrue();
        // It opens no page.
        var page = platform.Madrid();
        page.Headers["Authorization"] = $"Bearer {key}";
        (await page.StatusAsync("/account")).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task What_a_key_lacks_is_refused_with_the_name_of_the_scope()
    {
        var owner = await platform.AsAsync("owner@madrid.test");
        var program = Carrying((string)(await MakeAsync(owner, "reads", "desk.board"))["key"]!);
        (await RefusedAsync(await program.GetAsync("/api/v1/staff"))).ShouldBe("scope_missing staff.manage");
        (await RefusedAsync(await program.PostAsync("/api/v1/bookings", new { }))).ShouldBe("scope_missing write");
        (await RefusedAsync(await program.PostAsync("/api/v1/desk/walk-ins", new { }))).ShouldBe("scope_missing write");
        var writes = Carrying((string)(await MakeAsync(owner, "writes", "write", "desk.board", "staff.manage"))["key"]!);
        (await writes.PostAsync("/api/v1/bookings", new { })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await writes.StatusAsync("/api/v1/staff")).ShouldBe(HttpStatusCode.OK);
        // Who works here and how people sign in is for people.
        (await RefusedAsync(await writes.PostAsync("/api/v1/staff/invitations", new { email = "x@madrid.test", role = "owner" }))).ShouldBe("key_not_accepted ");
        foreach (var path in new[] { "/api/v1/auth/password", "/api/v1/auth/email", "/api/v1/auth/second-factor", "/api/v1/auth/keys", "/api/v1/auth/logout", "/api/v1/auth/verify-email/send" })
            (await RefusedAsync(await writes.PostAsync(path, new { }))).ShouldBe("key_not_accepted ", path);
    }

    [Fact]
    public async Task A_wrong_a_revoked_an_expired_and_another_clubs_key_are_worth_nothing()
    {
        var owner = await platform.AsAsync("owner@madrid.test");
        var made = await MakeAsync(owner, "short", days: 2);
        var key = (string)made["key"]!;
        (await Carrying(key).MeAsync()).ShouldBe(HttpStatusCode.OK);
        var typo = key[..^1] + (key[^1] == 'a' ? 'b' : 'a');
        KeyText.IsWellFormed(typo).ShouldBeFalse();
        foreach (var wrong in new[] { typo, KeyText.New(), "padel_x" }) (await Carrying(wrong).MeAsync()).ShouldBe(HttpStatusCode.Unauthorized, wrong);
        // Also where a guest would be welcome.
        (await Carrying(typo).StatusAsync("/api/v1/venues")).ShouldBe(HttpStatusCode.Unauthorized);
        var abroad = platform.Lahore();
        abroad.Token = key;
        (await abroad.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);

        platform.Clock.Advance(TimeSpan.FromDays(2));
        (await Carrying(key).MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        owner = await platform.AsAsync("owner@madrid.test");
        var second = await MakeAsync(owner, "ended");
        var stranger = await platform.AsAsync("desk@madrid.test");
        (await stranger.DeleteAsync($"/api/v1/auth/keys/{second["about"]!["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await owner.DeleteAsync($"/api/v1/auth/keys/{second["about"]!["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Carrying((string)second["key"]!).MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from audit where act = 'account.api_key_revoked'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_never_may_more_than_its_account_and_ends_with_the_role()
    {
        var clerk = await platform.HireAsync("keyed@madrid.test", "desk");
        (await clerk.PostAsync("/api/v1/auth/keys", new { name = "too much", scopes = new[] { "prices.manage" }, password = People.Password })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await (await clerk.PostAsync("/api/v1/auth/keys", new { name = "stolen device", password = "not the password" })).SlugOf()).ShouldBe("wrong_password");
        var made = await MakeAsync(clerk, "desk tool", People.Password, ["desk.board", "customers.see"]);
        var program = Carrying((string)made["key"]!);
        (await program.StatusAsync("/api/v1/customers?q=a")).ShouldBe(HttpStatusCode.OK);

        var owner = await platform.AsAsync("owner@madrid.test");
        // Another role: what the key was made for is gone with the old one, and so is the key.
        (await owner.GiveAsync(await clerk.IdOfAsync(), new { role = "coach" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await program.StatusAsync("/api/v1/customers?q=a")).ShouldBe(HttpStatusCode.Unauthorized);
        await platform.SettleAsync();
        (await platform.ScalarAsync<string>("madrid", "select content from audit where act = 'account.api_key_added' and content like '%Nina%'")).ShouldContain("\"kind\":\"account\"");
    }

    [Fact]
    public async Task The_page_makes_a_key_shows_it_once_and_ends_it()
    {
        var player = platform.Madrid();
        await player.SignInAsync("player@madrid.test", People.DemoPassword);
        var made = await player.SubmitAsync("/account/keys", "/account/keys", new Dictionary<string, string> { ["name"] = "calendar", ["days"] = "30", ["password"] = People.DemoPassword });
        made.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var html = await made.Content.ReadAsStringAsync();
        html.ShouldContain("Copy it now");
        (await (await player.GetAsync("/account/keys")).Content.ReadAsStringAsync()).ShouldContain("calendar");
        (await player.SubmitAsync("/account/keys", "/account/keys", new Dictionary<string, string> { ["name"] = "", ["days"] = "400", ["password"] = "" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var id = await platform.ScalarAsync<Guid>("madrid", "select id from api_keys where name = 'calendar'");
        (await player.SubmitAsync("/account/keys", $"/account/keys/{id}/end", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await player.GetAsync("/account/keys")).Content.ReadAsStringAsync()).ShouldContain("You have no key.");
    }

    private static async Task<JsonNode> MakeAsync(Visitor who, string name, params string[] scopes) => await MakeAsync(who, name, People.DemoPassword, scopes);

    private static async Task<JsonNode> MakeAsync(Visitor who, string name, int days) => await who.JsonAsync("/api/v1/auth/keys", new { name, days, password = People.DemoPassword });

    private static Task<JsonNode> MakeAsync(Visitor who, string name, string password, string[] scopes) => who.JsonAsync("/api/v1/auth/keys", new { name, scopes, password });

    private Visitor Carrying(string key)
    {
        var program = platform.Madrid();
        program.Token = key;
        return program;
    }

    private static async Task<string> RefusedAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, await answer.Content.ReadAsStringAsync());
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return $"{json["slug"]} {json["scope"]}";
    }
}
