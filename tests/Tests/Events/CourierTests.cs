using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Platform.Events;
using PadelSaaS.Tests.House;
using Xunit.Abstractions;

namespace PadelSaaS.Tests.Events;

/// <summary>Many who tell and several who deliver at once: nothing is lost, doubled or out of order.</summary>
public sealed class CourierTests(EventsFixture platform, ITestOutputHelper output) : IClassFixture<EventsFixture>
{
    private const int Writers = 16;
    private const int Facts = 200;

    private sealed class SecondProcess(string database) : EventsFixture
    {
        protected override string? DatabaseOfAnother => database;
    }

    [Fact]
    public async Task Facts_of_many_writers_reach_two_couriers_once_and_in_order()
    {
        var second = new SecondProcess(platform.Database);
        await second.InitializeAsync();
        try
        {
            var aggregates = Enumerable.Range(0, Writers).Select(_ => Guid.CreateVersion7()).ToList();
            var kinds = Enumerable.Range(0, Facts).Select(number => $"{number}").ToArray();
            var watch = Stopwatch.StartNew();
            using var written = new CancellationTokenSource();
            var couriers = new[] { platform, second, platform }.Select(process => DeliverUntilAsync(process, written.Token)).ToList();
            await Task.WhenAll(aggregates.Select((aggregate, at) => platform.TellAsync(at % 2 == 0 ? "madrid" : "lahore", aggregate, kinds)));
            output.WriteLine($"{Writers * Facts} facts told in {watch.ElapsedMilliseconds} ms");
            await written.CancelAsync();
            await Task.WhenAll(couriers);
            await platform.SettleAsync();
            output.WriteLine($"and heard after {watch.ElapsedMilliseconds} ms");

            for (var at = 0; at < Writers; at++)
                (await platform.HeardAsync(at % 2 == 0 ? "madrid" : "lahore", aggregates[at])).ShouldBe(string.Join(' ', kinds));
            (await Cluster.ScalarAsync<long>(platform.Database, $"select count(*) from platform.delayed_facts where service = '{EventsFixture.Probe}'")).ShouldBe(0);
        }
        finally
        {
            await second.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_courier_that_is_stopped_while_it_reads_leaves_its_place_to_the_next()
    {
        var courier = platform.Services.GetRequiredService<Courier>();
        await using var locker = new NpgsqlConnection(await Cluster.ConnectionAsync(platform.Database));
        await locker.OpenAsync();
        await using var transaction = await locker.BeginTransactionAsync();
        await using (var take = new NpgsqlCommand("lock table platform.outbox in access exclusive mode", locker)) await take.ExecuteNonQueryAsync();
        using (var stopped = new CancellationTokenSource())
        {
            var stuck = courier.DeliverAsync(EventsFixture.Probe, stopped.Token);
            await UntilAsync("wait_event_type = 'Lock' and query like '%from outbox%'", 1);
            await stopped.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => stuck);
        }
        await transaction.RollbackAsync();
        // Not even an aborted transaction stays behind in the pool.
        await UntilAsync("usename = 'padel_app' and state like 'idle in transaction%'", 0);
        var thing = Guid.CreateVersion7();
        await platform.TellAsync("madrid", thing, "after");
        await platform.SettleAsync();
        (await platform.HeardAsync("madrid", thing)).ShouldBe("after");
    }

    private async Task UntilAsync(string condition, long sessions)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(20))
            if (await Cluster.ScalarAsync<long>(platform.Database, $"select count(*) from pg_stat_activity where datname = current_database() and {condition}") == sessions) return;
        throw new InvalidOperationException($"There were never {sessions} sessions where {condition}.");
    }

    private static async Task DeliverUntilAsync(EventsFixture process, CancellationToken written)
    {
        var courier = process.Services.GetRequiredService<Courier>();
        while (!written.IsCancellationRequested)
            if (await courier.DeliverAsync(EventsFixture.Probe, CancellationToken.None) == 0) await Task.Delay(2, CancellationToken.None);
    }
}
