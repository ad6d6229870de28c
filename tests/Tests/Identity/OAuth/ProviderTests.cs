using System.Net;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Tests.Identity.OAuth;

/// <summary>People sign in with an account elsewhere.</summary>
public sealed class ProviderTests(WithProviders platform) : IClassFixture<WithProviders>
{
    [Fact]
    public async Task Somebody_new_opens_an_account_in_two_taps_and_is_known_the_next_time()
    {
        var (browser, who) = (platform.Browser(), new Stranger("new-1", "new-1@gmail.test"));
        (await browser.ThroughAsync(who)).Headers.Location!.OriginalString.ShouldBe("/sign-in/connect");
        (await browser.WhoAsync()).ShouldBeNull("nobody is signed in before they said that they want an account");

        var opened = await browser.Club.SubmitAsync("/sign-in/connect", "/sign-in/connect/open", new Dictionary<string, string>());
        opened.Headers.Location!.OriginalString.ShouldBe("/bookings");
        (await browser.WhoAsync()).ShouldBe("new-1@gmail.test");
        (await platform.ScalarAsync<bool>("madrid", "select is_verified and password_hash is null from users where email = 'new-1@gmail.test'")).ShouldBeTrue();

        var another = platform.Browser();
        (await another.ThroughAsync(who with { Email = "moved@gmail.test" }, back: "/account?a=b")).Headers.Location!.OriginalString.ShouldBe("/account?a=b");
        (await another.WhoAsync()).ShouldBe("new-1@gmail.test", "the subject counts, not the address");
        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", "select count(*) from notification_logs where recipient = 'new-1@gmail.test'")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Hard_case_32_one_return_address_serves_every_club_and_the_account_is_this_clubs_alone()
    {
        var who = new Stranger("both", "both@gmail.test");
        foreach (var club in (string[])["madrid", "lahore"])
        {
            var browser = platform.Browser(club);
            (await browser.ThroughAsync(who)).Headers.Location!.OriginalString.ShouldBe("/sign-in/connect", $"unknown at {club}");
            await browser.Club.SubmitAsync("/sign-in/connect", "/sign-in/connect/open", new Dictionary<string, string>());
            (await browser.WhoAsync()).ShouldBe("both@gmail.test");
        }
        (await platform.ScalarAsync<Guid>("madrid", "select id from users where email = 'both@gmail.test'"))
            .ShouldNotBe(await platform.ScalarAsync<Guid>("lahore", "select id from users where email = 'both@gmail.test'"));
    }

    [Fact]
    public async Task A_proved_address_alone_takes_nobodys_account_the_password_has_to_come_too()
    {
        await platform.Madrid().RegisterAsync("held@gmail.test");
        var (browser, who) = (platform.Browser(), new Stranger("held-1", "HELD@gmail.test"));
        (await browser.ThroughAsync(who)).Headers.Location!.OriginalString.ShouldBe("/sign-in/connect");
        (await browser.ReadAsync("/sign-in/connect")).ShouldContain("You have an account here");
        (await browser.WhoAsync()).ShouldBeNull();
        (await browser.Club.SubmitAsync("/sign-in/connect", "/sign-in", new Dictionary<string, string> { ["password"] = "not the password" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await CountAsync("held-1")).ShouldBe(0);

        var signedIn = await browser.Club.SubmitAsync("/sign-in/connect", "/sign-in", new Dictionary<string, string> { ["password"] = People.Password });
        signedIn.Headers.Location!.OriginalString.ShouldBe("/sign-in/connect");
        (await CountAsync("held-1")).ShouldBe(0, "only who says so connects");
        (await browser.Club.SubmitAsync("/sign-in/connect", "/sign-in/connect", new Dictionary<string, string>())).Headers.Location!.OriginalString.ShouldBe("/bookings");
        (await CountAsync("held-1")).ShouldBe(1);

        var next = platform.Browser();
        await next.ThroughAsync(who);
        (await next.WhoAsync()).ShouldBe("held@gmail.test");
    }

    [Fact]
    public async Task A_mail_link_proves_the_account_as_well()
    {
        await platform.Madrid().RegisterAsync("bymail@gmail.test");
        var browser = platform.Browser();
        await browser.ThroughAsync(new Stranger("bymail", "bymail@gmail.test"));
        await browser.Club.SubmitAsync("/sign-in/link?return=%2Fsign-in%2Fconnect", "/sign-in/link", new Dictionary<string, string> { ["email"] = "bymail@gmail.test" });
        var key = await browser.Club.KeyOfAsync("bymail@gmail.test", LinkPurpose.SignIn);

        var followed = await browser.Club.SubmitAsync($"/sign-in/link/open?key={key}&return=%2Fsign-in%2Fconnect", "/sign-in/link/open", new Dictionary<string, string>());
        followed.Headers.Location!.OriginalString.ShouldBe("/sign-in/connect");
        await browser.Club.SubmitAsync("/sign-in/connect", "/sign-in/connect", new Dictionary<string, string>());
        (await CountAsync("bymail")).ShouldBe(1);
    }

    [Theory]
    [InlineData("google")]
    [InlineData("facebook")]
    public async Task An_address_that_the_provider_did_not_prove_finds_nobody_and_opens_nothing(string provider)
    {
        var email = $"victim-{provider}@gmail.test";
        await platform.Madrid().RegisterAsync(email);
        var (known, unknown) = (platform.Browser(), platform.Browser());
        await known.ThroughAsync(new Stranger($"unproved-1-{provider}", email, IsVerified: false), provider);
        await unknown.ThroughAsync(new Stranger($"unproved-2-{provider}", $"nobody-{provider}@gmail.test", IsVerified: false), provider);

        // Both read the same, so nobody learns who has an account; and neither gets one.
        (await known.ReadAsync("/sign-in/connect")).ShouldContain("Almost there");
        (await unknown.ReadAsync("/sign-in/connect")).ShouldContain("Almost there");
        var form = await known.Club.SubmitAsync("/sign-in", "/sign-in", new Dictionary<string, string> { ["email"] = "x@y.test", ["password"] = "wrong" });
        var token = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await form.Content.ReadAsStringAsync()).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await known.Club.PostFormAsync("/sign-in/connect/open", new Dictionary<string, string> { ["firstName"] = "A", ["lastName"] = "B", ["__RequestVerificationToken"] = token });
        (await known.WhoAsync()).ShouldBeNull();
        (await CountAsync($"unproved-1-{provider}")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_signs_in_first_may_connect_a_provider_that_proves_no_address()
    {
        await platform.Madrid().RegisterAsync("fb@example.test");
        var browser = platform.Browser();
        await browser.Club.SignInAsync("fb@example.test", People.Password);
        (await browser.ThroughAsync(new Stranger("fb-1", null), "facebook", "/account")).Headers.Location!.OriginalString.ShouldBe("/sign-in/connect");
        (await browser.Club.SubmitAsync("/sign-in/connect", "/sign-in/connect", new Dictionary<string, string>())).Headers.Location!.OriginalString.ShouldBe("/account");

        var next = platform.Browser();
        await next.ThroughAsync(new Stranger("fb-1", null), "facebook");
        (await next.WhoAsync()).ShouldBe("fb@example.test");
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_after_a_provider_too()
    {
        var browser = platform.Browser();
        await browser.ThroughAsync(new Stranger("two-steps", "two-steps@gmail.test"));
        await browser.Club.SubmitAsync("/sign-in/connect", "/sign-in/connect/open", new Dictionary<string, string>());
        // It gets a password and an app.
        await browser.Club.SubmitAsync("/forgot-password", "/forgot-password", new Dictionary<string, string> { ["email"] = "two-steps@gmail.test" });
        var key = await browser.Club.KeyOfAsync("two-steps@gmail.test", LinkPurpose.ResetPassword);
        (await browser.Club.PostAsync("/api/v1/auth/reset-password", new { key, password = People.Password })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var program = platform.Madrid();
        program.Token = (string)(await program.JsonAsync("/api/v1/auth/login", new { email = "two-steps@gmail.test", password = People.Password }))["accessToken"]!;
        var secret = (string)(await program.JsonAsync("/api/v1/auth/second-factor", new { password = People.Password }))["secret"]!;
        (await program.PostAsync("/api/v1/auth/second-factor/confirm", new { code = Totp.Code(secret, platform.Clock.Now) })).StatusCode.ShouldBe(HttpStatusCode.OK);
        platform.Clock.Advance(TimeSpan.FromMinutes(1));

        var next = platform.Browser();
        (await next.ThroughAsync(new Stranger("two-steps", "two-steps@gmail.test"))).Headers.Location!.OriginalString.ShouldBe("/sign-in/code?return=%2Fbookings");
        (await next.WhoAsync()).ShouldBeNull();
        await next.Club.SubmitAsync("/sign-in/code?return=%2Fbookings", "/sign-in/code", new Dictionary<string, string> { ["code"] = Totp.Code(secret, platform.Clock.Now) });
        (await next.WhoAsync()).ShouldBe("two-steps@gmail.test");
    }

    private Task<long> CountAsync(string subject) => platform.ScalarAsync<long>("madrid", $"select count(*) from external_identities where subject = '{subject}'");
}
