using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Platform.Caching;

/// <summary>
/// Memory of this process for things that are dear to compute. It only draws, it never decides: a write asks the database.
/// An entry names tags; dropping a tag makes every entry that named it stale at once, also one that is being computed just now.
/// Whoever comes while an entry is being computed waits for it and does not compute it again.
/// </summary>
public sealed class Cached(TimeProvider clock, IConfiguration configuration, SharedMemory? shared = null)
{
    // With none at all every question is computed, which is how the price of computing is measured.
    private readonly int mostEntries = configuration.GetValue("Padel:EntriesRemembered", 20_000);

    // The same for one kind of entry, by how its keys begin.
    private readonly string? forgotten = configuration["Padel:EntriesForgotten"];

    // A tag is a place in this array. Two tags that share one only make each other forget sooner.
    private readonly long[] generations = new long[1 << 16];
    private readonly ConcurrentDictionary<(Guid Tenant, string Key), Entry> entries = new();

    /// <summary>The entry, computed when memory has none that is fresh.</summary>
    /// <param name="tenant">Whose entry; <see cref="Guid.Empty"/> for the platform's.</param>
    /// <param name="tags">What the entry depends on, within the tenant.</param>
    /// <param name="load">Computes the value and says until when it may be shown at the most.</param>
    public async ValueTask<T> GetAsync<T>(Guid tenant, string key, IReadOnlyList<string> tags, Func<Task<(T Value, DateTimeOffset Until)>> load)
    {
        if (forgotten is not null && key.StartsWith(forgotten, StringComparison.Ordinal)) return (await load()).Value;
        if (entries.TryGetValue((tenant, key), out var known) && known is Entry<T> entry && IsFresh(entry))
            return (await entry.Value).Value;

        if (entries.Count >= mostEntries) entries.Clear();
        var places = new int[tags.Count];
        for (var i = 0; i < places.Length; i++) places[i] = Place(tenant, tags[i]);
        // The generations are read before the load begins: what changes meanwhile makes the result stale from the start.
        var seen = Array.ConvertAll(places, place => Volatile.Read(ref generations[place]));
        var fresh = new Entry<T>(places, seen, load);
        entries[(tenant, key)] = fresh;
        try
        {
            return (await fresh.Value).Value;
        }
        catch
        {
            entries.TryRemove(new((tenant, key), fresh));
            throw;
        }
    }

    /// <summary>
    /// The same, looked for in the memory that all processes share before it is computed, where there is one. What <paramref name="load"/> reads has to come
    /// from the database: what this process remembers may be older than the versions the entry is kept under.
    /// </summary>
    /// <param name="form">How the value lies there; another form needs another name in its key.</param>
    public ValueTask<T> GetAsync<T>(Guid tenant, string key, IReadOnlyList<string> tags, Func<Task<(T Value, DateTimeOffset Until)>> load, SharedForm<T> form) =>
        GetAsync(tenant, key, tags, IsShared ? () => FromSharedAsync(tenant, key, tags, load, form) : load);

    /// <summary>Whether there is a memory that all processes share.</summary>
    public bool IsShared => shared is { IsOn: true };

    /// <summary>Makes every entry stale that depends on the tag.</summary>
    public void Drop(Guid tenant, string tag) => Interlocked.Increment(ref generations[Place(tenant, tag)]);

    /// <summary>Forgets everything: for when this process may have missed what others changed.</summary>
    public void DropAll() => entries.Clear();

    private async Task<(T Value, DateTimeOffset Until)> FromSharedAsync<T>(Guid tenant, string key, IReadOnlyList<string> tags, Func<Task<(T Value, DateTimeOffset Until)>> load, SharedForm<T> form)
    {
        if (await shared!.LookAsync(tenant, key, tags) is not { } looked) return await load();
        if ((looked.Found ?? await shared.AwaitAsync(looked)) is { } found && form.Read(found.Value) is { } value) return (value, found.Until);
        var fresh = await load();
        await shared.KeepAsync(looked, form.Write(fresh.Value), fresh.Until);
        return fresh;
    }

    private bool IsFresh<T>(Entry<T> entry)
    {
        for (var i = 0; i < entry.Places.Length; i++)
            if (Volatile.Read(ref generations[entry.Places[i]]) != entry.Seen[i]) return false;
        return !entry.Value.IsCompleted || (entry.Value.IsCompletedSuccessfully && entry.Until > clock.GetUtcNow());
    }

    private static int Place(Guid tenant, string tag) => HashCode.Combine(tenant, tag) & 0xFFFF;

    private abstract class Entry(int[] places, long[] seen)
    {
        public int[] Places { get; } = places;

        public long[] Seen { get; } = seen;
    }

    private sealed class Entry<T>(int[] places, long[] seen, Func<Task<(T Value, DateTimeOffset Until)>> load) : Entry(places, seen)
    {
        private readonly Lazy<Task<(T Value, DateTimeOffset Until)>> value = new(load);
        private DateTimeOffset until;

        public Task<(T Value, DateTimeOffset Until)> Value => value.Value;

        public DateTimeOffset Until
        {
            get
            {
#pragma warning disable RS0030 // Only read once the task is complete.
                if (until == default && Value.IsCompletedSuccessfully) until = Value.Result.Until;
#pragma warning restore RS0030
                return until;
            }
        }
    }
}

/// <summary>How a value lies in the memory that all processes share.</summary>
/// <param name="Read">Says <see langword="null"/> to bytes it does not believe: then the value is computed.</param>
public sealed record SharedForm<T>(Func<T, byte[]> Write, Func<byte[], T?> Read);
