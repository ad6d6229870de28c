using System.Net;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

/// <summary>A process that checks many passwords side by side, as several small processes together do, over few connections.</summary>
public sealed class ManyAtOnce : PlatformFixture
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Identity:SignInsAtOnce"] = "8", ["Database:FrontPoolSize"] = "2" };
}

public sealed class CrowdTests(ManyAtOnce platform) : IClassFixture<ManyAtOnce>
{
    [Fact]
    public async Task Ten_registrations_at_once_are_three_mails_and_one_account()
    {
        var asked = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => platform.Madrid().AskForAccountAsync("crowd@example.test")));
        asked.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Accepted);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from one_time_links where address = 'CROWD@EXAMPLE.TEST'")).ShouldBe(3);

        var key = await platform.Madrid().KeyOfAsync("crowd@example.test", LinkPurpose.Register);
        var opened = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => platform.Madrid().PostAsync("/api/v1/auth/register/confirm", new { key, password = People.Password })));
        opened.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        opened.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(4);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from users where email = 'crowd@example.test'")).ShouldBe(1);
    }

    [Fact]
    public async Task Guesses_that_come_at_once_are_all_counted()
    {
        await platform.Madrid().RegisterAsync("burst@example.test");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => platform.Madrid().LoginAsync("burst@example.test", "wrong")));

        (await platform.Madrid().LoginAsync("burst@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Clients_that_refresh_at_once_do_not_wait_for_each_others_connection()
    {
        var tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => platform.Madrid().EnterAsync($"pool{number}@example.test")));
        // By now the process wants to read its signing keys again.
        platform.Clock.Advance(TimeSpan.FromMinutes(6));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var answers = await Task.WhenAll(tokens.Select(token => platform.Madrid().RefreshAsync(token)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }
}
