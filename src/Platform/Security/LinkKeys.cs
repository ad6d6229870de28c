using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Security;

/// <summary>
/// Keys in links for people without an account. A key is derived from a key of the club and the id it opens, so nothing has to be stored, a mail
/// sent next week can carry it again, and one club's keys open nothing at another. The club's key lies in the database only wrapped by the master
/// key: whoever steals a copy makes none. Links from before that were made by a secret in a table; they open what is as old as they are.
/// </summary>
public sealed class LinkKeys(CurrentTenant current, DataKeys keys, OneTrip trip, Cached cached, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The key that opens this id, 128 bits as 22 letters.</summary>
    public ValueTask<string> ForAsync(Guid id, CancellationToken stop = default) => ForAsync(id, 0, stop);

    /// <summary>The key that opens this id since it last changed hands. The keys of every turn before open nothing any more.</summary>
    /// <param name="turn">How often it has changed hands; 0 for what never did.</param>
    public async ValueTask<string> ForAsync(Guid id, int turn, CancellationToken stop = default)
    {
        var secret = await cached.GetAsync(current.Info.Id, "key:links", [], () => Task.FromResult((keys.OfLinks(current.Info.Schema), clock.GetUtcNow() + Longest)));
        return Made(secret, id, turn);
    }

    /// <summary>Whether the key opens this id. Takes as long for a wrong key as for a right one.</summary>
    public ValueTask<bool> OpensAsync(Guid id, string? key, CancellationToken stop = default) => OpensAsync(id, 0, key, stop);

    /// <inheritdoc cref="OpensAsync(Guid, string?, CancellationToken)"/>
    /// <param name="turn">How often it has changed hands.</param>
    public async ValueTask<bool> OpensAsync(Guid id, int turn, string? key, CancellationToken stop = default)
    {
        if (string.IsNullOrEmpty(key) || key.Length > 64) return false;
        if (Same(await ForAsync(id, turn, stop), key)) return true;
        var former = await cached.GetAsync(current.Info.Id, "secret:links", [], async () => (await FormerAsync(stop), clock.GetUtcNow() + Longest));
        return former is not null && MadeAt(id) < former.Until && Same(Made(former.Secret, id, turn), key);
    }

    private static bool Same(string right, string key) => CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(right), System.Text.Encoding.UTF8.GetBytes(key));

    private static string Made(byte[] secret, Guid id, int turn) => WebEncoders.Base64UrlEncode(HMACSHA256.HashData(secret, Subject(id, turn)).AsSpan(0, 16));

    // A UUIDv7 begins with the milliseconds since 1970; an id of another kind was never opened by a former key.
    private static DateTimeOffset MadeAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return id.Version == 7 ? DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16) : DateTimeOffset.MaxValue;
    }

    private static byte[] Subject(Guid id, int turn)
    {
        var subject = new byte[turn == 0 ? 16 : 20];
        id.TryWriteBytes(subject, bigEndian: true, out _);
        if (turn > 0) BinaryPrimitives.WriteInt32BigEndian(subject.AsSpan(16), turn);
        return subject;
    }

    private Task<Former?> FormerAsync(CancellationToken stop) => trip.RunAsync(
        batch => batch.BatchCommands.Add(new Npgsql.NpgsqlBatchCommand("select value, former_at from secrets where name = 'links' and former_at is not null")),
        async reader => await reader.ReadAsync(stop) ? new Former(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<DateTimeOffset>(1)) : null,
        stop);

    private sealed record Former(byte[] Secret, DateTimeOffset Until);
}
