using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Host;
using PadelSaaS.Tests.Edge;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

/// <summary>A platform that counts how often a password is hashed, with visitors from everywhere.</summary>
public sealed class Counting : PlatformFixture
{
    /// <summary>Hashes computed so far, whatever for.</summary>
    public int Hashes => hashes;

    private int hashes;

    protected override void More(IServiceCollection services)
    {
        services.AddSingleton<IStartupFilter, FromAddresses>();
        // Whatever type accounts have: it is the service's own.
        var registered = services.Last(one => one.ServiceType.IsGenericType && one.ServiceType.GetGenericTypeDefinition() == typeof(IPasswordHasher<>) && one.ServiceType.GenericTypeArguments[0].Name == "User");
        var decorator = typeof(Counted<>).MakeGenericType(registered.ServiceType.GenericTypeArguments);
        services.Remove(registered);
        services.AddScoped(registered.ServiceType, provider => Activator.CreateInstance(decorator, () => { Interlocked.Increment(ref hashes); })!);
    }

    private sealed class Counted<T>(Action count) : IPasswordHasher<T> where T : class
    {
        private readonly PasswordHasher<T> real = new();

        public string HashPassword(T user, string password)
        {
            count();
            return real.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(T user, string hashedPassword, string providedPassword)
        {
            count();
            return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}

/// <summary>Who guesses passwords locks out nobody but themselves, and learns nothing.</summary>
public sealed class GuessTests(Counting platform) : IClassFixture<Counting>
{
    private const string Stranger = "203.0.113.5";
    private const string Home = "198.51.100.20";

    [Fact]
    public async Task A_stranger_who_guesses_does_not_keep_the_owner_out()
    {
        await platform.Madrid().RegisterAsync("owner-1@example.test");
        for (var guess = 0; guess < 8; guess++) (await GuessAsync("owner-1@example.test", Stranger)).ShouldBe(HttpStatusCode.Unauthorized);

        (await LoginAsync("owner-1@example.test", Stranger)).ShouldBe(HttpStatusCode.Unauthorized, "also with the right password: that place rests");
        (await LoginAsync("owner-1@example.test", Home)).ShouldBe(HttpStatusCode.OK);
        (await LoginAsync("owner-1@example.test", Stranger)).ShouldBe(HttpStatusCode.Unauthorized, "the owner's success does not wake it");
    }

    [Fact]
    public async Task A_network_of_IPv6_is_one_place_whatever_address_it_uses()
    {
        await platform.Madrid().RegisterAsync("six@example.test");
        for (var guess = 0; guess < 5; guess++) await GuessAsync("six@example.test", $"2001:db8:1:2::{guess + 1:x}");

        (await LoginAsync("six@example.test", "2001:db8:1:2:ffff::9")).ShouldBe(HttpStatusCode.Unauthorized);
        (await LoginAsync("six@example.test", "2001:db8:1:3::1")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Many_places_that_guess_together_are_slowed_down_and_a_device_the_account_knows_is_not()
    {
        await platform.Madrid().RegisterAsync("crowded@example.test");
        var device = platform.Madrid().From(Home);
        (await device.SignInAsync("crowded@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await device.SubmitAsync("/account", "/sign-out", new Dictionary<string, string>());
        for (var place = 1; place <= 7; place++)
            for (var guess = 0; guess < 3; guess++) await GuessAsync("crowded@example.test", $"203.0.113.{place}");

        // From now on a place has one guess, and then rests for an hour.
        (await GuessAsync("crowded@example.test", "203.0.113.77")).ShouldBe(HttpStatusCode.Unauthorized);
        (await LoginAsync("crowded@example.test", "203.0.113.77")).ShouldBe(HttpStatusCode.Unauthorized);
        platform.Clock.Advance(TimeSpan.FromMinutes(20));
        (await LoginAsync("crowded@example.test", "203.0.113.77")).ShouldBe(HttpStatusCode.Unauthorized);

        // Its owner comes from somewhere new with the right password, and from the device they always have, even after a slip.
        (await LoginAsync("crowded@example.test", "192.0.2.200")).ShouldBe(HttpStatusCode.OK);
        device.From("203.0.113.77");
        for (var slip = 0; slip < 3; slip++) (await device.SignInAsync("crowded@example.test", "a slip")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await device.SignInAsync("crowded@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        platform.Clock.Advance(TimeSpan.FromHours(2));
        (await LoginAsync("crowded@example.test", "203.0.113.77")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_known_device_has_ten_guesses_and_speaks_for_its_own_account_alone()
    {
        await platform.Madrid().RegisterAsync("mine@example.test");
        await platform.Madrid().RegisterAsync("theirs@example.test");
        var device = platform.Madrid().From("192.0.2.31");
        await device.SignInAsync("mine@example.test", People.Password);
        await device.SubmitAsync("/account", "/sign-out", new Dictionary<string, string>());

        for (var guess = 0; guess < 5; guess++) await device.SignInAsync("theirs@example.test", "wrong");
        (await device.SignInAsync("theirs@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "for that account it is a stranger");
        for (var guess = 0; guess < 10; guess++) await device.SignInAsync("mine@example.test", "wrong");
        (await device.SignInAsync("mine@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await LoginAsync("mine@example.test", Home)).ShouldBe(HttpStatusCode.OK, "the device that was stolen rests, not the account");
    }

    [Fact]
    public async Task A_device_cookie_of_another_club_or_made_up_is_none()
    {
        await platform.Madrid().RegisterAsync("forged@example.test");
        var visitor = platform.Madrid().From("192.0.2.41");
        visitor.Cookies["padel_device"] = "made-up";
        for (var guess = 0; guess < 5; guess++) await visitor.LoginAsync("forged@example.test", "wrong");

        (await visitor.LoginAsync("forged@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Whoever_reads_the_mail_gives_everybody_a_new_start()
    {
        await platform.Madrid().RegisterAsync("fresh-start@example.test");
        for (var guess = 0; guess < 5; guess++) await GuessAsync("fresh-start@example.test", Home);
        await platform.Madrid().PostAsync("/api/v1/auth/forgot-password", new { email = "fresh-start@example.test" });
        var key = await platform.Madrid().KeyOfAsync("fresh-start@example.test", LinkPurpose.ResetPassword);
        (await platform.Madrid().PostAsync("/api/v1/auth/reset-password", new { key, password = "another horse battery" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await platform.Madrid().From(Home).LoginAsync("fresh-start@example.test", "another horse battery")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_hash_costs_a_hundred_thousand_rounds_where_no_test_asks_for_less()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ApplicationName = "padel", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration["Database:Owner"] = platform.App;
        await using var asInProduction = Building.Prepare(builder, PadelSaaS.Host.House.Choose("all")).Build();

        asInProduction.Services.GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount.ShouldBeGreaterThanOrEqualTo(100_000);
    }

    [Fact]
    public async Task Every_attempt_costs_one_hash_whoever_is_asked_about()
    {
        await platform.Madrid().RegisterAsync("hashed@example.test");
        for (var guess = 0; guess < 5; guess++) await GuessAsync("hashed@example.test", "192.0.2.51");
        await platform.ExecuteAsync("madrid", "update users set password_hash = null where email = 'desk@madrid.test'");

        async Task<int> CostAsync(Func<Task> act)
        {
            var before = platform.Hashes;
            await act();
            return platform.Hashes - before;
        }
        (await CostAsync(() => GuessAsync("hashed@example.test", Home))).ShouldBe(1, "known");
        (await CostAsync(() => GuessAsync("nobody-at-all@example.test", Home))).ShouldBe(1, "unknown");
        (await CostAsync(() => GuessAsync("hashed@example.test", "192.0.2.51"))).ShouldBe(1, "a place that rests");
        (await CostAsync(() => GuessAsync("desk@madrid.test", Home))).ShouldBe(1, "no password yet");
        (await CostAsync(() => platform.Madrid().AskForAccountAsync("hashed@example.test"))).ShouldBe(1, "registering a taken address");
        (await CostAsync(() => platform.Madrid().AskForAccountAsync("hashed-new@example.test"))).ShouldBe(1, "registering a new one");
    }

    [Fact]
    public async Task The_table_of_failures_says_nothing_of_who_has_an_account_or_where_people_are()
    {
        await platform.Madrid().RegisterAsync("written@example.test");
        await GuessAsync("written@example.test", "192.0.2.61");
        await GuessAsync("unwritten@example.test", "192.0.2.61");
        var stored = await platform.ScalarAsync<string>("madrid", "select string_agg(to_jsonb(f)::text, '') from sign_in_failures f");

        stored.ShouldNotContain("written");
        stored.ShouldNotContain("192.0.2.61");
        (await platform.ScalarAsync<long>("madrid", "select count(distinct address) from sign_in_failures")).ShouldBeGreaterThanOrEqualTo(2);
    }

    private async Task<HttpStatusCode> GuessAsync(string email, string from) => (await platform.Madrid().From(from).LoginAsync(email, "wrong")).StatusCode;

    private async Task<HttpStatusCode> LoginAsync(string email, string from) => (await platform.Madrid().From(from).LoginAsync(email, People.Password)).StatusCode;
}
