using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Events;

/// <summary>Two processes on one database: what changes in one, the other forgets. Their clocks stand, so nothing goes stale by age.</summary>
public sealed class ForgettingTests(ForgettingTests.Process first) : IClassFixture<ForgettingTests.Process>
{
    public class Process : PlatformFixture
    {
        protected override void More(IServiceCollection services) => services.AddPlatformLoops();
    }

    private sealed class Another(string database) : Process
    {
        protected override string? DatabaseOfAnother => database;
    }

    [Fact]
    public async Task What_changes_in_one_process_is_seen_in_the_other()
    {
        var second = new Another(first.Database);
        await second.InitializeAsync();
        try
        {
            (await VenueAsync(second)).ShouldBe("Centro");
            var file = Template.Club("madrid");
            file["venues"]![0]!["name"] = "Centro Nuevo";
            await first.Services.GetRequiredService<ITenantOffice>().ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
            (await VenueAsync(first)).ShouldBe("Centro Nuevo");
            await UntilAsync(async () => await VenueAsync(second) == "Centro Nuevo");

            // A club that is opened here answers there as well.
            file = Template.Club("madrid");
            (file["slug"], file["people"]) = ("sevilla", new System.Text.Json.Nodes.JsonArray());
            (await second.At("sevilla.localhost").GetAsync("/api/v1/venues")).IsSuccessStatusCode.ShouldBeFalse();
            await first.Services.GetRequiredService<ITenantOffice>().ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
            await UntilAsync(async () => (await second.At("sevilla.localhost").GetAsync("/api/v1/venues")).IsSuccessStatusCode);
        }
        finally
        {
            await second.DisposeAsync();
        }
    }

    private static async Task<string> VenueAsync(PlatformFixture process) => (string)(await process.Madrid().JsonAsync("/api/v1/venues"))["venues"]![0]!["name"]!;

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(20))
            if (await holds()) return;
        throw new InvalidOperationException("The other process never heard of it.");
    }
}
