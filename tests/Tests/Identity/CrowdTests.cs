using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

/// <summary>A process that checks many passwords side by side, as several small processes together do.</summary>
public sealed class ManyAtOnce : PlatformFixture
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Identity:SignInsAtOnce"] = "8" };
}

public sealed class CrowdTests(ManyAtOnce platform) : IClassFixture<ManyAtOnce>
{
    [Fact]
    public async Task Ten_registrations_at_once_make_one_account()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => platform.Madrid().RegisterAsync("crowd@example.test")));

        answers.Select(answer => (string)answer["account"]!["id"]!).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Guesses_that_come_at_once_are_all_counted()
    {
        await platform.Madrid().RegisterAsync("burst@example.test");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => platform.Madrid().LoginAsync("burst@example.test", "wrong")));

        (await platform.Madrid().LoginAsync("burst@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
