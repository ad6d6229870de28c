using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

public sealed class SignInTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task The_owner_of_the_clubs_file_may_run_the_club()
    {
        var visitor = platform.Madrid();
        visitor.Token = (string)(await visitor.JsonAsync("/api/v1/auth/login", new { email = "OWNER@madrid.test", password = People.DemoPassword }))["accessToken"]!;
        var me = await visitor.JsonAsync("/api/v1/auth/me");

        me["abilities"]!.AsArray().Select(ability => (string)ability!).ShouldContain("tenant.manage");
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_address_and_a_place_that_rests_answer_alike()
    {
        await platform.Madrid().RegisterAsync("alike@example.test");
        var wrong = await platform.Madrid().LoginAsync("alike@example.test", "wrong");
        var unknown = await platform.Madrid().LoginAsync("nobody@example.test", "wrong");
        for (var guess = 0; guess < 4; guess++) await platform.Madrid().LoginAsync("alike@example.test", "wrong");
        var locked = await platform.Madrid().LoginAsync("alike@example.test", People.Password);

        foreach (var answer in new[] { wrong, unknown, locked })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            var problem = (await answer.JsonOf()).AsObject();
            problem.Remove("traceId");
            problem.ToJsonString().ShouldBe(Without(await wrong.JsonOf(), "traceId"));
        }
    }

    [Fact]
    public async Task Five_wrong_passwords_rest_the_place_they_came_from_for_a_quarter_of_an_hour()
    {
        await platform.Madrid().RegisterAsync("locked@example.test");
        for (var guess = 0; guess < 5; guess++) await platform.Madrid().LoginAsync("locked@example.test", "wrong");
        (await platform.Madrid().LoginAsync("locked@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        platform.Clock.Advance(TimeSpan.FromMinutes(14));
        (await platform.Madrid().LoginAsync("locked@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        (await platform.Madrid().LoginAsync("locked@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_right_password_forgets_the_wrong_ones_before_it()
    {
        await platform.Madrid().RegisterAsync("forgetful@example.test");
        for (var round = 0; round < 2; round++)
        {
            for (var guess = 0; guess < 4; guess++) await platform.Madrid().LoginAsync("forgetful@example.test", "wrong");
            (await platform.Madrid().LoginAsync("forgetful@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_storm_of_sign_ins_is_told_to_come_back_and_the_club_goes_on_answering()
    {
        // More than can run and wait, however many processors this machine has.
        var storm = Enumerable.Range(0, 60 + Environment.ProcessorCount).Select(number => platform.Madrid().LoginAsync($"storm{number}@example.test", "wrong")).ToList();
        var meanwhile = await platform.Madrid().GetAsync("/api/v1/venues");
        var answers = await Task.WhenAll(storm);

        meanwhile.StatusCode.ShouldBe(HttpStatusCode.OK);
        var sentAway = answers.Where(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable).ToList();
        sentAway.ShouldNotBeEmpty();
        sentAway.ShouldAllBe(answer => answer.Headers.RetryAfter != null);
        answers.Except(sentAway).ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_account_of_another_club_is_unknown_here()
    {
        await platform.Madrid().RegisterAsync("only-madrid@example.test");

        (await platform.Lahore().LoginAsync("only-madrid@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Neither_portal_nor_console_signs_anybody_in()
    {
        (await platform.At("localhost").LoginAsync("owner@madrid.test", People.DemoPassword)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.At("admin.localhost").LoginAsync("owner@madrid.test", People.DemoPassword)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Without(System.Text.Json.Nodes.JsonNode problem, string member)
    {
        problem.AsObject().Remove(member);
        return problem.ToJsonString();
    }
}
