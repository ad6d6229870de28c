using System.Net;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Identity;

/// <summary>Somebody is asked by mail to work at a club, and accepts: once, in time, and only who it was sent to.</summary>
public sealed class JoinTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Somebody_new_opens_an_account_by_the_link_and_stands_at_the_desk()
    {
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        var sent = await owner.SubmitAsync("/manage/staff", "/manage/staff/invitations", new Dictionary<string, string> { ["email"] = "New@madrid.test", ["role"] = "desk", ["days"] = "3" });
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        (await (await owner.GetAsync("/manage/staff")).Content.ReadAsStringAsync()).ShouldContain("New@madrid.test");
        await platform.SettleAsync();
        (await platform.CountAsync("New@madrid.test", "Olga Owner invites you to work at Club Madrid")).ShouldBe(1);

        var visitor = platform.Madrid();
        var page = $"/join?key={await visitor.KeyOfAsync("new@madrid.test", LinkPurpose.JoinStaff)}";
        for (var look = 0; look < 2; look++) (await (await visitor.GetAsync(page)).Content.ReadAsStringAsync()).ShouldContain("You are invited as Desk.");
        (await visitor.SubmitAsync(page, "/join", new Dictionary<string, string> { ["firstName"] = "Nina", ["lastName"] = "Newcomer", ["password"] = "short" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var joined = await visitor.SubmitAsync(page, "/join", new Dictionary<string, string> { ["firstName"] = "Nina", ["lastName"] = "Newcomer", ["password"] = People.Password });
        joined.StatusCode.ShouldBe(HttpStatusCode.Redirect, await joined.Content.ReadAsStringAsync());
        (await visitor.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<bool>("madrid", "select is_verified from users where normalized_email = 'NEW@MADRID.TEST'")).ShouldBeTrue();
        (await platform.ScalarAsync<string>("madrid", "select content from audit where act = 'role.granted' and subject = (select 'account ' || id from users where normalized_email = 'NEW@MADRID.TEST')")).ShouldContain("\"after\":\"desk\"");
        (await platform.ScalarAsync<string>("madrid", "select content from audit where act = 'role.invited' and content like '%N***@madrid.test%'")).ShouldContain("\"after\":\"desk\"");
        // The address lies in no column of the invitation that a thief could read.
        (await platform.ScalarAsync<long>("madrid", "select count(*) from staff_invitations s where s::text ilike '%madrid.test%'")).ShouldBe(0);

        var again = await platform.Madrid().GetAsync(page);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.Content.ReadAsStringAsync()).ShouldContain("This invitation was accepted");
    }

    [Fact]
    public async Task Who_has_an_account_signs_in_with_it_and_nobody_else_takes_the_role()
    {
        const string Email = "regular@madrid.test";
        await platform.Madrid().RegisterAsync(Email);
        var thief = platform.Madrid();
        await thief.EnterAsync("thief@madrid.test");
        var key = await InviteAsync(Email, "coach");
        (await (await platform.Madrid().PostAsync("/api/v1/auth/join", new { key, firstName = "X", lastName = "Y", password = "another long sentence" })).SlugOf()).ShouldBe("sign_in_first");
        (await (await thief.PostAsync("/api/v1/auth/join", new { key })).SlugOf()).ShouldBe("invitation_other_address");
        var browser = platform.Madrid();
        await browser.SignInAsync("thief@madrid.test", People.Password);
        var foreign = await (await browser.GetAsync($"/join?key={key}")).Content.ReadAsStringAsync();
        foreign.ShouldContain("This invitation is for another address");
        foreign.ShouldNotContain(Email);

        var self = platform.Madrid();
        var asked = await (await self.GetAsync($"/join?key={key}")).Content.ReadAsStringAsync();
        asked.ShouldContain($"/sign-in?return=%2Fjoin%3Fkey%3D{key}");
        (await self.SignInAsync(Email, People.Password, $"/sign-in?return=%2Fjoin%3Fkey%3D{key}")).Headers.Location!.ToString().ShouldBe($"/join?key={key}");
        (await self.SubmitAsync($"/join?key={key}", "/join", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.ScalarAsync<string[]>("madrid", $"select array_agg(role order by role) from user_roles join users on id = user_id where email = '{Email}'")).ShouldBe(["coach", "player"]);
        (await self.StatusAsync("/coach")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_newer_link_replaces_the_older_a_withdrawn_one_says_so_and_an_old_one_has_expired()
    {
        const string Email = "links@madrid.test";
        var owner = await platform.AsAsync("owner@madrid.test");
        var first = await InviteAsync(Email, "desk");
        var id = (Guid)(await owner.JsonAsync("/api/v1/staff"))["invitations"]!.AsArray().Single(one => (string)one!["email"]! == Email)!["id"]!;
        (await owner.PostAsync($"/api/v1/staff/invitations/{id}/again")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var second = await platform.Madrid().KeyOfAsync(Email, LinkPurpose.JoinStaff);
        second.ShouldNotBe(first);
        (await PageAsync(first)).ShouldContain("There is a newer link");
        (await PageAsync(second)).ShouldContain("You are invited as Desk.");

        platform.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        (await PageAsync(second)).ShouldContain("You are invited as Desk.");
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        (await PageAsync(second)).ShouldContain("This invitation has expired");
        owner = await platform.AsAsync("owner@madrid.test");
        ((bool)(await owner.JsonAsync("/api/v1/staff"))["invitations"]!.AsArray().Single(one => (string)one!["email"]! == Email)!["isExpired"]!).ShouldBeTrue();

        (await owner.PostAsync($"/api/v1/staff/invitations/{id}/again")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var third = await platform.Madrid().KeyOfAsync(Email, LinkPurpose.JoinStaff);
        (await owner.DeleteAsync($"/api/v1/staff/invitations/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PageAsync(third)).ShouldContain("This invitation was taken back");
        (await (await owner.PostAsync($"/api/v1/staff/invitations/{id}/again")).SlugOf()).ShouldBe("invitation_closed");
        (await (await platform.Madrid().PostAsync("/api/v1/auth/join", new { key = third, firstName = "A", lastName = "B", password = People.Password })).SlugOf()).ShouldBe("invitation_closed");
        (await PageAsync("nonsense")).ShouldContain("We do not know this invitation");
    }

    [Fact]
    public async Task An_invitation_is_worth_what_its_sender_may_give_when_it_is_accepted()
    {
        var manager = await platform.HireAsync("leaves@madrid.test", "manager");
        await manager.JsonAsync("/api/v1/staff/invitations", new { email = "hopeful@madrid.test", role = "desk" });
        var owner = await platform.AsAsync("owner@madrid.test");
        (await owner.DeleteAsync($"/api/v1/staff/{await manager.IdOfAsync()}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var key = await platform.Madrid().KeyOfAsync("hopeful@madrid.test", LinkPurpose.JoinStaff);
        (await (await platform.Madrid().PostAsync("/api/v1/auth/join", new { key, firstName = "H", lastName = "F", password = People.Password })).SlugOf()).ShouldBe("invitation_void");
        // Nothing of it stays: no account, and the link waits for somebody to stand for it.
        (await platform.ScalarAsync<long>("madrid", "select count(*) from users where email = 'hopeful@madrid.test'")).ShouldBe(0);
        var id = (Guid)(await owner.JsonAsync("/api/v1/staff"))["invitations"]!.AsArray().Single(one => (string)one!["email"]! == "hopeful@madrid.test")!["id"]!;
        (await owner.PostAsync($"/api/v1/staff/invitations/{id}/again")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        ((string)(await platform.Madrid().JoinAsync("hopeful@madrid.test"))["roles"]![0]!).ShouldBe("desk");
    }

    [Fact]
    public async Task Of_two_who_come_with_one_link_one_gets_in_and_an_inbox_is_not_filled()
    {
        var key = await InviteAsync("twice@madrid.test", "desk");
        var raced = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => platform.Madrid().PostAsync("/api/v1/auth/join", new { key, firstName = "T", lastName = "W", password = People.Password })));
        raced.Count(answer => answer.IsSuccessStatusCode).ShouldBe(1, string.Join(", ", raced.Select(answer => answer.StatusCode)));
        raced.ShouldAllBe(answer => (int)answer.StatusCode < 500);

        var owner = await platform.AsAsync("owner@madrid.test");
        for (var i = 0; i < 3; i++) (await owner.PostAsync("/api/v1/staff/invitations", new { email = "inbox@madrid.test", role = "coach" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await (await owner.PostAsync("/api/v1/staff/invitations", new { email = "inbox@madrid.test", role = "coach" })).SlugOf()).ShouldBe("enough_links");
        (await PageAsync(await platform.Madrid().KeyOfAsync("inbox@madrid.test", LinkPurpose.JoinStaff))).ShouldContain("You are invited as Coach.");
        (await (await owner.PostAsync("/api/v1/staff/invitations", new { email = "desk@madrid.test", role = "desk" })).SlugOf()).ShouldBe("already_staff");
        (await owner.PostAsync("/api/v1/staff/invitations", new { email = "no address", role = "nobody", days = 31 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Somebody_new_is_asked_for_a_passkey_of_the_invited_address_and_needs_a_device_that_has_one()
    {
        var visitor = platform.Madrid();
        var key = await InviteAsync("keyless@madrid.test", "desk");
        var form = await visitor.FormTokenAsync($"/join?key={key}");
        var asked = await (await visitor.PostFormAsync("/join/passkey/options", [form, new("key", key), new("firstName", "Kay"), new("lastName", "Less")])).JsonOf();
        ((string)asked["user"]!["name"]!).ShouldBe("keyless@madrid.test");
        (await visitor.PostFormAsync("/join/passkey", [form, new("key", key), new("firstName", "Kay"), new("lastName", "Less"), new("credential", "{}")])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from users where email = 'keyless@madrid.test'")).ShouldBe(0);
        // Whoever has an account proves it by signing in, not by a new key.
        await platform.HireAsync("keyful@madrid.test", "desk");
        var other = await InviteAsync("keyful@madrid.test", "coach");
        (await visitor.PostFormAsync("/join/passkey/options", [form, new("key", other)])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_clubs_link_and_invitation_are_nothing_here()
    {
        var key = await InviteAsync("there@madrid.test", "desk");
        (await platform.Lahore().StatusAsync($"/join?key={key}")).ShouldBe(HttpStatusCode.NotFound);
        var id = await platform.ScalarAsync<Guid>("madrid", "select id from staff_invitations order by created_at desc limit 1");
        var lahore = await platform.AsAsync("owner@lahore.test");
        (await lahore.PostAsync($"/api/v1/staff/invitations/{id}/again")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await lahore.DeleteAsync($"/api/v1/staff/invitations/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> InviteAsync(string email, string role)
    {
        var owner = await platform.AsAsync("owner@madrid.test");
        var invited = await owner.PostAsync("/api/v1/staff/invitations", new { email, role });
        invited.StatusCode.ShouldBe(HttpStatusCode.Created, await invited.Content.ReadAsStringAsync());
        return (await owner.KeyOfAsync(email, LinkPurpose.JoinStaff))!;
    }

    private async Task<string> PageAsync(string? key) => await (await platform.Madrid().GetAsync($"/join?key={key}")).Content.ReadAsStringAsync();
}
