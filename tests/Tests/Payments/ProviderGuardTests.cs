using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments;

public sealed class ProviderGuardTests
{
    private readonly FakeClock clock = new();

    [Fact]
    public async Task A_provider_that_keeps_failing_is_left_alone_and_tried_again_after_a_while()
    {
        var guards = Guards();
        guards.IsDown("stripe").ShouldBeFalse();
        for (var i = 0; i < ProviderGuard.Fewest; i++) await Should.ThrowAsync<ProviderDownException>(() => guards.Of("stripe").RunAsync<int>(_ => throw new HttpRequestException("no"), default));
        guards.IsDown("stripe").ShouldBeTrue();
        guards.IsDown("jazzcash").ShouldBeFalse();

        var asked = 0;
        await Should.ThrowAsync<ProviderDownException>(() => guards.Of("stripe").RunAsync(_ => Task.FromResult(++asked), default));
        asked.ShouldBe(0);
        clock.Advance(ProviderGuard.Rest + TimeSpan.FromSeconds(1));
        // It is offered again before anybody asked: otherwise nobody ever would.
        guards.IsDown("stripe").ShouldBeFalse();
        (await guards.Of("stripe").RunAsync(_ => Task.FromResult(++asked), default)).ShouldBe(1);
        guards.IsDown("stripe").ShouldBeFalse();
    }

    [Fact]
    public async Task Refusals_open_no_breaker()
    {
        var guards = Guards();
        for (var i = 0; i < 3 * ProviderGuard.Fewest; i++) await Should.ThrowAsync<InvalidOperationException>(() => guards.Of("stripe").RunAsync<int>(_ => throw new InvalidOperationException("declined"), default));
        guards.IsDown("stripe").ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_that_takes_too_long_ends_and_one_too_many_at_once_waits()
    {
        var slow = Guards(("Guard:Seconds", "0.05"));
        (await Should.ThrowAsync<ProviderDownException>(() => slow.Of("stripe").RunAsync(async stop => { await Task.Delay(Timeout.Infinite, stop); return 1; }, default))).Message.ShouldContain("in time");

        var narrow = Guards(("Guard:AtOnce", "1"));
        var first = new TaskCompletionSource<int>();
        var (inside, second) = (narrow.Of("stripe").RunAsync(_ => first.Task, default), narrow.Of("stripe").RunAsync(_ => Task.FromResult(2), default));
        second.IsCompleted.ShouldBeFalse();
        first.SetResult(1);
        (await inside).ShouldBe(1);
        (await second).ShouldBe(2);
    }

    private ProviderGuards Guards(params (string Key, string Value)[] settings) => new(
        clock, new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(one => one.Key, one => (string?)one.Value)).Build(), NullLogger<ProviderGuards>.Instance);
}
