using System.Text.Json;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Peers;
using Xunit.Abstractions;

namespace PadelSaaS.Tests.Payments.StripeFake;

/// <summary>Stripe's own client from npm drives the development Stripe over HTTP: it speaks Stripe, and not a dialect of ours.</summary>
public sealed class StripeClientTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Stripes_own_client_finds_a_Stripe()
    {
        var database = await Template.CloneAsync(nameof(StripeClientTests));
        await using (var host = new RealHost(database))
        {
            await host.StartAsync();
            var (content, said) = await Peer.AskAsync("drive-stripe.mjs", new { port = host.Port });
            content.ShouldBeTrue(said);
            var done = JsonSerializer.Deserialize<string[]>(said)!;
            foreach (var scenario in done) output.WriteLine(scenario);
            done.Length.ShouldBeGreaterThanOrEqualTo(14);
        }
        await Cluster.ExecuteAsync("postgres", $"drop database {database} with (force)");
    }
}
