using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Notifications;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Events;

/// <summary>A platform with one more listener, the probe, which writes down what it hears in the club's own schema and fails when told to.</summary>
public class EventsFixture : PlatformFixture
{
    /// <summary>Service name of the probe.</summary>
    public const string Probe = "probe";

    /// <summary>Facts whose kind is in here make the probe fail.</summary>
    public ConcurrentDictionary<string, string> Failing { get; } = new();

    /// <summary>Keys of timers, each time they rang.</summary>
    public ConcurrentQueue<string> Rung { get; } = new();

    /// <summary>What a ring does besides being noted.</summary>
    public Func<string, CancellationToken, Task> OnRing { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What the probe's recurring job does.</summary>
    public Func<CancellationToken, Task> OnJob { get; set; } = _ => Task.CompletedTask;

    /// <summary>What it does at a club, by its slug.</summary>
    public Func<string, CancellationToken, Task> OnRound { get; set; } = (_, _) => Task.CompletedTask;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        if (DatabaseOfAnother is not null) return;
        foreach (var slug in new[] { "madrid", "lahore" })
            await ExecuteAsync(slug, "create table probe (at bigint generated always as identity, aggregate uuid not null, kind text not null)");
    }

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Jobs:LookMilliseconds"] = "1000" };

    protected override void More(IServiceCollection services)
    {
        services.AddSingleton(this);
        services.AddReaction<NotificationDelivered, WhenNotificationDelivered>(Probe);
        services.AddTimer<RingProbe>("tenants", "probe.ring");
        services.DoEvery<ProbeJob>("tenants", "probe-job", "0 0 0 1 1 ? *").DoEveryAtClubs<ProbeRound>("tenants", "probe-round", "0 0 0 1 1 ? *", Missed.Skip);
    }

    /// <summary>Does something in a club's unit of work and commits.</summary>
    public async Task InAsync(string slug, Func<UnitOfWork, Task> act)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await TenantAsync(slug));
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginAsync();
        await act(work);
        await work.CommitAsync();
    }

    /// <summary>Tells facts about one thing, each in a transaction of its own.</summary>
    public async Task TellAsync(string slug, Guid aggregate, params string[] kinds)
    {
        foreach (var kind in kinds)
            await InAsync(slug, work =>
            {
                work.Tell(new NotificationDelivered(aggregate, kind, "email"));
                return Task.CompletedTask;
            });
    }

    /// <summary>What the probe heard about a thing, in order.</summary>
    public async Task<string> HeardAsync(string slug, Guid aggregate) =>
        await ScalarAsync<string>(slug, $"select coalesce(string_agg(kind, ' ' order by at), '') from probe where aggregate = '{aggregate}'");

    /// <summary>A row of the table of facts that failed.</summary>
    public Task<string> DelayedAsync(Guid aggregate) => Cluster.ScalarAsync<string>(Database, $"""
        select coalesce(string_agg(concat_ws(' ', attempts, parked_at is not null, error), '; ' order by seq), '') from platform.delayed_facts where aggregate = '{aggregate}'
        """);

    internal sealed class WhenNotificationDelivered(UnitOfWork work, EventsFixture fixture) : IReaction<NotificationDelivered>
    {
        public async Task HearAsync(NotificationDelivered fact, CancellationToken stop)
        {
            await using (var note = work.Command("insert into probe (aggregate, kind) values ($1, $2)", fact.MessageId, fact.Kind)) await note.ExecuteNonQueryAsync(stop);
            if (fixture.Failing.TryGetValue(fact.Kind, out var error)) throw new InvalidOperationException(error);
        }
    }

    internal sealed class ProbeJob(EventsFixture fixture) : IPlatformJob
    {
        public Task RunAsync(CancellationToken stop) => fixture.OnJob(stop);
    }

    internal sealed class ProbeRound(EventsFixture fixture, CurrentTenant tenant) : IClubJob
    {
        public Task RunAsync(CancellationToken stop) => fixture.OnRound(tenant.Info.Slug, stop);
    }

    internal sealed class RingProbe(EventsFixture fixture, CurrentTenant tenant) : ITimerJob
    {
        public Task RingAsync(string key, CancellationToken stop)
        {
            fixture.Rung.Enqueue($"{(tenant.IsKnown ? tenant.Info.Slug : "platform")} {key}");
            return fixture.OnRing(key, stop);
        }
    }
}
