using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>
/// The table of signing keys. Whoever reads it and finds that a key is due makes it, and takes away what is over; of several processes that
/// find so at once one does. The private halves lie sealed by data protection.
/// </summary>
internal sealed class SigningKeyStore(IServiceScopeFactory scopes, IDataProtectionProvider protection, SigningKeyTimes times, TimeProvider clock) : ISigningKeyRotation
{
    private const long Lock = 7261903;

    private readonly IDataProtector protector = protection.CreateProtector("PadelSaaS.Identity.SigningKeys");

    /// <summary>Every key that is published, the one that signs last first.</summary>
    public Task<IReadOnlyList<SigningKey>> ReadAsync(CancellationToken stop) => InTransactionAsync(async work =>
    {
        var keys = await SelectAsync(work, stop);
        if (!IsDue(keys)) return keys;

        await LockAsync(work, stop);
        keys = await SelectAsync(work, stop);
        if (!IsDue(keys)) return keys;
        await SweepAsync(work, stop);
        if (keys.Count == 0) await InsertAsync(work, clock.GetUtcNow(), stop);
        else if (times.WantsSuccessor(keys[0].SignsFrom, clock.GetUtcNow())) await InsertAsync(work, clock.GetUtcNow() + times.Lead, stop);
        return await SelectAsync(work, stop);
    }, stop);

    /// <inheritdoc/>
    public Task<DateTimeOffset> RotateAsync(bool atOnce, CancellationToken stop = default) => InTransactionAsync(async work =>
    {
        await LockAsync(work, stop);
        var now = clock.GetUtcNow();
        var keys = await SelectAsync(work, stop);
        // One is on its way already: a third key would only make two of them useless.
        if (!atOnce && keys.Count > 0 && keys[0].SignsFrom > now) return keys[0].SignsFrom;

        var from = atOnce || keys.Count == 0 ? now : now + times.Lead;
        if (atOnce) await ExecuteAsync(work, "delete from signing_keys", stop);
        await InsertAsync(work, from, stop);
        return from;
    }, stop);

    private bool IsDue(IReadOnlyList<SigningKey> keys) =>
        keys.Count == 0 || times.WantsSuccessor(keys[0].SignsFrom, clock.GetUtcNow()) || keys.Any(key => key.RetiresAt <= clock.GetUtcNow());

    private async Task<T> InTransactionAsync<T>(Func<UnitOfWork, Task<T>> act, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        // Whoever waits here may hold a connection of the pages' pool already: taking a second one from there could wait for ever.
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        var result = await act(work);
        await work.CommitAsync(stop);
        return result;
    }

    private async Task<IReadOnlyList<SigningKey>> SelectAsync(UnitOfWork work, CancellationToken stop)
    {
        await using var command = work.Command(
            "select private_key, public_jwk::text, coalesce(signs_from, created_at), retired_at from signing_keys order by coalesce(signs_from, created_at) desc, kid");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var keys = new List<SigningKey>();
        while (await reader.ReadAsync(stop))
        {
            var jwk = reader.GetString(1);
            keys.Add(new SigningKey(
                new JsonWebKey(jwk) { D = protector.Unprotect(reader.GetString(0)) }, new JsonWebKey(jwk), jwk,
                reader.GetFieldValue<DateTimeOffset>(2), reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3)));
        }
        return keys;
    }

    private async Task InsertAsync(UnitOfWork work, DateTimeOffset signsFrom, CancellationToken stop)
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
        await ExecuteAsync(work, "update signing_keys set retired_at = $1 where retired_at is null", stop, signsFrom + SigningKeyTimes.Overlap);
        await ExecuteAsync(
            work, "insert into signing_keys (kid, private_key, public_jwk, created_at, signs_from) values ($1, $2, $3::text::jsonb, $4, $5)", stop,
            kid, protector.Protect(Base64Url.EncodeToString(key.D)), jwk, clock.GetUtcNow(), signsFrom);
        work.Audit(new Act("keys.signing_published", "key", kid) { Changes = [new Changed("signsFrom", null, $"{signsFrom:O}")] });
    }

    private Task SweepAsync(UnitOfWork work, CancellationToken stop) => ExecuteAsync(work, "delete from signing_keys where retired_at <= $1", stop, clock.GetUtcNow());

    private static Task LockAsync(UnitOfWork work, CancellationToken stop) => ExecuteAsync(work, "select pg_advisory_xact_lock($1)", stop, Lock);

    private static async Task ExecuteAsync(UnitOfWork work, string sql, CancellationToken stop, params object[] values)
    {
        await using var command = work.Command(sql, values);
        await command.ExecuteNonQueryAsync(stop);
    }
}
