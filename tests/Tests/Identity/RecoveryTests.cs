using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Identity;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Identity;

/// <summary>Recovery codes of accounts that sign in by passkey alone: made, shown once, used on the day the device is lost.</summary>
public sealed partial class RecoveryTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Ten_codes_are_shown_once_counted_at_the_account_and_replaced_by_new_ones()
    {
        var (visitor, codes) = await KeyholderAsync("ten@example.test");
        codes.Count.ShouldBe(10);
        (await BodyAsync(visitor, "/account/recovery-codes")).ShouldContain("10 recovery codes left");
        (await BodyAsync(visitor, "/account")).ShouldContain("10 left");
        (await BodyAsync(visitor, "/account/recovery-codes")).ShouldNotContain(codes[0]);
        await platform.SettleAsync();
        (await platform.CountAsync("ten@example.test", "New recovery codes were made")).ShouldBe(1);

        var renewed = await MakeAsync(visitor);
        renewed.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await RecoverAsync(platform.Madrid(), "ten@example.test", codes[0])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_program_counts_the_codes_and_has_new_ones_for_the_password()
    {
        const string Codes = "/api/v1/auth/recovery-codes";
        var program = platform.Madrid();
        await program.EnterAsync("program@example.test");
        ((int)(await program.JsonAsync(Codes))["left"]!).ShouldBe(0);
        (await program.PostAsync(Codes, new { password = "not the password" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((int)(await program.JsonAsync(Codes))["left"]!).ShouldBe(0);

        var answer = await program.PostAsync(Codes, new { password = People.Password });
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var first = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["recoveryCodes"]!.AsArray().Select(code => (string)code!).ToList();
        first.Count.ShouldBe(10);
        (await RecoverAsync(platform.Madrid(), "program@example.test", first[0])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        ((int)(await program.JsonAsync(Codes))["left"]!).ShouldBe(9);

        await program.JsonAsync(Codes, new { password = People.Password });
        ((int)(await program.JsonAsync(Codes))["left"]!).ShouldBe(10);
        (await RecoverAsync(platform.Madrid(), "program@example.test", first[1])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await platform.SettleAsync();
        (await platform.CountAsync("program@example.test", "New recovery codes were made")).ShouldBe(2);
    }

    [Fact]
    public async Task Who_has_no_password_makes_codes_and_passkeys_only_a_moment_after_signing_in()
    {
        var (visitor, _) = await KeyholderAsync("stale@example.test");
        var form = await visitor.FormTokenAsync("/account/recovery-codes");
        platform.Clock.Advance(TimeSpan.FromMinutes(11));
        (await visitor.PostFormAsync("/account/recovery-codes", [form])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await BodyAsync(visitor, "/account/recovery-codes")).ShouldContain("more than ten minutes ago");
        (await visitor.PostFormAsync("/account/passkeys/options", [form, new("password", "")])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await BodyAsync(visitor, "/account/recovery-codes")).ShouldContain("10 recovery codes left");
    }

    [Fact]
    public async Task A_lost_device_a_code_signs_in_once_tells_the_owner_and_the_old_session_is_ended()
    {
        var (old, codes) = await KeyholderAsync("lost@example.test");
        var fresh = platform.Madrid();
        var entered = await RecoverAsync(fresh, " LOST@example.test", codes[0].ToUpperInvariant().Replace('-', ' '));
        entered.Headers.Location!.OriginalString.ShouldBe("/account/recovered");
        var page = await BodyAsync(fresh, "/account/recovered");
        page.ShouldContain("9 recovery codes left");
        (await fresh.PostFormAsync("/account/passkeys/options", [await fresh.FormTokenAsync("/account/recovered")])).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await old.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);
        // The page's session and the program's that registered.
        var ends = Ends().Matches(page).Select(one => one.Groups["path"].Value).ToList();
        ends.Count.ShouldBe(2);
        foreach (var end in ends)
            (await fresh.SubmitAsync("/account/recovered", end, new Dictionary<string, string>())).Headers.Location!.OriginalString.ShouldBe("/account/recovered?done=ended");
        (await old.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await RecoverAsync(platform.Madrid(), "lost@example.test", codes[0])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await platform.SettleAsync();
        (await platform.CountAsync("lost@example.test", "A recovery code was used")).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_who_come_with_one_code_at_once_one_is_let_in()
    {
        var (_, codes) = await KeyholderAsync("raced@example.test");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RecoverAsync(platform.Madrid(), "raced@example.test", codes[3])));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Redirect).ShouldBe(1);
    }

    [Fact]
    public async Task Codes_that_are_made_twice_at_once_are_the_ten_of_whoever_came_last()
    {
        var (_, old) = await KeyholderAsync("made-twice@example.test");
        var id = await platform.ScalarAsync<Guid>("madrid", "select id from users where email = 'made-twice@example.test'");
        await using var first = await MakerAsync();
        await using var second = await MakerAsync();
        var who = new User { Id = id, Email = "made-twice@example.test", FirstName = "Two", LastName = "Hands", Language = "en", CreatedAt = platform.Clock.GetUtcNow() };
        var before = await first.Codes.NewAsync(who, CancellationToken.None);
        // The second is under way before the first has committed.
        var underWay = Task.Run(() => second.Codes.NewAsync(who, CancellationToken.None));
        await Task.WhenAny(underWay, SeenWaitingAsync());
        await first.Work.CommitAsync();
        var last = await underWay;
        await second.Work.CommitAsync();
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from recovery_codes where user_id = '{id}'")).ShouldBe(10);
        foreach (var gone in new[] { old[0], before[0] }) (await RecoverAsync(platform.Madrid(), "made-twice@example.test", gone)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await RecoverAsync(platform.Madrid(), "made-twice@example.test", last[0])).StatusCode.ShouldBe(HttpStatusCode.Found);

        async Task<Maker> MakerAsync()
        {
            var scope = platform.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("madrid"));
            var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await work.BeginAsync();
            return new Maker(scope, work, scope.ServiceProvider.GetRequiredService<RecoveryCodes>());
        }

        async Task SeenWaitingAsync()
        {
            while (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0) await Task.Delay(20);
        }
    }

    private sealed record Maker(AsyncServiceScope Scope, UnitOfWork Work, RecoveryCodes Codes) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Scope.DisposeAsync();
    }

    [Fact]
    public async Task Unknown_address_wrong_code_and_a_place_that_guessed_too_often_are_one_answer()
    {
        var (_, codes) = await KeyholderAsync("guessed@example.test");
        var guesser = platform.Madrid();
        var answers = new List<string>();
        foreach (var email in new[] { "guessed@example.test", "nobody-at-all@example.test" })
            for (var i = 0; i < 6; i++) answers.Add(await SentenceAsync(await RecoverAsync(guesser, email, "aaaa-bbbb-cccc-dddd")));
        answers.Distinct().Count().ShouldBe(1);

        // The place rests, and the right code is not used up there.
        (await RecoverAsync(guesser, "guessed@example.test", codes[0])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        platform.Clock.Advance(TimeSpan.FromMinutes(16));
        (await RecoverAsync(guesser, "guessed@example.test", codes[0])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from sign_in_failures")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_code_is_no_way_round_password_and_app()
    {
        var visitor = platform.Madrid();
        await visitor.EnterAsync("both@example.test");
        var secret = (string)(await visitor.JsonAsync("/api/v1/auth/second-factor", new { password = People.Password }))["secret"]!;
        var confirmed = await visitor.JsonAsync("/api/v1/auth/second-factor/confirm", new { code = Totp.Code(secret, platform.Clock.GetUtcNow()) });
        var code = (string)confirmed["recoveryCodes"]!.AsArray()[0]!;
        (await RecoverAsync(platform.Madrid(), "both@example.test", code)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        // It was not used up either: with the password it still does its work.
        (await platform.Madrid().PostAsync("/api/v1/auth/login", new { email = "both@example.test", password = People.Password, code })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_last_passkey_of_an_account_without_a_password_stays()
    {
        var (visitor, _) = await KeyholderAsync("onekey@example.test");
        var form = await visitor.FormTokenAsync("/account/passkeys");
        var last = await PasskeyAsync("onekey@example.test");
        (await visitor.PostFormAsync($"/account/passkeys/{last}/remove?return=/account/recovered", [form])).Headers.Location!.OriginalString.ShouldBe("/account/recovered?done=last_way_in");
        (await BodyAsync(visitor, "/account/passkeys?done=last_way_in")).ShouldContain("only way in");
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from passkeys where id = '{last}'")).ShouldBe(1);
        await AddPasskeyAsync("onekey@example.test");
        (await visitor.PostFormAsync($"/account/passkeys/{last}/remove", [form])).Headers.Location!.OriginalString.ShouldBe("/account/passkeys?done=removed");
    }

    [Fact]
    public async Task A_password_set_by_mail_ends_the_codes_that_were_made_before()
    {
        var (_, codes) = await KeyholderAsync("reset-codes@example.test");
        var visitor = platform.Madrid();
        await visitor.SubmitAsync("/forgot-password", "/forgot-password", new Dictionary<string, string> { ["email"] = "reset-codes@example.test" });
        var key = await visitor.KeyOfAsync("reset-codes@example.test", LinkPurpose.ResetPassword);
        (await visitor.PostAsync("/api/v1/auth/reset-password", new { key, password = "another good password" })).IsSuccessStatusCode.ShouldBeTrue();
        (await RecoverAsync(platform.Madrid(), "reset-codes@example.test", codes[0])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // Who opened the account with a passkey, as the table has them; making the key itself needs a device.
    private async Task<(Visitor Visitor, IReadOnlyList<string> Codes)> KeyholderAsync(string email)
    {
        var visitor = platform.Madrid();
        await visitor.RegisterAsync(email);
        await visitor.SignInAsync(email, People.Password);
        await platform.ScalarAsync<string>("madrid", $"update users set password_hash = null where email = '{email}' returning email");
        await AddPasskeyAsync(email);
        var made = await MakeAsync(visitor);
        made.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (visitor, [.. Codes().Matches(await made.Content.ReadAsStringAsync()).Select(one => one.Groups["code"].Value)]);
    }

    private Task<Guid> AddPasskeyAsync(string email) => platform.ScalarAsync<Guid>("madrid", $"""
        insert into passkeys (credential_id, id, user_id, name, public_key, sign_count, transports, is_user_verified, is_backup_eligible, is_backed_up, attestation_object, client_data_json, created_at)
        select decode(md5(random()::text), 'hex'), gen_random_uuid(), id, 'Phone', '\x00', 0, array[]::text[], true, false, false, '\x00', '\x00', now() from users where email = '{email}' returning id
        """);

    private Task<Guid> PasskeyAsync(string email) => platform.ScalarAsync<Guid>("madrid", $"select p.id from passkeys p join users u on u.id = p.user_id where u.email = '{email}'");

    private static Task<HttpResponseMessage> MakeAsync(Visitor visitor) => visitor.SubmitAsync("/account/recovery-codes", "/account/recovery-codes", new Dictionary<string, string>());

    private static Task<HttpResponseMessage> RecoverAsync(Visitor visitor, string email, string code) =>
        visitor.SubmitAsync("/sign-in/recover", "/sign-in/recover", new Dictionary<string, string> { ["email"] = email, ["code"] = code });

    private static async Task<string> BodyAsync(Visitor visitor, string path) => await (await visitor.GetAsync(path)).Content.ReadAsStringAsync();

    private static async Task<string> SentenceAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadAsStringAsync()).Contains("Address and recovery code do not match") ? $"{answer.StatusCode}" : await answer.Content.ReadAsStringAsync();

    [GeneratedRegex("<code>(?<code>[a-z2-9]{4}(-[a-z2-9]{4}){3})</code>")]
    private static partial Regex Codes();

    [GeneratedRegex("action=\"(?<path>/account/sessions/[0-9a-f-]{36}/end)")]
    private static partial Regex Ends();
}
