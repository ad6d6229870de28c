using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.Admins;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Identity;

/// <summary>Who runs a club gives roles and takes them away; nobody gives more than they have, and an owner is always left.</summary>
public sealed class StaffTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task The_page_says_who_works_here_since_when_and_how_they_sign_in()
    {
        await platform.HireAsync("listed@madrid.test", "desk");
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        var page = await (await owner.GetAsync("/manage/staff")).Content.ReadAsStringAsync();
        page.ShouldContain("Nina Newcomer");
        page.ShouldContain("Password alone");
        page.ShouldContain("You</span>");
        // A player works nowhere.
        page.ShouldNotContain("Paula Player");

        var listed = (await (await platform.AsAsync("owner@madrid.test")).JsonAsync("/api/v1/staff"))["members"]!.AsArray().Single(one => (string)one!["email"]! == "listed@madrid.test")!;
        ((string)listed["roles"]![0]!["role"]!).ShouldBe("desk");
        ((bool)listed["hasSecondFactor"]!).ShouldBeFalse();
        listed["lastSeen"].ShouldNotBeNull();
        (await (await platform.AsAsync("desk@madrid.test")).StatusAsync("/api/v1/staff")).ShouldBe(HttpStatusCode.Forbidden);
        (await platform.Madrid().StatusAsync("/api/v1/staff")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_role_that_is_taken_away_ends_at_once_with_the_devices()
    {
        var clerk = await platform.HireAsync("fired@madrid.test", "desk");
        var (id, browser, owner) = (await clerk.IdOfAsync(), platform.Madrid(), platform.Madrid());
        await browser.SignInAsync("fired@madrid.test", People.Password);
        (await browser.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        (await owner.SubmitAsync($"/manage/staff/{id}", $"/manage/staff/{id}/remove", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await browser.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
        (await clerk.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        await browser.SignInAsync("fired@madrid.test", People.Password);
        (await browser.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Forbidden);
        (await owner.StatusAsync($"/manage/staff/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await platform.ScalarAsync<string>("madrid", $"select content from audit where act = 'role.revoked' and subject = 'account {id}'")).ShouldContain("\"before\":\"desk\"");
        await platform.SettleAsync();
        (await platform.CountAsync("fired@madrid.test", "You work at")).ShouldBe(1);
    }

    [Fact]
    public async Task The_last_owner_stays_one_also_with_an_end_date_and_when_two_take_it_from_each_other_at_once()
    {
        var owner = await platform.AsAsync("owner@lahore.test");
        var id = await owner.IdOfAsync();
        foreach (var refused in new[] { await owner.GiveAsync(id, new { role = "manager" }), await owner.GiveAsync(id, new { role = "owner", until = Today.AddDays(9) }), await owner.DeleteAsync($"/api/v1/staff/{id}") })
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await refused.SlugOf()).ShouldBe("last_owner");
        }
        // A substitute owner is none for good.
        var second = await platform.ScalarAsync<Guid>("lahore", "select id from users where email = 'desk@lahore.test'");
        (await owner.GiveAsync(second, new { role = "owner", until = Today.AddDays(9) })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await owner.DeleteAsync($"/api/v1/staff/{id}")).SlugOf()).ShouldBe("last_owner");

        (await owner.GiveAsync(second, new { role = "owner" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var other = await platform.AsAsync("desk@lahore.test");
        var raced = await Task.WhenAll(owner.DeleteAsync($"/api/v1/staff/{second}"), other.DeleteAsync($"/api/v1/staff/{id}"));
        raced.Count(answer => answer.StatusCode == HttpStatusCode.NoContent).ShouldBe(1, string.Join(", ", raced.Select(answer => answer.StatusCode)));
        (await platform.ScalarAsync<long>("lahore", "select count(*) from user_roles where role = 'owner' and ends_at is null")).ShouldBe(1);
    }

    [Fact]
    public async Task A_manager_makes_and_unmakes_no_owner_and_gives_nothing_for_longer_than_they_have_it()
    {
        var manager = await platform.HireAsync("manager@madrid.test", "manager", until: Today.AddDays(10));
        var owner = await platform.ScalarAsync<Guid>("madrid", "select id from users where email = 'owner@madrid.test'");
        var desk = await (await platform.HireAsync("clerk@madrid.test", "desk")).IdOfAsync();

        (await SlugOf(HttpStatusCode.Forbidden, await manager.GiveAsync(desk, new { role = "owner" }))).ShouldBe("role_not_yours");
        (await SlugOf(HttpStatusCode.Forbidden, await manager.GiveAsync(owner, new { role = "desk" }))).ShouldBe("member_not_yours");
        (await SlugOf(HttpStatusCode.Forbidden, await manager.DeleteAsync($"/api/v1/staff/{owner}"))).ShouldBe("member_not_yours");
        (await SlugOf(HttpStatusCode.Forbidden, await manager.PostAsync("/api/v1/staff/invitations", new { email = "own@madrid.test", role = "owner" }))).ShouldBe("role_not_yours");
        (await SlugOf(HttpStatusCode.Forbidden, await manager.GiveAsync(desk, new { role = "manager" }))).ShouldBe("role_outlasts_yours");
        (await SlugOf(HttpStatusCode.Forbidden, await manager.GiveAsync(await manager.IdOfAsync(), new { role = "manager" }))).ShouldBe("role_outlasts_yours");
        (await manager.GiveAsync(desk, new { role = "manager", until = Today.AddDays(10) }, new { role = "coach", until = Today.AddDays(3) })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SlugOf(HttpStatusCode.BadRequest, await manager.GiveAsync(desk, new { role = "king" }))).ShouldBe("malformed");
        (await SlugOf(HttpStatusCode.BadRequest, await manager.GiveAsync(desk, new { role = "desk", until = Today.AddDays(-1) }))).ShouldBe("malformed");
    }

    [Fact]
    public async Task A_substitutes_role_ends_by_itself_at_the_end_of_its_last_day_at_the_club()
    {
        var substitute = await platform.HireAsync("substitute@madrid.test", "desk", until: Today.AddDays(1));
        var id = await substitute.IdOfAsync();
        var browser = platform.Madrid();
        await browser.SignInAsync("substitute@madrid.test", People.Password);
        var end = await platform.ScalarAsync<DateTime>("madrid", $"select ends_at from user_roles where user_id = '{id}' and role = 'desk'");
        TimeZoneInfo.ConvertTimeFromUtc(end, TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid")).TimeOfDay.ShouldBe(TimeSpan.Zero);
        platform.Clock.Advance(end - platform.Clock.GetUtcNow().UtcDateTime - TimeSpan.FromSeconds(5));
        (await browser.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);

        // No timer has rung yet: whoever reads the role knows better, memory included.
        platform.Clock.Advance(TimeSpan.FromSeconds(5));
        (await browser.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Forbidden);
        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from user_roles where user_id = '{id}' and role = 'desk'")).ShouldBe(0);
        (await platform.ScalarAsync<string>("madrid", $"select content::jsonb -> 'actor' ->> 'kind' from audit where act = 'role.revoked' and subject = 'account {id}'")).ShouldBe("system");
        (await browser.StatusAsync("/account")).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_form_of_a_member_changes_roles_and_keeps_what_was_ticked_when_it_is_refused()
    {
        var id = await (await platform.HireAsync("form@madrid.test", "desk")).IdOfAsync();
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        var bad = await owner.SubmitAsync($"/manage/staff/{id}", $"/manage/staff/{id}", new Dictionary<string, string> { ["role"] = "coach", ["until-coach"] = "2020-01-01" });
        bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await bad.Content.ReadAsStringAsync()).ShouldContain("2020-01-01");
        (await owner.SubmitAsync($"/manage/staff/{id}", $"/manage/staff/{id}", new Dictionary<string, string> { ["role"] = "coach" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.ScalarAsync<string[]>("madrid", $"select array_agg(role order by role) from user_roles where user_id = '{id}'")).ShouldBe(["coach", "player"]);
        (await owner.StatusAsync($"/manage/staff/{Guid.CreateVersion7()}")).ShouldBe(HttpStatusCode.NotFound);
        // Somebody who only plays is no staff, and another club's people are nobody here.
        (await owner.StatusAsync($"/manage/staff/{await platform.ScalarAsync<Guid>("madrid", "select id from users where email = 'player@madrid.test'")}")).ShouldBe(HttpStatusCode.NotFound);
        (await owner.StatusAsync($"/manage/staff/{await platform.ScalarAsync<Guid>("lahore", "select id from users where email = 'owner@lahore.test'")}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_admin_who_acts_as_the_owner_gives_no_roles_and_sees_nothing_of_how_they_sign_in()
    {
        var visitor = await ImpersonateAsync("owner@madrid.test");
        (await visitor.StatusAsync("/manage/staff")).ShouldBe(HttpStatusCode.OK);
        var invite = await visitor.SubmitAsync("/manage/staff", "/manage/staff/invitations", new Dictionary<string, string> { ["email"] = "sneaked@madrid.test", ["role"] = "owner", ["days"] = "7" });
        invite.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from one_time_links where address = 'SNEAKED@MADRID.TEST'")).ShouldBe(0);
        foreach (var page in new[] { "/account/password", "/account/email", "/account/second-factor", "/account/passkeys" })
        {
            (await visitor.StatusAsync(page)).ShouldBe(HttpStatusCode.Forbidden, page);
            (await visitor.PostFormAsync(page, [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden, page);
        }
        (await visitor.PostFormAsync("/account/sessions/end-others", [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.StatusAsync("/account")).ShouldBe(HttpStatusCode.OK);
    }

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(platform.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid")).DateTime);

    private async Task<Visitor> ImpersonateAsync(string email)
    {
        var admin = await platform.AdminAsync("staff@padel.example");
        var sent = await admin.SubmitAsync("/clubs/madrid/impersonate", "/clubs/madrid/impersonate", new Dictionary<string, string> { ["email"] = email, ["reason"] = "Request 4711: the page of the staff" });
        var visitor = platform.Madrid();
        await visitor.GetAsync(sent.Headers.Location!.PathAndQuery);
        return visitor;
    }

    private static async Task<string?> SlugOf(HttpStatusCode status, HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        return (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["slug"];
    }
}
