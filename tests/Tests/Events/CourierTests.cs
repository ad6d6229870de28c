using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
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

    private static async Task DeliverUntilAsync(EventsFixture process, CancellationToken written)
    {
        var courier = process.Services.GetRequiredService<Courier>();
        while (!written.IsCancellationRequested)
            if (await courier.DeliverAsync(EventsFixture.Probe, CancellationToken.None) == 0) await Task.Delay(2, CancellationToken.None);
    }
}
