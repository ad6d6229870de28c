using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Http;
using PadelSaaS.Tests.Events;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using StackExchange.Redis;

namespace PadelSaaS.Tests.Edge;

/// <summary>Two processes behind one address, and a real Redis between them that dies and comes back.</summary>
public sealed class SharedLimitTests(SharedLimitTests.Alone first) : IClassFixture<SharedLimitTests.Alone>
{
    private const string Search = "/api/v1/availability/search?date=2026-12-03";

    public class Alone : PlatformFixture
    {
        protected override void More(IServiceCollection services) => services.AddSingleton<IStartupFilter, FromAddresses>();
    }

    // No loops turn: a test says when processes tell each other.
    private sealed class Sharing(string database, string redis) : Alone
    {
        protected override string? DatabaseOfAnother => database;

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Redis:Connection"] = redis,
            ["Redis:PatienceMilliseconds"] = "5000",
            ["Limits:Factor"] = "1",
            ["Limits:Search:Burst"] = "12",
            ["Limits:Search:PerMinute"] = "1",
        };

        public Task<int> TellAsync() => Services.GetRequiredService<LimitCounters>().ExchangeAsync();
    }

    [Fact]
    public async Task What_was_spent_at_one_process_is_missing_at_the_other_and_without_redis_each_counts_by_itself()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        var (here, there) = (new Sharing(first.Database, redis.Address), new Sharing(first.Database, redis.Address));
        await here.InitializeAsync();
        await there.InitializeAsync();
        try
        {
            (await LetInAsync(here, "203.0.113.7", 8)).ShouldBe(8);
            (await here.TellAsync()).ShouldBeGreaterThan(0);
            // The other one finds out with the first request it answers; of twelve four are left, and it has already let one in.
            (await LetInAsync(there, "203.0.113.7", 1)).ShouldBe(1);
            await there.TellAsync();
            (await LetInAsync(there, "203.0.113.7", 8)).ShouldBe(3);
            await there.TellAsync();
            (await LetInAsync(there, "203.0.113.8", 1)).ShouldBe(1);
            // Both spent the last ones before they heard of each other: a debt, and the time to wait says so.
            (await LetInAsync(here, "203.0.113.7", 2)).ShouldBe(2);
            await here.TellAsync();
            using var refused = await here.Madrid().From("203.0.113.7").GetAsync(Search);
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.FromSeconds(120));

            await redis.KillAsync();
            (await LetInAsync(here, "203.0.113.9", 20)).ShouldBe(12);
            (await here.TellAsync()).ShouldBe(0);
            (await LetInAsync(there, "203.0.113.9", 5)).ShouldBe(5);
            await there.TellAsync();
            await redis.StartAsync();
            for (var patience = Stopwatch.StartNew(); await here.TellAsync() + await there.TellAsync() == 0; await Task.Delay(50)) patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
            for (var patience = Stopwatch.StartNew(); await LetInAsync(there, "203.0.113.9", 1) == 1; await there.TellAsync()) patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        }
        finally
        {
            await here.DisposeAsync();
            await there.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_session_lies_sealed_between_processes_and_is_over_at_once_and_one_that_was_put_there_lets_nobody_in()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        var (here, there) = (new Sharing(first.Database, redis.Address), new Sharing(first.Database, redis.Address));
        await here.InitializeAsync();
        await there.InitializeAsync();
        try
        {
            // Whoever comes first believes nothing from before its line.
            foreach (var process in new[] { here, there }) await RedisServer.HeardByAsync(process);
            var (owner, desk) = (await SignedInAsync(here, "owner@madrid.test"), await SignedInAsync(here, "desk@madrid.test"));
            foreach (var visitor in new[] { owner, desk }) (await visitor.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
            var line = await ConnectionMultiplexer.ConnectAsync(redis.Address);
            var lying = line.GetServer(redis.Address).Keys(pattern: "padel:*:e:session:*").Where(key => !key.ToString().EndsWith(":busy", StringComparison.Ordinal)).ToList();
            lying.Count.ShouldBe(2);
            var texts = await line.GetDatabase().StringGetAsync([.. lying]);
            foreach (var text in texts) ((string)text!).ShouldNotContain("madrid.test");

            // The other process takes it from there, and hears of its end.
            var again = there.Madrid();
            again.Token = desk.Token;
            var served = there.Services.GetRequiredService<SharedMemory>().Served;
            (await again.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
            there.Services.GetRequiredService<SharedMemory>().Served.ShouldBeGreaterThan(served);

            // The owner's entry in the desk's place is not believed.
            there.Services.GetRequiredService<Cached>().DropAll();
            await line.GetDatabase().StringSetAsync(lying[0], texts[1]);
            await line.GetDatabase().StringSetAsync(lying[1], texts[0]);
            ((string)(await again.JsonAsync("/api/v1/auth/me"))["email"]!).ShouldBe("desk@madrid.test");

            (await desk.PostAsync("/api/v1/auth/logout", new { })).IsSuccessStatusCode.ShouldBeTrue();
            there.Services.GetRequiredService<Cached>().DropAll();
            for (var patience = Stopwatch.StartNew(); (await again.GetAsync("/api/v1/auth/me")).StatusCode != HttpStatusCode.Unauthorized; there.Services.GetRequiredService<Cached>().DropAll())
                patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await line.CloseAsync(allowCommandsToComplete: false);
        }
        finally
        {
            await here.DisposeAsync();
            await there.DisposeAsync();
        }
    }

    private static async Task<Visitor> SignedInAsync(Sharing process, string email)
    {
        var visitor = process.Madrid();
        visitor.Token = (string)(await visitor.JsonAsync("/api/v1/auth/login", new { email, password = People.DemoPassword }))["accessToken"]!;
        return visitor;
    }

    private static async Task<int> LetInAsync(Sharing process, string network, int requests)
    {
        var let = 0;
        for (var number = 0; number < requests; number++)
        {
            using var answer = await process.Madrid().From(network).GetAsync(Search);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests) let++;
        }
        return let;
    }
}
