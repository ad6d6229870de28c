using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Identity.ApiKeys;
using PadelSaaS.Platform.Http;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Edge;

/// <summary>A platform whose limits are reached in a few requests, and give nothing back while a test runs.</summary>
public sealed class Limited : PlatformFixture
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Limits:Factor"] = "1",
        ["Limits:SignIn:Burst"] = "4",
        ["Limits:SignIn:PerMinute"] = "1",
        ["Limits:Link:Burst"] = "3",
        ["Limits:Link:PerMinute"] = "1",
        ["Limits:Search:Burst"] = "3",
        ["Limits:Search:PerMinute"] = "1",
        ["Limits:Upload:Burst"] = "2",
        ["Limits:Upload:PerMinute"] = "1",
        ["Limits:Caller:Burst"] = "30",
        ["Limits:Caller:PerMinute"] = "1",
    };

    protected override void More(IServiceCollection services) => services.AddSingleton<IStartupFilter, FromAddresses>();
}

public sealed class LimitTests(Limited platform) : IClassFixture<Limited>
{
    private static readonly string[] Sentences = ["Too many requests came from here. Wait a moment, then try again."];
    private static int network = 10;

    [Fact]
    public async Task A_network_that_tries_many_accounts_is_told_when_to_come_back()
    {
        var visitor = platform.Madrid().From(NewNetwork());
        for (var number = 0; number < 4; number++) (await visitor.LoginAsync($"spray{number}@example.test", "wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var refused = await visitor.LoginAsync("spray5@example.test", "wrong");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await refused.JsonOf();
        ((string)problem["slug"]!, (string)problem["title"]!).ShouldBe(("too_many_requests", Sentences[0]));
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBe((int)problem["retryAfterSeconds"]!);
        refused.Headers.RetryAfter.Delta.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

        // The page counts with the API, other networks and other clubs' courts do not.
        var page = await visitor.SignInAsync("spray6@example.test", "wrong");
        page.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await platform.Madrid().From(NewNetwork()).LoginAsync("spray7@example.test", "wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await visitor.GetAsync("/api/v1/venues")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_flood_of_made_up_keys_is_refused_before_the_database_is_asked_whose_they_are()
    {
        var clerk = platform.Madrid().From(NewNetwork());
        clerk.Token = (string)(await (await clerk.LoginAsync("desk@madrid.test", People.DemoPassword)).JsonOf())["accessToken"]!;
        var key = (string)(await clerk.JsonAsync("/api/v1/auth/keys", new { name = "flood", days = 30, password = People.DemoPassword }))["key"]!;
        var flooding = platform.Madrid().From(NewNetwork());
        for (var number = 0; number < 30; number++)
        {
            flooding.Token = KeyText.New();
            (await flooding.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
        // Even a right one is nobody's now: it is not looked for. From elsewhere it is.
        flooding.Token = key;
        (await flooding.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await platform.ScalarAsync<bool>("madrid", "select last_used_at is null from api_keys where name = 'flood'")).ShouldBeTrue();
        var program = platform.Madrid().From(NewNetwork());
        program.Token = key;
        (await program.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_person_reads_a_page_about_it_in_their_language()
    {
        var visitor = platform.Madrid().From(NewNetwork());
        visitor.Headers["Accept"] = "text/html";
        for (var number = 0; number < 3; number++) (await ForgetAsync(visitor, number)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var refused = await ForgetAsync(visitor, 4);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        var html = await refused.Content.ReadAsStringAsync();
        html.ShouldContain("A little too fast");
        html.ShouldContain(Sentences[0]);
        await visitor.GetAsync("/forgot-password?lang=es");
        (await (await ForgetAsync(visitor, 5)).Content.ReadAsStringAsync()).ShouldContain("Demasiado rápido");
    }

    [Fact]
    public async Task One_subscriber_of_IPv6_is_one_network()
    {
        for (var number = 0; number < 4; number++) (await platform.Madrid().From($"2001:db8:9:9::{number + 1:x}").LoginAsync("v6@example.test", "wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        (await platform.Madrid().From("2001:db8:9:9:abcd::1").LoginAsync("v6@example.test", "wrong")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await platform.Madrid().From("2001:db8:9:a::1").LoginAsync("v6@example.test", "wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Whoever_is_signed_in_is_counted_alone_and_not_with_the_network()
    {
        var shared = NewNetwork();
        var desk = platform.Madrid();
        desk.Token = (string)(await desk.From(NewNetwork()).JsonAsync("/api/v1/auth/login", new { email = "owner@madrid.test", password = People.DemoPassword }))["accessToken"]!;
        desk.From(shared);
        var guest = platform.Madrid().From(shared);
        var answers = new List<HttpStatusCode>();
        for (var number = 0; number < 31; number++) answers.Add((await guest.GetAsync("/api/v1/venues")).StatusCode);
        answers.Count(status => status == HttpStatusCode.OK).ShouldBe(30);
        answers[^1].ShouldBe(HttpStatusCode.TooManyRequests);

        (await desk.GetAsync("/api/v1/venues")).StatusCode.ShouldBe(HttpStatusCode.OK);
        for (var number = 0; number < 31; number++) answers.Add((await desk.GetAsync("/api/v1/venues")).StatusCode);
        answers[^1].ShouldBe(HttpStatusCode.TooManyRequests, "an account has its own share, wherever it is");
        desk.From(NewNetwork());
        (await desk.GetAsync("/api/v1/venues")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Costly_questions_and_files_are_counted_by_themselves()
    {
        var visitor = platform.Madrid().From(NewNetwork());
        for (var number = 0; number < 3; number++) (await SearchAsync(visitor)).ShouldBe(HttpStatusCode.OK);
        (await SearchAsync(visitor)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await visitor.GetAsync("/api/v1/venues")).StatusCode.ShouldBe(HttpStatusCode.OK);

        for (var number = 0; number < 2; number++) (await visitor.PostAsync("/api/v1/customers/imports", new { csv = "x" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await visitor.PostAsync("/api/v1/customers/imports", new { csv = "x" })).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Files_probes_and_other_clubs_are_not_counted_with_it()
    {
        var from = NewNetwork();
        var visitor = platform.Madrid().From(from);
        for (var number = 0; number < 40; number++) (await visitor.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await visitor.GetAsync("/api/v1/venues")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("198.51.100.7", "198.51.100.7")]
    [InlineData("::ffff:198.51.100.7", "198.51.100.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("::1", "::1")]
    public void A_network_is_an_address_or_a_subscriber(string address, string network) => Network.Of(IPAddress.Parse(address)).ShouldBe(network);

    [Fact]
    public void A_limit_that_allows_nothing_is_refused_at_the_start()
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { ["Limits:SignIn:Burst"] = "0" };
        Should.Throw<InvalidOperationException>(() => new LimitRules(configuration)).Message.ShouldContain("Limits:SignIn");
    }

    private static string NewNetwork() => $"203.0.113.{Interlocked.Increment(ref network)}";

    private static Task<HttpResponseMessage> ForgetAsync(Visitor visitor, int number) =>
        visitor.SubmitAsync("/forgot-password", "/forgot-password", new Dictionary<string, string> { ["email"] = $"forgot{number}@example.test" });

    private async Task<HttpStatusCode> SearchAsync(Visitor visitor)
    {
        var day = DateOnly.FromDateTime(platform.Clock.Now.UtcDateTime).AddDays(2);
        return (await visitor.GetAsync($"/api/v1/availability/search?from={day:yyyy-MM-dd}&to={day.AddDays(1):yyyy-MM-dd}&duration=60")).StatusCode;
    }
}
