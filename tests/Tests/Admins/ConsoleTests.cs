using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tests.Edge;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Admins;

/// <summary>A platform that is told where its visitors come from.</summary>
public sealed class FromAnywhere : PlatformFixture
{
    protected override void More(IServiceCollection services) => services.AddSingleton<IStartupFilter, FromAddresses>();
}

/// <summary>The console lets in who runs the platform, with both factors, and nobody else.</summary>
public sealed partial class ConsoleTests(FromAnywhere platform) : IClassFixture<FromAnywhere>
{
    [Fact]
    public async Task A_new_admin_opens_the_link_once_chooses_a_password_and_proves_the_authenticator()
    {
        const string Email = "grace@padel.example";
        var link = await platform.OfficeAsync(office => office.InviteAsync(Email, "Grace"));
        link.ShouldStartWith("http://admin.localhost");
        var page = new Uri(link).PathAndQuery;
        var visitor = platform.At(Console.Host);
        var shown = await (await visitor.GetAsync(page)).Content.ReadAsStringAsync();
        var secret = SecretShown().Match(shown).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        (await visitor.GetAsync(page.Replace("/setup", "/setup/qr.svg", StringComparison.Ordinal))).Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");

        (await SetUpAsync("short", Totp.Code(secret, platform.Clock.GetUtcNow()))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await SetUpAsync(Console.Password, Totp.Code(secret, platform.Clock.GetUtcNow().AddHours(1)))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await SetUpAsync(Console.Password, Totp.Code(secret, platform.Clock.GetUtcNow()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await visitor.GetAsync("/admins")).Content.ReadAsStringAsync()).ShouldContain(Email);

        // The link is used; the password and the next code let her in again, on another device.
        (await platform.At(Console.Host).GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.EnterAsync(platform.At(Console.Host), Email, Console.Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        // Nothing in the table opens anything.
        (await Cluster.ScalarAsync<bool>(platform.Database, "select bool_and(substring(totp_sealed from 1 for 1) = '\\x01') from platform.admins")).ShouldBeTrue();
        (await Cluster.ScalarAsync<long>(platform.Database, $"select count(*) from platform.admin_links where encode(hash, 'escape') like '%{link[^20..]}%'")).ShouldBe(0);

        Task<HttpResponseMessage> SetUpAsync(string password, string code) => visitor.SubmitAsync(page, "/setup", new Dictionary<string, string> { ["password"] = password, ["code"] = code });
    }

    [Fact]
    public async Task A_link_older_than_a_day_and_one_that_was_replaced_do_not_work()
    {
        var first = await platform.OfficeAsync(office => office.InviteAsync("late@padel.example", "Late"));
        var second = await platform.OfficeAsync(office => office.InviteAsync("late@padel.example", "Late"));
        (await platform.At(Console.Host).GetAsync(new Uri(first).PathAndQuery)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.At(Console.Host).GetAsync(new Uri(second).PathAndQuery)).StatusCode.ShouldBe(HttpStatusCode.OK);
        platform.Clock.Advance(TimeSpan.FromHours(25));
        var gone = await platform.At(Console.Host).GetAsync(new Uri(second).PathAndQuery);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await gone.Content.ReadAsStringAsync()).ShouldContain("This link does not work");
    }

    [Fact]
    public async Task Both_factors_are_needed_and_a_code_works_once()
    {
        const string Email = "both@padel.example";
        await platform.AdminAsync(Email);
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        var code = (await platform.OfficeAsync(office => office.CodeAsync(Email)))!;
        (await platform.EnterAsync(platform.At(Console.Host), Email, "a wrong password", code)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.EnterAsync(platform.At(Console.Host), Email, Console.Password, "123")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.EnterAsync(platform.At(Console.Host), "nobody@padel.example", Console.Password, code)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.EnterAsync(platform.At(Console.Host), Email, Console.Password, code)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.EnterAsync(platform.At(Console.Host), Email, Console.Password, code)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Wrong_passwords_rest_the_place_they_came_from_and_lock_no_admin_out()
    {
        const string Email = "rest@padel.example";
        await platform.AdminAsync(Email);
        for (var guess = 0; guess < 5; guess++) (await GuessAsync("203.0.113.5")).ShouldBe(HttpStatusCode.Unauthorized);
        (await EnterAsync("203.0.113.5")).ShouldBe(HttpStatusCode.Unauthorized, "the place rests, also with the right answers");
        (await EnterAsync("198.51.100.20")).ShouldBe(HttpStatusCode.Redirect, "the admin comes from elsewhere");
        (await EnterAsync("203.0.113.5")).ShouldBe(HttpStatusCode.Unauthorized, "their success does not wake it");
        platform.Clock.Advance(TimeSpan.FromMinutes(15));
        (await EnterAsync("203.0.113.5")).ShouldBe(HttpStatusCode.Redirect);

        // Many places together: from the twenty-first on each has one guess, and rests for an hour.
        for (var place = 1; place <= 8; place++)
            for (var guess = 0; guess < 3; guess++) await GuessAsync($"192.0.2.{place}");
        await GuessAsync("192.0.2.77");
        platform.Clock.Advance(TimeSpan.FromMinutes(20));
        (await EnterAsync("192.0.2.77")).ShouldBe(HttpStatusCode.Unauthorized);
        (await EnterAsync("192.0.2.78")).ShouldBe(HttpStatusCode.Redirect);

        // A new start from the command line is one for everybody.
        await platform.OfficeAsync(office => office.InviteAsync(Email, "Rest", default));
        (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.admin_guesses g join platform.admins a on a.id = g.admin_id where a.email = 'rest@padel.example'")).ShouldBe(0);

        async Task<HttpStatusCode> GuessAsync(string from) => (await platform.EnterAsync(platform.At(Console.Host).From(from), Email, "a wrong password", "000000")).StatusCode;
        async Task<HttpStatusCode> EnterAsync(string from) => (await platform.EnterAsync(platform.At(Console.Host).From(from), Email, Console.Password)).StatusCode;
    }

    [Fact]
    public async Task Only_who_knows_the_password_rests_an_admin_by_wrong_codes()
    {
        const string Email = "codes@padel.example";
        await platform.AdminAsync(Email);
        for (var guess = 0; guess < 5; guess++) (await platform.EnterAsync(platform.At(Console.Host).From($"192.0.2.{100 + guess}"), Email, Console.Password, "abc")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.EnterAsync(platform.At(Console.Host).From("198.51.100.21"), Email, Console.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        platform.Clock.Advance(TimeSpan.FromMinutes(15));
        (await platform.EnterAsync(platform.At(Console.Host).From("198.51.100.21"), Email, Console.Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_session_ends_when_nobody_does_anything_when_the_day_is_over_and_when_the_admin_is_shown_out()
    {
        const string Email = "ends@padel.example";
        var idle = await platform.AdminAsync(Email);
        platform.Clock.Advance(TimeSpan.FromMinutes(20));
        (await idle.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        platform.Clock.Advance(TimeSpan.FromMinutes(31));
        (await idle.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var busy = await platform.AdminAsync(Email);
        for (var quarter = 0; quarter < 47; quarter++)
        {
            platform.Clock.Advance(TimeSpan.FromMinutes(15));
            (await busy.GetAsync("/admins")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        platform.Clock.Advance(TimeSpan.FromMinutes(16));
        (await busy.GetAsync("/admins")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var leaves = await platform.AdminAsync(Email);
        var kept = new Dictionary<string, string>(leaves.Cookies);
        await leaves.SubmitAsync("/", "/sign-out", new Dictionary<string, string>());
        foreach (var (name, value) in kept) leaves.Cookies[name] = value;
        (await leaves.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var shownOut = await platform.AdminAsync(Email);
        (await platform.OfficeAsync(office => office.DisableAsync(Email))).ShouldBeTrue();
        (await shownOut.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.EnterAsync(platform.At(Console.Host), Email, Console.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Nobody_of_a_club_is_anybody_at_the_console_and_no_admin_at_a_club()
    {
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        var admin = await platform.AdminAsync("doors@padel.example");
        var (atConsole, atClub) = (platform.At(Console.Host), platform.Madrid());
        foreach (var (name, value) in owner.Cookies) atConsole.Cookies[name] = value;
        foreach (var (name, value) in admin.Cookies) atClub.Cookies[name] = value;
        foreach (var page in new[] { "/", "/admins" })
        {
            var answer = await atConsole.GetAsync(page);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            answer.Headers.Location!.ToString().ShouldStartWith("/sign-in?return=");
        }
        (await atClub.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await atClub.GetAsync("/admins")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // The club's cookie under the console's name is another protector's: worth nothing.
        atConsole.Cookies["padel_console"] = owner.Cookies["padel_session"];
        (await atConsole.GetAsync("/admins")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        // After signing in one comes to where one wanted to go, and never to another site.
        (await platform.EnterAsync(platform.At(Console.Host), "doors@padel.example", Console.Password, page: "/sign-in?return=%2Fadmins")).Headers.Location!.ToString().ShouldBe("/admins");
        (await platform.EnterAsync(platform.At(Console.Host), "doors@padel.example", Console.Password, page: "/sign-in?return=%2F%2Fevil.example")).Headers.Location!.ToString().ShouldBe("/");
    }

    [Fact]
    public async Task What_admins_do_stands_in_the_platforms_audit_log()
    {
        await platform.AdminAsync("logged@padel.example");
        await platform.EnterAsync(platform.At(Console.Host), "logged@padel.example", "a wrong password", "000000");
        var acts = await Cluster.ScalarAsync<string[]>(platform.Database,
            "select array_agg(act order by seq) from platform.platform_audit where subject = (select 'admin ' || id from platform.admins where email = 'logged@padel.example')");
        acts.ShouldBe(["admin.invited", "session.opened", "sign_in.refused"]);
        (await Cluster.ScalarAsync<string>(platform.Database, "select content::jsonb -> 'actor' ->> 'kind' from platform.platform_audit where act = 'session.opened' order by seq desc limit 1")).ShouldBe("admin");
        (await platform.Services.GetRequiredService<AuditVerifier>().VerifyAsync("platform")).Faults.ShouldBeEmpty();
    }

    [GeneratedRegex("<code dir=\"ltr\">([A-Z2-7 ]+)</code>")]
    private static partial Regex SecretShown();
}
