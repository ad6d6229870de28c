using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Events;
using PadelSaaS.Tests.House;
using Xunit.Abstractions;

namespace PadelSaaS.Tests.Events;

/// <summary>Facts by Kafka, on librdkafka's mock cluster: whatever happens to brokers and listeners, nothing is lost, doubled or out of order.</summary>
public sealed class KafkaTests(KafkaTests.Fixture platform, ITestOutputHelper output) : IClassFixture<KafkaTests.Fixture>
{
    private const string Topic = "notification.events";
    private const int Aggregates = 12;
    private const int Each = 40;
    private const short ProduceRequest = 0;
    private const int NotLeader = 6;
    private const int NotEnoughReplicas = 19;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A platform whose facts travel by the mock cluster.</summary>
    public class Fixture : EventsFixture
    {
        internal MockKafka Kafka { get; private protected set; } = null!;

        internal Relay Relay => Services.GetRequiredService<Relay>();

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Kafka:Brokers"] = Kafka.Addresses,
            ["Kafka:SendPatience"] = "5",
            ["Kafka:Client:topic.metadata.refresh.interval.ms"] = "500",
            ["Kafka:Client:reconnect.backoff.max.ms"] = "200",
            // Who left while no broker was there to tell is missed after this time. Whoever is paused for longer joins again.
            ["Kafka:Client:session.timeout.ms"] = "3000",
            ["Kafka:Client:heartbeat.interval.ms"] = "300",
        };

        public override async Task InitializeAsync()
        {
            if (DatabaseOfAnother is null)
            {
                Kafka = new MockKafka();
                Kafka.Create(Topic, 4);
            }
            await base.InitializeAsync();
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            if (DatabaseOfAnother is null) Kafka.Dispose();
        }

        /// <summary>Listens for the probe until stopped.</summary>
        internal Task ListenAsync(CancellationToken stop) => Services.GetRequiredService<IFactBroker>().ListenAsync(
            Probe, [Topic], (letters, token) => Services.GetRequiredService<Courier>().HearAsync(Probe, letters, token), stop);
    }

    private sealed class Second : Fixture
    {
        private readonly string database;

        public Second(Fixture first) => (database, Kafka) = (first.Database, first.Kafka);

        protected override string? DatabaseOfAnother => database;
    }

    [Fact]
    public async Task Facts_reach_a_service_once_and_in_order_whatever_happens_to_brokers_and_listeners()
    {
        var second = new Second(platform);
        await second.InitializeAsync();
        using var end = new CancellationTokenSource();
        using var leave = new CancellationTokenSource();
        using var still = new CancellationTokenSource();
        try
        {
            var things = Enumerable.Range(0, Aggregates).Select(_ => Guid.CreateVersion7()).ToList();
            var kinds = Enumerable.Range(0, Each).Select(number => $"{number}").ToArray();
            var watch = Stopwatch.StartNew();
            var relays = new[] { platform, second }.Select(process => CarryAsync(process, still.Token)).ToList();
            var stays = platform.ListenAsync(end.Token);
            var leaves = second.ListenAsync(leave.Token);
            var telling = Task.WhenAll(things.Select((thing, at) => platform.TellAsync(at % 2 == 0 ? "madrid" : "lahore", thing, kinds)));

            // Errors that a producer has to bear, a broker that dies with its partitions, then all of them, and back.
            platform.Kafka.Fail(ProduceRequest, NotLeader, NotEnoughReplicas, NotLeader);
            await UntilAsync(async () => await HeardAsync() > Each, "the first are heard");
            platform.Kafka.Down(2);
            await telling;
            for (var broker = 1; broker <= 3; broker++) platform.Kafka.Down(broker);
            await leave.CancelAsync();
            for (var broker = 1; broker <= 3; broker++) platform.Kafka.Up(broker);
            await leaves;
            var joins = second.ListenAsync(end.Token);

            await UntilAsync(async () => await HeardAsync() >= Aggregates * Each, "all are heard");
            output.WriteLine($"{Aggregates * Each} facts through two relays, three brokers' deaths and three listeners in {watch.ElapsedMilliseconds} ms");
            await Task.WhenAll(still.CancelAsync(), end.CancelAsync());
            await Task.WhenAll(relays.Append(stays).Append(joins));
            for (var at = 0; at < Aggregates; at++)
                (await platform.HeardAsync(at % 2 == 0 ? "madrid" : "lahore", things[at])).ShouldBe(string.Join(' ', kinds));
            (await Cluster.ScalarAsync<long>(platform.Database, $"select count(*) from platform.delayed_facts where service = '{EventsFixture.Probe}'")).ShouldBe(0);

            async Task<long> HeardAsync() => await CountAsync("madrid", things) + await CountAsync("lahore", things);
        }
        finally
        {
            // Nothing of this test may go on while the others run.
            await Task.WhenAll(still.CancelAsync(), end.CancelAsync(), leave.CancelAsync());
            await second.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_message_nobody_can_read_is_passed_over_and_a_poisonous_fact_is_parked_without_holding_others()
    {
        using var end = new CancellationTokenSource();
        var (poisoned, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        platform.Failing["kafka poison"] = "Poisoned.";
        await StrayAsync("garbage"u8.ToArray(), []);
        await StrayAsync(null, []);
        await platform.TellAsync("madrid", poisoned, "kafka poison", "behind");
        await platform.TellAsync("madrid", other, "elsewhere");
        // Transactions of other test classes hold the newest facts back for a moment: one look would not be enough.
        using var carried = new CancellationTokenSource();
        var relay = CarryAsync(platform, carried.Token);
        var listening = platform.ListenAsync(end.Token);
        await UntilAsync(async () => await platform.HeardAsync("madrid", other) == "elsewhere" && await platform.DelayedAsync(poisoned) != "", "the other one is heard");
        await UntilAsync(async () => await platform.DelayedAsync(poisoned) == "1 f Poisoned.; 0 f", "what is behind waits");
        var delayed = platform.Services.GetRequiredService<DelayedFacts>();
        for (var i = 0; i < 14; i++)
        {
            platform.Clock.Advance(TimeSpan.FromMinutes(6));
            await delayed.RetryAsync(EventsFixture.Probe, end.Token);
        }
        (await platform.DelayedAsync(poisoned)).ShouldBe("10 t Poisoned.; 0 f");
        platform.Failing.Clear();
        await Cluster.ExecuteAsync(platform.Database, $"update platform.delayed_facts set parked_at = null, attempts = 0 where aggregate = '{poisoned}'");
        for (var i = 0; i < 3; i++)
        {
            platform.Clock.Advance(TimeSpan.FromSeconds(2));
            await delayed.RetryAsync(EventsFixture.Probe, end.Token);
        }
        (await platform.HeardAsync("madrid", poisoned)).ShouldBe("kafka poison behind");
        // They lie in a partition of their own, which may be read last.
        await UntilAsync(() => Task.FromResult(platform.Log.Lines.Count(line => line.Contains("passes over a message it cannot read", StringComparison.Ordinal)) >= 2), "both unreadable ones are passed over");

        await carried.CancelAsync();
        await relay;

        // As after a crash between the broker's answer and the note of the relay's place: everything is sent again, and nothing happens again.
        await Cluster.ExecuteAsync(platform.Database, $"update platform.cursors set low = '0', high = '0', seq = 0 where service = '{Relay.Place}'");
        var last = Guid.CreateVersion7();
        await platform.TellAsync("madrid", last, "last");
        var again = CarryAsync(platform, end.Token);
        await UntilAsync(async () => await platform.HeardAsync("madrid", last) == "last", "the last one is heard");
        (await platform.HeardAsync("madrid", poisoned)).ShouldBe("kafka poison behind");
        (await platform.HeardAsync("madrid", other)).ShouldBe("elsewhere");
        await end.CancelAsync();
        await Task.WhenAll(again, listening);
    }

    private Task<long> CountAsync(string slug, List<Guid> things) =>
        platform.ScalarAsync<long>(slug, $"select count(*) from probe where aggregate in ({string.Join(", ", things.Select(thing => $"'{thing}'"))})");

    private async Task StrayAsync(byte[]? value, Headers headers)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = platform.Kafka.Addresses }).Build();
        await producer.ProduceAsync(Topic, new Message<string, byte[]> { Key = "stray", Value = value!, Headers = headers });
    }

    internal static async Task CarryAsync(Fixture process, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await process.Relay.CarryAsync(stop) == 0) await Task.Delay(5, CancellationToken.None);
            }
            catch (Exception failure) when (failure is InvalidOperationException or OperationCanceledException)
            {
                // The broker is away, or the test is over: as in the loop of a process.
            }
        }
    }

    internal static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(20))
            if (await holds()) return;
        throw new InvalidOperationException($"It never came to that: {what}.");
    }
}
