using Microsoft.IdentityModel.Tokens;

namespace PadelSaaS.Identity;

/// <summary>
/// The keys that sign access tokens, shared by every process. Memory holds them for a minute; a token signed with a key that memory does not
/// know makes it look again, at most every few seconds.
/// </summary>
internal sealed class SigningKeys(SigningKeyStore store, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile Ring ring = new([], DateTimeOffset.MinValue);

    /// <summary>The key to sign with, its private half included.</summary>
    public async ValueTask<JsonWebKey> SignerAsync(CancellationToken stop)
    {
        var keys = await PublishedAsync(stop);
        // A machine whose clock is late may know none that signs already: then the oldest does.
        return (keys.FirstOrDefault(key => key.SignsFrom <= clock.GetUtcNow()) ?? keys[^1]).Signer;
    }

    /// <summary>Every key that a token may be signed with now or soon, for whoever checks them elsewhere.</summary>
    public async ValueTask<IReadOnlyList<SigningKey>> PublishedAsync(CancellationToken stop)
    {
        if (ring.Keys.Count == 0 || ring.ReadAt + Fresh < clock.GetUtcNow()) await ReadAsync(stop);
        return [.. ring.Keys.Where(IsPublished)];
    }

    /// <summary>Makes sure that memory knows this key if there is one: to be called before <see cref="Find"/>.</summary>
    public async ValueTask LookForAsync(string? kid, CancellationToken stop)
    {
        if (kid is null) return;
        var isKnown = ring.Keys.Any(key => key.Public.Kid == kid);
        if (ring.ReadAt + (isKnown ? Fresh : Patience) < clock.GetUtcNow()) await ReadAsync(stop);
    }

    /// <summary>The public half of a key; nothing for a key nobody knows, or that is over.</summary>
    public IEnumerable<SecurityKey> Find(string? kid) => kid is null ? [] : ring.Keys.Where(key => key.Public.Kid == kid && IsPublished(key)).Select(key => key.Public);

    public void Dispose() => reading.Dispose();

    private bool IsPublished(SigningKey key) => !(key.RetiresAt <= clock.GetUtcNow());

    private async Task ReadAsync(CancellationToken stop)
    {
        var seen = ring;
        await reading.WaitAsync(stop);
        try
        {
            // Whoever waited finds what the one before has read.
            if (ReferenceEquals(seen, ring)) ring = new Ring(await store.ReadAsync(stop), clock.GetUtcNow());
        }
        finally
        {
            reading.Release();
        }
    }

    private sealed record Ring(IReadOnlyList<SigningKey> Keys, DateTimeOffset ReadAt);
}
