using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>
/// The keys that sign access tokens, shared by every process and made when the first token is wanted. Memory holds them; a token signed
/// with a key that memory does not know makes it look again, at most every few seconds.
/// </summary>
internal sealed class SigningKeys(IServiceScopeFactory scopes, IDataProtectionProvider protection, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly IDataProtector protector = protection.CreateProtector("PadelSaaS.Identity.SigningKeys");
    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile Ring ring = new(null, new Dictionary<string, JsonWebKey>(), DateTimeOffset.MinValue);

    /// <summary>The key to sign with, its private half included.</summary>
    public async ValueTask<JsonWebKey> SignerAsync(CancellationToken stop)
    {
        if (ring.Signer is null || ring.ReadAt + Fresh < clock.GetUtcNow()) await ReadAsync(stop);
        return ring.Signer!;
    }

    /// <summary>Makes sure that memory knows this key if there is one: to be called before <see cref="Find"/>.</summary>
    public async ValueTask LookForAsync(string? kid, CancellationToken stop)
    {
        if (kid is null || ring.Public.ContainsKey(kid) || ring.ReadAt + Patience > clock.GetUtcNow()) return;
        await ReadAsync(stop);
    }

    /// <summary>The public half of a key; nothing for a key nobody knows.</summary>
    public IEnumerable<SecurityKey> Find(string? kid) => kid is not null && ring.Public.TryGetValue(kid, out var key) ? [key] : [];

    public void Dispose() => reading.Dispose();

    private async Task ReadAsync(CancellationToken stop)
    {
        var seen = ring;
        await reading.WaitAsync(stop);
        try
        {
            // Whoever waited finds what the one before has read.
            if (!ReferenceEquals(seen, ring)) return;

            await using var scope = scopes.CreateAsyncScope();
            // Whoever waits here may hold a connection of the pages' pool already: taking a second one from there could wait for ever.
            scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
            var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await work.BeginPlatformAsync(stop);
            var read = await SelectAsync(work, stop);
            if (read.Signer is null)
            {
                await using (var alone = work.Command("select pg_advisory_xact_lock(7261903)")) await alone.ExecuteNonQueryAsync(stop);
                read = await SelectAsync(work, stop);
            }
            if (read.Signer is null)
            {
                await InsertAsync(work, stop);
                read = await SelectAsync(work, stop);
            }
            await work.CommitAsync(stop);
            ring = read;
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<Ring> SelectAsync(UnitOfWork work, CancellationToken stop)
    {
        await using var command = work.Command("select private_key, public_jwk::text, retired_at is not null from signing_keys order by created_at desc");
        await using var reader = await command.ExecuteReaderAsync(stop);
        JsonWebKey? signer = null;
        var known = new Dictionary<string, JsonWebKey>();
        while (await reader.ReadAsync(stop))
        {
            var key = new JsonWebKey(reader.GetString(1));
            known[key.Kid] = key;
            if (signer is null && !reader.GetBoolean(2)) signer = new JsonWebKey(reader.GetString(1)) { D = protector.Unprotect(reader.GetString(0)) };
        }
        return new Ring(signer, known, clock.GetUtcNow());
    }

    private async Task InsertAsync(UnitOfWork work, CancellationToken stop)
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = made.ExportParameters(includePrivateParameters: true);
        var kid = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));
        var jwk = JsonSerializer.Serialize(new
        {
            kty = "EC",
            crv = "P-256",
            use = "sig",
            alg = SecurityAlgorithms.EcdsaSha256,
            kid,
            x = Base64Url.EncodeToString(key.Q.X),
            y = Base64Url.EncodeToString(key.Q.Y),
        });
        await using var insert = work.Command(
            "insert into signing_keys (kid, private_key, public_jwk, created_at) values ($1, $2, $3::text::jsonb, $4)",
            kid, protector.Protect(Base64Url.EncodeToString(key.D)), jwk, clock.GetUtcNow());
        await insert.ExecuteNonQueryAsync(stop);
    }

    private sealed record Ring(JsonWebKey? Signer, IReadOnlyDictionary<string, JsonWebKey> Public, DateTimeOffset ReadAt);
}
