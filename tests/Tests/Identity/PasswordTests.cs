using System.Net;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Identity;

public sealed class PasswordTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string New = "another long sentence";

    [Fact]
    public async Task A_forgotten_password_is_set_anew_and_ends_every_session()
    {
        var phone = platform.Madrid();
        await phone.EnterAsync("forgot@example.test");
        var laptop = platform.Madrid();
        var asked = await laptop.SubmitAsync("/forgot-password", "/forgot-password", new Dictionary<string, string> { ["email"] = "Forgot@example.test" });
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = $"/reset-password?key={await laptop.KeyOfAsync("forgot@example.test", LinkPurpose.ResetPassword)}";

        (await laptop.SubmitAsync(page, "/reset-password", new Dictionary<string, string> { ["password"] = "short" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await laptop.SubmitAsync(page, "/reset-password", new Dictionary<string, string> { ["password"] = "Password123" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var set = await laptop.SubmitAsync(page, "/reset-password", new Dictionary<string, string> { ["password"] = New });
        set.StatusCode.ShouldBe(HttpStatusCode.Redirect, await set.Content.ReadAsStringAsync());
        (await phone.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.Madrid().LoginAsync("forgot@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.Madrid().LoginAsync("forgot@example.test", New)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await laptop.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await platform.SettleAsync();
        (await platform.CountAsync("forgot@example.test", "Your password is new")).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_learns_by_forgetting_a_password_who_has_an_account()
    {
        await platform.Madrid().RegisterAsync("member@example.test");
        var (known, unknown) = (await AskAsync("member@example.test"), await AskAsync("nobody@example.test"));
        await platform.SettleAsync();

        known.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await known.Content.ReadAsStringAsync()).Replace("member", "nobody").ShouldBe(await unknown.Content.ReadAsStringAsync());
        (await platform.CountAsync("member@example.test", "Set a new password")).ShouldBe(1);
        (await platform.CountAsync("nobody@example.test")).ShouldBe(0);
    }

    [Fact]
    public async Task A_reset_link_works_for_thirty_minutes_once_and_only_three_go_out_an_hour()
    {
        await platform.Madrid().RegisterAsync("often@example.test");
        for (var i = 0; i < 5; i++) (await AskAsync("often@example.test")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from platform.outbox where event_type = 'ACCOUNT_LINK_ISSUED' and payload->>'purpose' = 'reset_password' and payload->>'email' = 'often@example.test'")).ShouldBe(3);
        var key = await platform.Madrid().KeyOfAsync("often@example.test", LinkPurpose.ResetPassword);
        platform.Clock.Advance(TimeSpan.FromMinutes(31));

        (await (await platform.Madrid().PostAsync("/api/v1/auth/reset-password", new { key, password = New })).SlugOf()).ShouldBe("link_expired");
        (await platform.Madrid().LoginAsync("often@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_changes_the_password_stays_signed_in_here_and_nowhere_else()
    {
        var (phone, laptop) = (platform.Madrid(), platform.Madrid());
        await phone.EnterAsync("change@example.test");
        await laptop.SignInAsync("change@example.test", People.Password);
        var wrong = await laptop.SubmitAsync("/account/password", "/account/password", new Dictionary<string, string> { ["currentPassword"] = "not it at all", ["password"] = New });
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        await laptop.SubmitAsync("/account/password", "/account/password", new Dictionary<string, string> { ["currentPassword"] = People.Password, ["password"] = New });
        (await phone.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        (await laptop.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await platform.Madrid().LoginAsync("change@example.test", New)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await platform.CountAsync("change@example.test", "Your password was changed")).ShouldBe(1);
    }

    [Theory]
    [InlineData("password123", true)]
    [InlineData("Qwertyuiop", true)]
    [InlineData("1234567890", true)]
    [InlineData("aaaaaaaaaaaa", true)]
    [InlineData("correct horse battery", false)]
    [InlineData("Padel-demo-2026", false)]
    [InlineData("three blue padel balls", false)]
    public void Passwords_of_the_many_are_known(string password, bool isCommon) => PadelSaaS.Identity.CommonPasswords.Has(password).ShouldBe(isCommon);

    [Fact]
    public async Task A_new_address_is_proved_first_and_the_old_one_can_take_it_back()
    {
        var visitor = platform.Madrid();
        await visitor.EnterAsync("old@example.test");
        (await visitor.PostAsync("/api/v1/auth/email", new { email = "new@example.test", password = "wrong wrong wrong" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.PostAsync("/api/v1/auth/email", new { email = "new@example.test", password = People.Password })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await platform.SettleAsync();
        (await platform.CountAsync("old@example.test", "Somebody wants to change your address")).ShouldBe(1);
        ((string)(await visitor.JsonAsync("/api/v1/auth/me"))["email"]!).ShouldBe("old@example.test");

        var stranger = platform.Madrid();
        (await stranger.SubmitAsync($"/account/email/confirm?key={await visitor.KeyOfAsync("new@example.test", LinkPurpose.ChangeEmail)}", "/account/email/confirm", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        ((string)(await visitor.JsonAsync("/api/v1/auth/me"))["email"]!).ShouldBe("new@example.test");
        (await platform.Madrid().LoginAsync("old@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        platform.Clock.Advance(TimeSpan.FromDays(6));
        var undo = await visitor.KeyOfAsync("old@example.test", LinkPurpose.UndoEmail);
        (await stranger.SubmitAsync($"/account/email/undo?key={undo}", "/account/email/undo", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.Madrid().LoginAsync("old@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await platform.CountAsync("new@example.test", "The address was changed back")).ShouldBe(1);
    }

    [Fact]
    public async Task Changing_to_an_address_that_is_taken_tells_its_owner_and_nobody_else()
    {
        await platform.Madrid().RegisterAsync("owned@example.test");
        var visitor = platform.Madrid();
        await visitor.EnterAsync("wants@example.test");
        var asked = await visitor.PostAsync("/api/v1/auth/email", new { email = "owned@example.test", password = People.Password });
        await platform.SettleAsync();

        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await platform.CountAsync("owned@example.test", "You have an account at")).ShouldBe(1);
        (await platform.CountAsync("owned@example.test", "Use this address")).ShouldBe(0);
    }

    private Task<HttpResponseMessage> AskAsync(string email) => platform.Madrid().PostAsync("/api/v1/auth/forgot-password", new { email });
}
