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

    [Fact]
    public async Task Turning_it_on_queues_behind_sign_ins_and_keeps_what_they_changed()
    {
        var visitor = platform.Madrid();
        await visitor.EnterAsync("queued-app@example.test");
        var secret = (string)(await visitor.JsonAsync("/api/v1/auth/second-factor", new { password = People.Password }))["secret"]!;
        await using var connection = new Npgsql.NpgsqlConnection(await Cluster.ConnectionAsync(platform.Database));
        await connection.OpenAsync();
        await using var signIn = await connection.BeginTransactionAsync();
        var schema = (await platform.TenantAsync("madrid")).Schema;
        async Task RunAsync(string sql) { await using var command = new Npgsql.NpgsqlCommand(sql, connection, signIn); await command.ExecuteNonQueryAsync(); }
        await RunAsync($"set local search_path to {schema}; select pg_advisory_xact_lock(hashtextextended('{schema}' || 'QUEUED-APP@EXAMPLE.TEST', 7261902))");

        var confirming = visitor.PostAsync("/api/v1/auth/second-factor/confirm", new { code = Totp.Code(secret, platform.Clock.GetUtcNow()) });
        while (!await Cluster.ScalarAsync<bool>(platform.Database, "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"))
        {
            confirming.IsCompleted.ShouldBeFalse("It did not queue.");
            await Task.Delay(20);
        }
        // The sign-in before it counts a wrong code, which gives the row another stamp.
        await RunAsync("update users set access_failed_count = 1, concurrency_stamp = 'another' where email = 'queued-app@example.test'");
        await signIn.CommitAsync();
        (await confirming).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<string>("madrid", "select two_factor_enabled || ' ' || access_failed_count from users where email = 'queued-app@example.test'")).ShouldBe("true 1");
    }

    [Fact]
    public async Task A_club_that_asks_its_staff_for_a_second_factor_opens_nothing_else_after_the_day()
    {
        var clerk = await platform.HireAsync("asked@madrid.test", "desk");
        await platform.HireAsync("asked-coach@madrid.test", "coach");
        await platform.HireAsync("asked-manager@madrid.test", "manager");
        var (owner, browser, today) = (await platform.AsAsync("owner@madrid.test"), platform.Madrid(), DateOnly.FromDateTime(platform.Clock.GetUtcNow().Date));
        var key = (string)(await owner.JsonAsync("/api/v1/auth/keys", new { name = "board", days = 30, scopes = new[] { "desk.board" }, password = People.DemoPassword }))["key"]!;
        await browser.SignInAsync("asked@madrid.test", People.Password);
        (await AskAsync(clerk, "everybody", today)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(owner, "some", today)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await AskAsync(owner, "everybody", today.AddDays(-2))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await AskAsync(owner, "everybody", today.AddDays(91))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        // Days of grace: a line on every page, a mail now and one three days before.
        (await AskAsync(owner, "trusted", today.AddDays(5))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await browser.GetAsync("/")).Content.ReadAsStringAsync()).ShouldContain("Your club asks for a second factor from");
        (await clerk.StatusAsync("/api/v1/auth/me")).ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await platform.CountAsync("asked@madrid.test", "%asks for a second factor")).ShouldBe(1);
        (await platform.CountAsync("asked-coach@madrid.test", "%asks for a second factor")).ShouldBe(0);
        platform.Clock.Advance(TimeSpan.FromDays(3));
        await platform.SettleAsync();
        (await platform.CountAsync("asked@madrid.test", "%asks for a second factor")).ShouldBe(2);

        platform.Clock.Advance(TimeSpan.FromDays(3));
        (clerk, owner) = (await platform.AsAsync("asked@madrid.test", People.Password), await platform.AsAsync("owner@madrid.test"));
        foreach (var path in new[] { "/api/v1/auth/me", "/api/v1/desk/board", "/api/v1/venues" }) (await (await clerk.GetAsync(path)).SlugOf()).ShouldBe("second_factor_due");
        foreach (var path in new[] { "/", "/desk", "/account", "/account/recovery-codes" }) (await browser.GetAsync(path)).Headers.Location!.OriginalString.ShouldStartWith("/account/second-step");
        (await browser.StatusAsync("/brand/theme.css")).ShouldBe(HttpStatusCode.OK);
        (await (await browser.GetAsync("/account/second-step")).Content.ReadAsStringAsync()).ShouldContain("nothing else opens at this club");
        (await (await platform.AsAsync("asked-coach@madrid.test", People.Password)).StatusAsync("/api/v1/auth/me")).ShouldBe(HttpStatusCode.OK);
        var program = platform.Madrid();
        program.Token = key;
        (await program.StatusAsync("/api/v1/auth/me")).ShouldBe(HttpStatusCode.OK);
        (await (await owner.GetAsync("/api/v1/auth/me")).SlugOf()).ShouldBe("second_factor_due");

        await PasskeyOfAsync();
        await EnrolAsync(platform.Madrid(), clerk, browser, owner);
    }

    // Who has a passkey shows it: a password alone makes no second proof. Others set an app up, the owner too.
    private async Task EnrolAsync(Visitor keyholder, Visitor clerk, Visitor browser, Visitor owner)
    {
        keyholder.Token = (await platform.AsAsync("asked-manager@madrid.test", People.Password)).Token;
        (await (await keyholder.PostAsync("/api/v1/auth/second-factor", new { password = People.Password })).SlugOf()).ShouldBe("show_your_passkey");
        await keyholder.SignInAsync("asked-manager@madrid.test", People.Password);
        var page = await (await keyholder.GetAsync("/account/second-step")).Content.ReadAsStringAsync();
        page.ShouldContain("Show your passkey");
        page.ShouldNotContain("Add this device");
        await platform.ExecuteAsync("madrid", "update sessions set proof = 'passkey' where user_id = (select id from users where email = 'asked-manager@madrid.test')");
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        (await keyholder.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);

        await TurnOnAsync(clerk, People.Password);
        (await clerk.StatusAsync("/api/v1/auth/me")).ShouldBe(HttpStatusCode.OK);
        (await browser.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
        await TurnOnAsync(owner, People.DemoPassword);
        ((string)(await owner.JsonAsync("/api/v1/staff/second-factor"))["asks"]!).ShouldBe("trusted");
        (await AskAsync(owner, "nobody", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from audit where act = 'role.second_factor'")).ShouldBe(2);
        await owner.PostAsync("/api/v1/auth/second-factor/remove", new { password = People.DemoPassword });
    }

    private async Task TurnOnAsync(Visitor visitor, string password)
    {
        var secret = (string)(await visitor.JsonAsync("/api/v1/auth/second-factor", new { password }))["secret"]!;
        await visitor.JsonAsync("/api/v1/auth/second-factor/confirm", new { code = Totp.Code(secret, platform.Clock.GetUtcNow()) });
    }

    private Task PasskeyOfAsync() => platform.ExecuteAsync("madrid", """
        insert into passkeys (credential_id, id, user_id, name, public_key, sign_count, transports, is_user_verified, is_backup_eligible, is_backed_up, attestation_object, client_data_json, created_at)
        select decode(md5(random()::text), 'hex'), gen_random_uuid(), id, 'Phone', '\x00', 0, array[]::text[], true, false, false, '\x00', '\x00', now() from users where email = 'asked-manager@madrid.test'
        """);

    private static Task<HttpResponseMessage> AskAsync(Visitor visitor, string asks, DateOnly? from) =>
        visitor.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/v1/staff/second-factor") { Content = System.Net.Http.Json.JsonContent.Create(new { asks, from }) });

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
