using System.Net;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Identity;

public sealed class SecondFactorTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_password_alone_signs_nobody_in_whose_account_has_an_app()
    {
        var (secret, _) = await WithAppAsync("app@example.test");
        var visitor = platform.Madrid();
        (await (await visitor.LoginAsync("app@example.test", People.Password)).SlugOf()).ShouldBe("second_factor_needed");
        (await (await LoginAsync(visitor, "app@example.test", "000000")).SlugOf()).ShouldBe("invalid_code");

        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        (await LoginAsync(visitor, "app@example.test", Totp.Code(secret, platform.Clock.GetUtcNow()))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task At_the_page_the_code_is_a_second_step_and_the_first_alone_opens_nothing()
    {
        var (secret, _) = await WithAppAsync("steps@example.test");
        var visitor = platform.Madrid();
        (await visitor.GetAsync("/sign-in/code")).Headers.Location!.OriginalString.ShouldBe("/sign-in");
        var first = await visitor.SignInAsync("steps@example.test", People.Password, "/sign-in?return=%2Faccount");
        first.Headers.Location!.OriginalString.ShouldBe("/sign-in/code?return=%2Faccount");
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await CodeAsync(visitor, "123123")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await CodeAsync(visitor, Totp.Code(secret, platform.Clock.GetUtcNow()));
        second.Headers.Location!.OriginalString.ShouldBe("/");
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_works_once_and_one_step_early_or_late()
    {
        var (secret, _) = await WithAppAsync("replay@example.test");
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        var now = platform.Clock.GetUtcNow();
        (await (await LoginAsync(platform.Madrid(), "replay@example.test", Totp.Code(secret, now.AddSeconds(-61)))).SlugOf()).ShouldBe("invalid_code");
        (await LoginAsync(platform.Madrid(), "replay@example.test", Totp.Code(secret, now.AddSeconds(-30)))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await LoginAsync(platform.Madrid(), "replay@example.test", Totp.Code(secret, now.AddSeconds(-30)))).SlugOf()).ShouldBe("invalid_code");

        var same = Totp.Code(secret, now.AddSeconds(30));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LoginAsync(platform.Madrid(), "replay@example.test", same)));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
    }

    [Fact]
    public async Task Codes_cannot_be_tried_for_ever_by_who_knows_the_password()
    {
        var (secret, _) = await WithAppAsync("tried@example.test");
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var guess = 0; guess < 5; guess++) (await LoginAsync(platform.Madrid(), "tried@example.test", $"00000{guess}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        (await (await LoginAsync(platform.Madrid(), "tried@example.test", Totp.Code(secret, platform.Clock.GetUtcNow()))).SlugOf()).ShouldBe("invalid_code");
        platform.Clock.Advance(TimeSpan.FromMinutes(16));
        (await LoginAsync(platform.Madrid(), "tried@example.test", Totp.Code(secret, platform.Clock.GetUtcNow()))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_lost_the_phone_gets_in_by_a_recovery_code_once_and_sees_the_old_session_end()
    {
        var (_, codes) = await WithAppAsync("lost-phone@example.test");
        codes.Count.ShouldBe(10);
        var visitor = platform.Madrid();
        await visitor.SignInAsync("lost-phone@example.test", People.Password);
        (await CodeAsync(visitor, codes[0].ToUpperInvariant().Replace('-', ' '))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await visitor.GetAsync("/account/second-factor")).Content.ReadAsStringAsync()).ShouldContain("9 recovery codes left");
        (await (await LoginAsync(platform.Madrid(), "lost-phone@example.test", codes[0])).SlugOf()).ShouldBe("invalid_code");
        await platform.SettleAsync();
        (await platform.CountAsync("lost-phone@example.test", "A recovery code was used")).ShouldBe(1);

        (await visitor.SubmitAsync("/account", "/account/sessions/end-others", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from sessions s join users u on u.id = s.user_id where u.email = 'lost-phone@example.test' and s.revoked_at is null")).ShouldBe(1);
        (await visitor.SubmitAsync("/account/second-factor", "/account/second-factor/recovery-codes", new Dictionary<string, string> { ["password"] = People.Password })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await LoginAsync(platform.Madrid(), "lost-phone@example.test", codes[1])).SlugOf()).ShouldBe("invalid_code");
    }

    [Fact]
    public async Task The_page_shows_a_code_to_scan_and_the_recovery_codes_once()
    {
        var visitor = platform.Madrid();
        await visitor.RegisterAsync("page-app@example.test");
        await visitor.SignInAsync("page-app@example.test", People.Password);
        (await SubmitAsync(visitor, "/account/second-factor", "password", "not the password")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var html = await (await SubmitAsync(visitor, "/account/second-factor", "password", People.Password)).Content.ReadAsStringAsync();
        html.ShouldContain("data:image/svg");
        var secret = System.Text.RegularExpressions.Regex.Match(html, "<code dir=\"ltr\">([A-Z2-7]+)</code>").Groups[1].Value;

        var wrong = await SubmitAsync(visitor, "/account/second-factor/confirm", "code", "000000");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var on = await SubmitAsync(visitor, "/account/second-factor/confirm", "code", Totp.Code(secret, platform.Clock.GetUtcNow()));
        on.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await on.Content.ReadAsStringAsync()).ShouldContain("Write these recovery codes down now");
        var later = await (await visitor.GetAsync("/account/second-factor")).Content.ReadAsStringAsync();
        later.ShouldNotContain(secret);
        later.ShouldContain("10 recovery codes left");

        (await visitor.SubmitAsync("/account/second-factor", "/account/second-factor/recovery-codes", new Dictionary<string, string> { ["password"] = "not the password" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var form = await visitor.FormTokenAsync("/account/second-factor");
        (await visitor.PostFormAsync("/account/second-factor/remove", [form, new("password", People.Password)])).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await platform.Madrid().LoginAsync("page-app@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Neither_secret_nor_recovery_code_lies_in_a_table()
    {
        var (secret, codes) = await WithAppAsync("sealed-app@example.test");
        (await platform.ScalarAsync<long>("madrid", $"""
            select (select count(*) from second_factors s where s::text ilike '%{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(secret))}%')
                 + (select count(*) from recovery_codes c where encode(c.hash, 'escape') like '%{codes[0]}%')
            """)).ShouldBe(0);
        platform.Log.Lines.ShouldNotContain(line => line.Contains(secret) || line.Contains(codes[0]));
    }

    private async Task<(string Secret, IReadOnlyList<string> Codes)> WithAppAsync(string email)
    {
        var visitor = platform.Madrid();
        await visitor.EnterAsync(email);
        var secret = (string)(await visitor.JsonAsync("/api/v1/auth/second-factor", new { password = People.Password }))["secret"]!;
        var confirmed = await visitor.JsonAsync("/api/v1/auth/second-factor/confirm", new { code = Totp.Code(secret, platform.Clock.GetUtcNow()) });
        return (secret, [.. confirmed["recoveryCodes"]!.AsArray().Select(code => (string)code!)]);
    }

    private static Task<HttpResponseMessage> LoginAsync(Visitor visitor, string email, string code) => visitor.PostAsync("/api/v1/auth/login", new { email, password = People.Password, code });

    private static Task<HttpResponseMessage> CodeAsync(Visitor visitor, string code) => visitor.SubmitAsync("/sign-in/code", "/sign-in/code", new Dictionary<string, string> { ["code"] = code });

    private static Task<HttpResponseMessage> SubmitAsync(Visitor visitor, string action, string field, string value) =>
        visitor.SubmitAsync("/account/second-factor", action, new Dictionary<string, string> { [field] = value });
}
