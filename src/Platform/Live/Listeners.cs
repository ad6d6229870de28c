using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Platform.Live;

/// <summary>
/// Who waits in this process to hear that something changed. It is fed by the words of the herald, which every process hears whichever of
/// them changed something, so a listener costs a place in memory and no database session. Places are bounded per tenant and per client.
/// </summary>
public sealed class Listeners(IConfiguration configuration, TimeProvider clock)
{
    private readonly int mostOfTenant = configuration.GetValue("Padel:ListenersPerClub", 400);
    private readonly int mostOfClient = configuration.GetValue("Padel:ListenersPerClient", 12);
    private readonly Lock gate = new();
    private readonly Dictionary<(Guid Tenant, string Tag), HashSet<Listener>> byTag = [];
    private readonly ConcurrentDictionary<Guid, int> ofTenant = new();
    private readonly ConcurrentDictionary<(Guid Tenant, string Client), int> ofClient = new();

    // When a tag was last spoken of. A tag is a place in this array; two tags that share one only make a page ask once too often.
    private readonly long[] lastHeard = new long[1 << 14];
    private long missedUntil;

    /// <summary>Listeners of a tenant just now.</summary>
    public int CountOf(Guid tenant) => ofTenant.GetValueOrDefault(tenant);

    /// <summary>A place to listen from; disposing it gives the place back.</summary>
    /// <param name="client">Who asks: an account, or an address of the network.</param>
    /// <param name="tags">The same tags that make memory stale, within the tenant.</param>
    /// <param name="since">When the page was made: what was heard later is told at once.</param>
    /// <param name="endTag">Tag whose word ends the listening: the caller's session is over.</param>
    /// <returns>The listener, or whether the client or the tenant has too many already.</returns>
    public (Listener? Listener, bool ClientIsFull) Enter(Guid tenant, string client, IReadOnlyList<string> tags, DateTimeOffset since, string? endTag = null)
    {
        lock (gate)
        {
            if (ofClient.GetValueOrDefault((tenant, client)) >= mostOfClient) return (null, true);
            if (ofTenant.GetValueOrDefault(tenant) >= mostOfTenant) return (null, false);

            var listener = new Listener(this, tenant, client, endTag is null ? tags : [.. tags, endTag], endTag);
            ofClient.AddOrUpdate((tenant, client), 1, (_, count) => count + 1);
            ofTenant.AddOrUpdate(tenant, 1, (_, count) => count + 1);
            foreach (var tag in listener.Tags)
            {
                if (!byTag.TryGetValue((tenant, tag), out var some)) byTag.Add((tenant, tag), some = []);
                some.Add(listener);
            }
            if (tags.Any(tag => lastHeard[Place(tenant, tag)] > since.UtcTicks) || missedUntil > since.UtcTicks) listener.Hear();
            return (listener, false);
        }
    }

    /// <summary>Something behind the tag changed.</summary>
    public void Tell(Guid tenant, string tag)
    {
        lock (gate)
        {
            lastHeard[Place(tenant, tag)] = clock.GetUtcNow().UtcTicks;
            if (!byTag.TryGetValue((tenant, tag), out var some)) return;
            foreach (var listener in some) listener.Hear(tag);
        }
    }

    /// <summary>This process may have missed a word: everybody looks again.</summary>
    public void TellAll()
    {
        lock (gate)
        {
            missedUntil = clock.GetUtcNow().UtcTicks;
            foreach (var listener in byTag.Values.SelectMany(some => some)) listener.Hear();
        }
    }

    internal void Leave(Listener listener)
    {
        lock (gate)
        {
            foreach (var tag in listener.Tags)
                if (byTag.TryGetValue((listener.Tenant, tag), out var some) && some.Remove(listener) && some.Count == 0) byTag.Remove((listener.Tenant, tag));
            if (ofClient.AddOrUpdate((listener.Tenant, listener.Client), 0, (_, count) => count - 1) <= 0) ofClient.TryRemove((listener.Tenant, listener.Client), out _);
            if (ofTenant.AddOrUpdate(listener.Tenant, 0, (_, count) => count - 1) <= 0) ofTenant.TryRemove(listener.Tenant, out _);
        }
    }

    private int Place(Guid tenant, string tag) => HashCode.Combine(tenant, tag) & (lastHeard.Length - 1);
}

/// <summary>One who waits. Several words that come before it looks are one.</summary>
public sealed class Listener : IDisposable
{
    private readonly Channel<bool> words = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Listeners house;
    private readonly string? endTag;
    private int left;

    internal Listener(Listeners house, Guid tenant, string client, IReadOnlyList<string> tags, string? endTag) =>
        (this.house, Tenant, Client, Tags, this.endTag) = (house, tenant, client, tags, endTag);

    internal Guid Tenant { get; }

    internal string Client { get; }

    internal IReadOnlyList<string> Tags { get; }

    /// <summary>Nothing will be said any more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Completes when something changed since it was last asked.</summary>
    public async Task WaitAsync(CancellationToken stop) => await words.Reader.ReadAsync(stop);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref left, 1) == 0) house.Leave(this);
    }

    internal void Hear(string? tag = null)
    {
        if (tag is not null && tag == endTag) HasEnded = true;
        words.Writer.TryWrite(true);
    }
}
