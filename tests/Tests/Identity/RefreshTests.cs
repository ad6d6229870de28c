using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

public sealed class RefreshTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_refresh_token_gives_the_next_pair()
    {
        var visitor = platform.Madrid();
        var first = await visitor.EnterAsync("rotate@example.test");
        var answer = await (await visitor.RefreshAsync(first)).JsonOf();

        ((string)answer["refreshToken"]!).ShouldNotBe(first);
        visitor.Token = (string)answer["accessToken"]!;
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refresh_token_used_twice_ends_the_session()
    {
        var (owner, thief) = (platform.Madrid(), platform.Madrid());
        var stolen = await owner.EnterAsync("robbed@example.test");
        var next = await (await owner.RefreshAsync(stolen)).RefreshTokenOf();

        var reuse = await thief.RefreshAsync(stolen);
        reuse.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await reuse.SlugOf()).ShouldBe("invalid_refresh_token");
        (await owner.RefreshAsync(next)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await owner.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from platform.outbox where event_type = 'SESSION_ENDED' and payload->>'reason' = 'token_reused'")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Of_many_who_come_with_one_token_at_once_one_is_served_and_the_session_ends()
    {
        var visitor = platform.Madrid();
        var token = await visitor.EnterAsync("raced@example.test");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => platform.Madrid().RefreshAsync(token)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK || answer.StatusCode == HttpStatusCode.Unauthorized);
        var next = await answers.First(answer => answer.StatusCode == HttpStatusCode.OK).RefreshTokenOf();
        (await visitor.RefreshAsync(next)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_device_of_the_same_person_stays_signed_in()
    {
        var (phone, laptop) = (platform.Madrid(), platform.Madrid());
        var stolen = await phone.EnterAsync("two-devices@example.test");
        await laptop.EnterAsync("two-devices@example.test");
        await phone.RefreshAsync(stolen);
        await phone.RefreshAsync(stolen);

        (await phone.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        (await laptop.MeAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_ends_after_seven_days_without_use_and_not_before()
    {
        var visitor = platform.Madrid();
        var token = await visitor.EnterAsync("idle@example.test");
        platform.Clock.Advance(TimeSpan.FromDays(6.9));
        token = await (await visitor.RefreshAsync(token)).RefreshTokenOf();
        platform.Clock.Advance(TimeSpan.FromDays(6.9));
        token = await (await visitor.RefreshAsync(token)).RefreshTokenOf();

        platform.Clock.Advance(TimeSpan.FromDays(7.1));
        (await visitor.RefreshAsync(token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_ends_after_ninety_days_however_busy()
    {
        var visitor = platform.Madrid();
        var token = await visitor.EnterAsync("busy@example.test");
        for (var day = 0; day < 90; day += 6)
        {
            token = await (await visitor.RefreshAsync(token)).RefreshTokenOf();
            platform.Clock.Advance(TimeSpan.FromDays(6));
        }

        (await visitor.RefreshAsync(token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_refresh_token_of_another_club_is_unknown_here()
    {
        var token = await platform.Madrid().EnterAsync("traveller@example.test");

        (await platform.Lahore().RefreshAsync(token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.Madrid().RefreshAsync(token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refresh_works_beside_an_access_token_that_has_run_out()
    {
        var visitor = platform.Madrid();
        var token = await visitor.EnterAsync("late@example.test");
        platform.Clock.Advance(TimeSpan.FromMinutes(20));

        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        (await visitor.RefreshAsync(token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Logging_out_ends_the_session_with_all_its_tokens()
    {
        var visitor = platform.Madrid();
        var token = await visitor.EnterAsync("leaver@example.test");

        (await visitor.PostAsync("/api/v1/auth/logout")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        (await visitor.RefreshAsync(token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task No_token_is_stored_as_it_is()
    {
        var token = await platform.Madrid().EnterAsync("kept@example.test");

        (await platform.ScalarAsync<long>("madrid", $"select count(*) from refresh_tokens r where to_jsonb(r)::text like '%{token}%'")).ShouldBe(0);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from refresh_tokens where hash = sha256('{token}')")).ShouldBe(1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_missing_refresh_token_is_malformed(string? token) => (await platform.Madrid().RefreshAsync(token!)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("with \0 inside")]
    public async Task An_unknown_refresh_token_is_refused(string token) => (await platform.Madrid().RefreshAsync(token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
}
