using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using PadelSaaS.Platform.Caching;
using StackExchange.Redis;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// Where counts are kept: in the memory of each process, so a fleet allows as many times as much as it has processes, unless they share a memory. With one, each still
/// decides by its own count, so no request waits for Redis; a few times a second it tells what was spent here and hears what is left for all. While Redis is
/// away each counts by itself.
/// </summary>
public sealed class LimitCounters(SharedMemory shared, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    // So short that what comes back at once keeps no core busy for long: four hundred searches every two seconds are felt by the next club, twenty every tenth of one are not.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    // Lazily refilled by Redis' own clock. What was spent by several before they heard of each other becomes a debt that is waited off, of one burst at the most.
    private const string Spend = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local left = {}
        for at, key in ipairs(KEYS) do
          local burst, rate, spent = tonumber(ARGV[3 * at - 2]), tonumber(ARGV[3 * at - 1]), tonumber(ARGV[3 * at])
          local kept = redis.call('HMGET', key, 'left', 'at')
          local have = burst
          if kept[1] then have = math.min(burst, tonumber(kept[1]) + (now - tonumber(kept[2])) * rate / 60000) end
          have = math.max(have - spent, -burst)
          redis.call('HSET', key, 'left', string.format('%.3f', have), 'at', now)
          redis.call('PEXPIRE', key, math.ceil((burst - have) * 60000 / rate) + 1000)
          left[at] = math.floor(have)
        end
        return left
        """;

    private readonly ConcurrentQueue<SharedCounter> spent = new();

    /// <summary>The counter of one rule for one key.</summary>
    public RateLimiter Counter(LimitRule rule, string key) => shared.IsOn ? new SharedCounter(rule, $"padel:limit:{rule.Name}:{key}", Bucket(rule), spent.Enqueue, clock) : Bucket(rule);

    /// <summary>Tells what was spent here since the last time and hears what is left for all.</summary>
    /// <returns>How many counters were compared.</returns>
    public async Task<int> ExchangeAsync()
    {
        var compared = 0;
        while (spent.Count is > 0 and var waiting)
        {
            var counters = new List<SharedCounter>();
            while (counters.Count < Math.Min(waiting, MostAtOnce) && spent.TryDequeue(out var counter)) counters.Add(counter);
            var amounts = counters.ConvertAll(counter => counter.TakeUntold());
            var left = await shared.RunAsync(Spend, [.. counters.Select(counter => (RedisKey)counter.Key)],
                [.. counters.SelectMany((counter, at) => new RedisValue[] { counter.Rule.Burst, counter.Rule.PerMinute, amounts[at] })]);
            if (left is null)
            {
                // Told when it answers again.
                for (var at = 0; at < counters.Count; at++) counters[at].Keep(amounts[at]);
                return compared;
            }
            for (var at = 0; at < counters.Count; at++) counters[at].Hear((int)left[at]);
            compared += counters.Count;
            if (waiting <= MostAtOnce) break;
        }
        return compared;
    }

    private static TokenBucketRateLimiter Bucket(LimitRule rule)
    {
        // A slow rule gives one back every so often, a fast one several at a time.
        var atATime = Math.Max(1, (int)(rule.PerMinute * Tick.TotalMinutes));
        return new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = rule.Burst,
            TokensPerPeriod = atATime,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) * atATime / rule.PerMinute,
            QueueLimit = 0,
            AutoReplenishment = false,
        });
    }
}
