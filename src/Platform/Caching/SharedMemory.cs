using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace PadelSaaS.Platform.Caching;

/// <summary>
/// Memory that all processes share, where <c>Redis:Connection</c> is set: between a process's own memory and the database. An entry carries the versions its
/// tags had before it was computed; a tag that rises makes it stale at once. It only draws and never decides. While Redis is away or slow every question goes on to the
/// database: slower, never wrong. After a line that broke, everything that lies there is stale, because words may have been missed.
/// </summary>
public sealed class SharedMemory(IConfiguration configuration, TimeProvider clock, ILogger<SharedMemory> log) : IAsyncDisposable
{
    /// <summary>Longest that anything lies there.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan VersionsLive = TimeSpan.FromDays(1);
    private const string Epoch = "padel:epoch";

    private readonly string? address = configuration["Redis:Connection"];
    private readonly TimeSpan patience = TimeSpan.FromMilliseconds(configuration.GetValue("Redis:PatienceMilliseconds", 250));
    private readonly SemaphoreSlim connecting = new(1);

    // Tags whose rise is on its way: what lies there under them may be stale, so nobody asks. Two that share a place only spare Redis a question.
    private readonly int[] rising = new int[1 << 16];
    private ConnectionMultiplexer? connection;
    private long restsUntil;
    private long served;
    private volatile bool missed = true;

    /// <summary>Whether there is one at all.</summary>
    public bool IsOn => !string.IsNullOrEmpty(address);

    /// <summary>Whether it answers; not asked while it is being left alone.</summary>
    public async Task<bool> AnswersAsync() => (await AskAsync(redis => redis.PingAsync())).Answered;

    /// <summary>How often something fresh was found there.</summary>
    public long Served => Interlocked.Read(ref served);

    private bool IsWell => IsOn && Volatile.Read(ref restsUntil) <= Environment.TickCount64;

    /// <summary>What lies there under a key, and the versions to keep something new under.</summary>
    /// <returns><see langword="null"/> when it cannot be asked just now: then nothing is kept either.</returns>
    internal async Task<Looked?> LookAsync(Guid tenant, string key, IReadOnlyList<string> tags)
    {
        foreach (var tag in tags) if (Volatile.Read(ref rising[Place(tenant, tag)]) > 0) return null;

        var entry = EntryKey(tenant, key);
        var asked = new RedisKey[tags.Count + 2];
        (asked[0], asked[1]) = (Epoch, entry);
        for (var at = 0; at < tags.Count; at++) asked[at + 2] = VersionKey(tenant, tags[at]);
        var (answered, values) = await AskAsync(redis => redis.StringGetAsync(asked));
        if (!answered || values[0].IsNull) return null;

        var versions = string.Join('|', values.Where((_, at) => at != 1).Select(value => value.IsNull ? "0" : (string)value!));
        var found = Open(values[1], versions);
        if (found is not null) Interlocked.Increment(ref served);
        return new Looked(entry, versions, found);
    }

    /// <summary>Keeps a value under the versions that were looked at before it was computed.</summary>
    internal async Task KeepAsync(Looked looked, byte[] value, DateTimeOffset until)
    {
        var life = until - clock.GetUtcNow();
        if (life <= TimeSpan.Zero) return;
        var (versions, at) = (Encoding.UTF8.GetBytes(looked.Versions), 0);
        var packed = new byte[8 + 4 + versions.Length + value.Length];
        BinaryPrimitives.WriteInt64LittleEndian(packed, until.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(8), versions.Length);
        versions.CopyTo(packed, at += 12);
        value.CopyTo(packed, at + versions.Length);
        await AskAsync(redis => redis.StringSetAsync(looked.Key, packed, life < Longest ? life : Longest));
    }

    /// <summary>What another process keeps in a moment, where one is at computing it; <see langword="null"/> for whoever has to compute it.</summary>
    internal async Task<Found?> AwaitAsync(Looked looked)
    {
        for (var round = 0; round < 10; round++)
        {
            var (answered, isMine) = await AskAsync(redis => redis.StringSetAsync($"{looked.Key}:busy", "1", TimeSpan.FromSeconds(1), When.NotExists));
            if (!answered || isMine) return null;
            await Task.Delay(20);
            (answered, var packed) = await AskAsync(redis => redis.StringGetAsync(looked.Key));
            if (!answered || Open(packed, looked.Versions) is { } value) return answered ? Open(packed, looked.Versions) : null;
        }
        return null;
    }

    /// <summary>Makes every entry stale that depends on one of the tags; what cannot be told now makes everything stale later.</summary>
    internal async Task RaiseAsync(Guid tenant, IReadOnlyCollection<string> tags)
    {
        if (!IsOn) return;
        foreach (var tag in tags) Interlocked.Increment(ref rising[Place(tenant, tag)]);
        try
        {
            var (told, _) = await AskAsync(redis =>
            {
                var all = redis.CreateTransaction();
                foreach (var tag in tags)
                {
                    _ = all.StringIncrementAsync(VersionKey(tenant, tag));
                    _ = all.KeyExpireAsync(VersionKey(tenant, tag), VersionsLive);
                }
                return all.ExecuteAsync();
            });
            if (!told) missed = true;
        }
        finally
        {
            foreach (var tag in tags) Interlocked.Decrement(ref rising[Place(tenant, tag)]);
        }
    }

    /// <summary>Runs a script that answers with a number per key.</summary>
    /// <returns><see langword="null"/> when it cannot be asked just now.</returns>
    internal async Task<long[]?> RunAsync(string script, RedisKey[] keys, RedisValue[] values)
    {
        var (answered, result) = await AskAsync(redis => redis.ScriptEvaluateAsync(script, keys, values));
        return answered ? (long[]?)result : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // What is still on its way is worth no wait: it would only have been remembered.
        if (connection is not null) await connection.CloseAsync(allowCommandsToComplete: false);
        connecting.Dispose();
    }

    // Until when it may be shown, the versions it was computed under, the value.
    private Found? Open(RedisValue packed, string versions)
    {
        if (packed.IsNull || (byte[])packed! is not { Length: >= 12 } bytes || BinaryPrimitives.ReadInt64LittleEndian(bytes) <= clock.GetUtcNow().UtcTicks) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        if (length < 0 || length > bytes.Length - 12 || Encoding.UTF8.GetString(bytes, 12, length) != versions) return null;
        return new Found(bytes[(12 + length)..], new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(bytes), TimeSpan.Zero));
    }

    // One question: within its patience, and none at all for a while after one that failed.
    private async Task<(bool Answered, T Value)> AskAsync<T>(Func<IDatabase, Task<T>> ask)
    {
        if (!IsWell) return default;
        try
        {
            var redis = (await ConnectAsync()).GetDatabase();
            if (missed)
            {
                // What lies there is from before this line: it may have missed a word. Set before the question, so that a line that breaks meanwhile is noticed.
                missed = false;
                await redis.StringSetAsync(Epoch, $"{Guid.CreateVersion7(clock.GetUtcNow()):N}").WaitAsync(patience);
            }
            return (true, await ask(redis).WaitAsync(patience));
        }
        catch (Exception failure) when (failure is RedisException or RedisConnectionException or TimeoutException or OperationCanceledException or InvalidOperationException or ObjectDisposedException or IOException)
        {
            missed = true;
            if (Interlocked.Exchange(ref restsUntil, Environment.TickCount64 + (long)Rest.TotalMilliseconds) < Environment.TickCount64 - (2 * (long)Rest.TotalMilliseconds))
                log.LogWarning("The shared memory does not answer and is left alone for {Seconds} s: {Error}", Rest.TotalSeconds, failure.Message);
            return default;
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        if (connection is { } known) return known;
        if (!await connecting.WaitAsync(patience)) throw new TimeoutException("It is being connected.");
        try
        {
            if (connection is not null) return connection;
            var options = ConfigurationOptions.Parse(address!);
            (options.AbortOnConnectFail, options.ConnectTimeout, options.ConnectRetry, options.ClientName) = (false, 1000, 1, "padel");
            var fresh = await ConnectionMultiplexer.ConnectAsync(options);
            fresh.ConnectionFailed += (_, _) => missed = true;
            fresh.ConnectionRestored += (_, _) => missed = true;
            return connection = fresh;
        }
        finally
        {
            connecting.Release();
        }
    }

    private static string EntryKey(Guid tenant, string key) => $"padel:{tenant:N}:e:{key}";

    private static string VersionKey(Guid tenant, string tag) => $"padel:{tenant:N}:v:{tag}";

    private static int Place(Guid tenant, string tag) => HashCode.Combine(tenant, tag) & 0xFFFF;

    /// <summary>What was found under a key.</summary>
    /// <param name="Versions">Of its tags and of all there is, before anything was computed.</param>
    /// <param name="Found"><see langword="null"/> when nothing fresh lies there.</param>
    internal sealed record Looked(string Key, string Versions, Found? Found);

    /// <summary>A value, and until when it may be shown.</summary>
    internal sealed record Found(byte[] Value, DateTimeOffset Until);
}
