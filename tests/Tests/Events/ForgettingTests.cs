using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Tests.Booking;
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

    [Fact]
    public async Task A_shared_memory_that_dies_and_comes_back_with_old_news_makes_nothing_wrong()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        var (here, there) = (new Sharing(first.Database, redis.Address), new Sharing(first.Database, redis.Address));
        await here.InitializeAsync();
        await there.InitializeAsync();
        try
        {
            var (mine, theirs) = (here.InMadrid(), there.InMadrid());
            const string Day = "2026-12-03";
            await UntilAsync(async () => await HealthAsync(here) == "healthy healthy" && await HealthAsync(there) == "healthy healthy");
            var (taken, late) = (await mine.SlotAsync(Day, "10:00"), await mine.SlotAsync(Day, "12:00"));
            // Computed by one process, it is shown by the other; a word on its way for a moment sends it to the database.
            await UntilAsync(async () => { Forget(there); await theirs.FreeAsync(Day); return Memory(there).Served > 0; });

            (await theirs.HoldAsync(taken, name: "Shared")).Status.ShouldBe(HttpStatusCode.Created);
            // Whoever booked sees it at once, the other one as soon as it has heard; what is shown never decides.
            (await theirs.FreeAsync(Day)).ShouldNotContain(slot => slot.CourtId == taken.CourtId && slot.Start == taken.Start);
            (await mine.HoldAsync(taken, name: "Slower")).Status.ShouldBe(HttpStatusCode.Conflict);
            await UntilAsync(async () => (await mine.FreeAsync(Day)).All(slot => slot.CourtId != taken.CourtId || slot.Start != taken.Start));

            // It writes down that noon is free, and dies. The product goes on without it.
            Forget(here);
            (await mine.FreeAsync(Day)).ShouldContain(slot => slot.CourtId == late.CourtId && slot.Start == late.Start);
            await redis.SaveAsync();
            await redis.KillAsync();
            Forget(there);
            (await theirs.FreeAsync(Day)).ShouldContain(slot => slot.CourtId == late.CourtId && slot.Start == late.Start);
            (await mine.HoldAsync(late, name: "Without")).Status.ShouldBe(HttpStatusCode.Created);
            (await theirs.HoldAsync(late, name: "Behind")).Status.ShouldBe(HttpStatusCode.Conflict);
            (await HealthAsync(here)).ShouldBe("degraded unhealthy");

            // It comes back with its old news, of versions nobody raised since: nobody believes them.
            await redis.StartAsync();
            await UntilAsync(async () => await HealthAsync(here) == "healthy healthy" && await HealthAsync(there) == "healthy healthy");
            foreach (var (process, player) in new[] { (here, mine), (there, theirs) })
            {
                Forget(process);
                (await player.FreeAsync(Day)).ShouldNotContain(slot => slot.CourtId == late.CourtId && slot.Start == late.Start);
            }
            var served = Memory(here).Served;
            await UntilAsync(async () => { Forget(here); await mine.FreeAsync(Day); return Memory(here).Served > served; });
        }
        finally
        {
            await here.DisposeAsync();
            await there.DisposeAsync();
        }
    }

    private static SharedMemory Memory(PlatformFixture process) => process.Services.GetRequiredService<SharedMemory>();

    private static void Forget(PlatformFixture process) => process.Services.GetRequiredService<Cached>().DropAll();

    private static async Task<string> HealthAsync(PlatformFixture process)
    {
        var health = await process.At("127.0.0.1").JsonAsync("/health");
        return $"{health["status"]} {health["checks"]!["cache"]}";
    }

    private sealed class Sharing(string database, string redis) : Process
    {
        protected override string? DatabaseOfAnother => database;

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Redis:Connection"] = redis, ["Redis:PatienceMilliseconds"] = "2000" };
    }

    private static async Task<string> VenueAsync(PlatformFixture process) => (string)(await process.Madrid().JsonAsync("/api/v1/venues"))["venues"]![0]!["name"]!;

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(20))
            if (await holds()) return;
        throw new InvalidOperationException("The other process never heard of it.");
    }
}
