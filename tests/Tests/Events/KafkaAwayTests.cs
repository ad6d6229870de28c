using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Events;

/// <summary>Every broker away: on a platform of its own, whose brokers nobody else needs.</summary>
public sealed class KafkaAwayTests(KafkaTests.Fixture platform) : IClassFixture<KafkaTests.Fixture>
{
    [Fact]
    public async Task Without_its_broker_the_product_goes_on_and_facts_wait()
    {
        var thing = Guid.CreateVersion7();
        for (var broker = 1; broker <= 3; broker++) platform.Kafka.Down(broker);
        var player = platform.InMadrid();
        var held = await player.HoldAsync((await player.FreeAsync("2026-12-02"))[0]);
        held.Status.ShouldBe(HttpStatusCode.Created, held.Body);
        await platform.TellAsync("madrid", thing, "waits");
        // A transaction of another test class may hold the newest facts back for a moment: until they are let go, there is nothing to carry.
        await KafkaTests.UntilAsync(async () => await RefusedAsync() is { } why && why.StartsWith("The broker did not take", StringComparison.Ordinal), "facts are not carried");
        (await platform.Services.GetRequiredService<FactLag>().LookAsync(CancellationToken.None)).Single(lag => lag.Reader == Relay.Place).Unread.ShouldBeGreaterThan(1);
        // What has not left is not swept away, however old it is; places from before the broker hold nothing back.
        await Cluster.ExecuteAsync(platform.Database, "insert into platform.cursors (service, low, high, seq, updated_at) values ('left over', '0', '0', 0, now())");
        platform.Clock.Advance(TimeSpan.FromDays(8));
        (await platform.Services.GetRequiredService<JobRunner>().RunAsync("sweep")).ShouldBeTrue();
        (await Cluster.ScalarAsync<long>(platform.Database, $"select count(*) from platform.outbox where aggregate = '{thing}'")).ShouldBe(1);

        for (var broker = 1; broker <= 3; broker++) platform.Kafka.Up(broker);
        using var end = new CancellationTokenSource();
        var relay = KafkaTests.CarryAsync(platform, end.Token);
        var listening = platform.ListenAsync(end.Token);
        await KafkaTests.UntilAsync(async () => await platform.HeardAsync("madrid", thing) == "waits", "it is heard at last");
        await end.CancelAsync();
        await Task.WhenAll(relay, listening);
    }

    private async Task<string?> RefusedAsync()
    {
        try
        {
            await platform.Relay.CarryAsync(CancellationToken.None);
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }
}
