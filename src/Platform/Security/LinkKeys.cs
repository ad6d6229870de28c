using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Security;

/// <summary>
/// Keys in links for people without an account. A key is derived from the club's own secret and the id it opens, so nothing has to be
/// stored, a mail sent next week can carry it again, and one club's keys open nothing at another.
/// </summary>
public sealed class LinkKeys(CurrentTenant current, OneTrip trip, Cached cached, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The key that opens this id, 128 bits as 22 letters.</summary>
    public ValueTask<string> ForAsync(Guid id, CancellationToken stop = default) => ForAsync(id, 0, stop);

    /// <summary>The key that opens this id since it last changed hands. The keys of every turn before open nothing any more.</summary>
    /// <param name="turn">How often it has changed hands; 0 for what never did.</param>
    public async ValueTask<string> ForAsync(Guid id, int turn, CancellationToken stop = default)
    {
        var secret = await cached.GetAsync(current.Info.Id, "secret:links", [], async () => (await ReadAsync(stop), clock.GetUtcNow() + Longest));
        return WebEncoders.Base64UrlEncode(HMACSHA256.HashData(secret, Subject(id, turn)).AsSpan(0, 16));
    }

    /// <summary>Whether the key opens this id. Takes as long for a wrong key as for a right one.</summary>
    public ValueTask<bool> OpensAsync(Guid id, string? key, CancellationToken stop = default) => OpensAsync(id, 0, key, stop);

    /// <inheritdoc cref="OpensAsync(Guid, string?, CancellationToken)"/>
    /// <param name="turn">How often it has changed hands.</param>
    public async ValueTask<bool> OpensAsync(Guid id, int turn, string? key, CancellationToken stop = default)
    {
        if (string.IsNullOrEmpty(key) || key.Length > 64) return false;
        var right = await ForAsync(id, turn, stop);
        return CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(right), System.Text.Encoding.UTF8.GetBytes(key));
    }

    private static byte[] Subject(Guid id, int turn)
    {
        var subject = new byte[turn == 0 ? 16 : 20];
        id.TryWriteBytes(subject, bigEndian: true, out _);
        if (turn > 0) BinaryPrimitives.WriteInt32BigEndian(subject.AsSpan(16), turn);
        return subject;
    }

    private Task<byte[]> ReadAsync(CancellationToken stop) => trip.RunAsync(
        batch => batch.BatchCommands.Add(new Npgsql.NpgsqlBatchCommand("select value from secrets where name = 'links'")),
        async reader => await reader.ReadAsync(stop) ? reader.GetFieldValue<byte[]>(0) : throw new InvalidOperationException("The tenant has no secret for links."),
        stop);
}
