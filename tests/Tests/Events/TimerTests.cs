using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Events;

/// <summary>What was promised for a time happens then, once, whoever is alive.</summary>
public sealed partial class TimerTests : IClassFixture<EventsFixture>
{
    private const string Job = "probe.ring";
    private readonly EventsFixture platform;

    public TimerTests(EventsFixture platform)
    {
        this.platform = platform;
        platform.Rung.Clear();
        platform.OnRing = (_, _) => Task.CompletedTask;
    }

    [Fact]
    public async Task A_timer_rings_once_at_its_time_for_its_own_club()
    {
        await SetAsync("lahore", platform.Clock.Now.AddMinutes(5), "later");
        await RingAsync();
        platform.Rung.ShouldBeEmpty();
        platform.Clock.Advance(TimeSpan.FromMinutes(5));
        await RingAsync();
        platform.Clock.Advance(TimeSpan.FromHours(1));
        await RingAsync();
        platform.Rung.ShouldBe(["lahore later"]);
        (await LeftAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Several_processes_ring_each_timer_once()
    {
        for (var i = 0; i < 40; i++) await SetAsync("madrid", platform.Clock.Now, $"{i}");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RingAsync()));
        platform.Rung.Count.ShouldBe(40);
        platform.Rung.ShouldBeUnique();
    }

    [Fact]
    public async Task A_timer_whose_process_died_rings_again_after_a_minute()
    {
        await SetAsync("madrid", platform.Clock.Now, "crash");
        using var death = new CancellationTokenSource();
        platform.OnRing = async (_, stop) =>
        {
            await death.CancelAsync();
            stop.ThrowIfCancellationRequested();
        };
        await Should.ThrowAsync<OperationCanceledException>(() => platform.Services.GetRequiredService<Timers>().RingDueAsync(death.Token));

        platform.OnRing = (_, _) => Task.CompletedTask;
        platform.Clock.Advance(TimeSpan.FromSeconds(59));
        await RingAsync();
        platform.Rung.Count.ShouldBe(1);
        platform.Clock.Advance(TimeSpan.FromSeconds(2));
        await RingAsync();
        platform.Rung.ShouldBe(["madrid crash", "madrid crash"]);
        (await LeftAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_timer_that_fails_is_tried_again_and_parked_with_its_error_after_ten_times()
    {
        await SetAsync("madrid", platform.Clock.Now, "fails");
        platform.OnRing = (key, _) => key == "fails" ? throw new InvalidOperationException("It failed.") : Task.CompletedTask;
        for (var i = 0; i < 14; i++)
        {
            await RingAsync();
            platform.Clock.Advance(TimeSpan.FromMinutes(11));
        }
        platform.Rung.Count.ShouldBe(10);
        (await Cluster.ScalarAsync<string>(platform.Database, $"select concat_ws(' ', attempts, parked_at is not null, error) from platform.timers where job = '{Job}'")).ShouldBe("10 t It failed.");
        await Cluster.ExecuteAsync(platform.Database, $"delete from platform.timers where job = '{Job}'");
    }

    [Fact]
    public async Task A_club_with_many_due_timers_that_hang_delays_no_other_club()
    {
        var (met, let) = (new TaskCompletionSource(), new TaskCompletionSource());
        for (var i = 0; i < 60; i++) await SetAsync("madrid", platform.Clock.Now.AddMinutes(-5), $"{i}");
        await SetAsync("lahore", platform.Clock.Now, "theirs");
        platform.OnRing = (key, _) =>
        {
            if (key != "theirs") return let.Task;
            met.SetResult();
            return Task.CompletedTask;
        };
        var turn = RingAsync();
        try
        {
            await met.Task.WaitAsync(TimeSpan.FromSeconds(30));
            platform.Rung.Count(rung => rung.StartsWith("madrid", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(Timers.PlacesOfAClub);
            turn.IsCompleted.ShouldBeFalse();
        }
        finally
        {
            let.SetResult();
        }
        (await turn).ShouldBe(61);
        platform.Rung.ShouldBeUnique();
        (await LeftAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_timer_of_the_platform_itself_rings_without_a_club()
    {
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await work.BeginPlatformAsync();
            work.RingAt(platform.Clock.Now, Job, "tidy");
            await work.CommitAsync();
        }
        await RingAsync();
        platform.Rung.ShouldBe(["platform tidy"]);
        (await LeftAsync()).ShouldBe(0);
    }

    private Task SetAsync(string slug, DateTimeOffset dueAt, string key) => platform.InAsync(slug, work =>
    {
        work.RingAt(dueAt, Job, key);
        return Task.CompletedTask;
    });

    private Task<int> RingAsync() => platform.Services.GetRequiredService<Timers>().RingDueAsync(CancellationToken.None);

    private Task<long> LeftAsync() => Cluster.ScalarAsync<long>(platform.Database, $"select count(*) from platform.timers where job = '{Job}'");
}
