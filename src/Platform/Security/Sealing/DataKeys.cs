using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Security;

/// <summary>
/// The data keys of every club and of the platform, wrapped by a master key in the shared schema and remembered in the clear in memory only.
/// An owner's first value makes its keys. A key that memory does not know makes it look again, so a rotation needs no restart.
/// </summary>
public sealed class DataKeys(Database database, MasterKeys masters, TimeProvider clock)
{
    internal const string Data = "data";
    internal const string Index = "index";

    /// <summary>How long a process may go on sealing by a key that was retired meanwhile.</summary>
    internal static readonly TimeSpan Remember = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, KeyRing> rings = new();
    private readonly ConcurrentDictionary<string, Lock> reading = new();

    internal byte[] Seal(string owner, string column, string row, ReadOnlySpan<byte> plain)
    {
        var ring = Of(owner);
        return SealedBytes.Encrypt(ring.Keys[ring.Current], ring.Current, Bound(owner, column, row), plain);
    }

    internal byte[] Open(string owner, string column, string row, ReadOnlySpan<byte> value)
    {
        var id = SealedBytes.KeyId(value);
        var ring = Of(owner);
        if (!ring.Keys.TryGetValue(id, out var key) && !Read(owner, ring).Keys.TryGetValue(id, out key))
            throw new CryptographicException($"{owner} has no data key {id}: the value belongs to somebody else.");
        return SealedBytes.Decrypt(key, Bound(owner, column, row), value);
    }

    internal byte[] BlindIndex(string owner, string column, string value)
    {
        return HMACSHA256.HashData(Derived(owner, $"blind index\n{column}"), Encoding.UTF8.GetBytes(value))[..16];
    }

    /// <summary>64 bits for each value: enough to find by, and each finds a few others by chance in a table of thousands of millions.</summary>
    internal long[] Tokens(string owner, string column, IReadOnlyCollection<string> values)
    {
        var key = Derived(owner, $"pieces\n{column}");
        return [.. values.Select(value => BinaryPrimitives.ReadInt64BigEndian(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(value))))];
    }

    /// <summary>What keys in an owner's links are made of. It outlives rotations of the data key, or every link in a mail would die with one.</summary>
    internal byte[] OfLinks(string owner) => Derived(owner, "links");

    /// <summary>The id that new values of this owner carry.</summary>
    internal int CurrentId(string owner) => Of(owner).Current;

    /// <summary>Reads an owner's keys again, at the next use.</summary>
    internal void Forget(string owner) => rings.TryRemove(owner, out _);

    // One owner's name is a prefix of another's nowhere: they end with the line.
    private static byte[] Bound(string owner, string column, string row) => Encoding.UTF8.GetBytes($"{owner}\n{column}\n{row}");

    private byte[] Derived(string owner, string purpose)
    {
        var ring = Of(owner);
        return ring.Derived.GetOrAdd(purpose, _ => HKDF.DeriveKey(HashAlgorithmName.SHA256, ring.Index, 32, info: Encoding.UTF8.GetBytes(purpose)));
    }

    private KeyRing Of(string owner) => rings.TryGetValue(owner, out var ring) && ring.ReadAt + Remember > clock.GetUtcNow() ? ring : Read(owner, ring);

    // Without await, because values are sealed and opened where nobody can wait: once per process, owner and five minutes.
    private KeyRing Read(string owner, KeyRing? seen)
    {
        lock (reading.GetOrAdd(owner, _ => new Lock()))
        {
            if (rings.TryGetValue(owner, out var ring) && !ReferenceEquals(ring, seen)) return ring;
            if (Select(owner) is not { } read)
            {
                Insert(owner);
                read = Select(owner) ?? throw new InvalidOperationException($"{owner} has no data keys, and none could be made.");
            }
            return rings[owner] = read;
        }
    }

    private KeyRing? Select(string owner)
    {
        using var connection = database.Keys.OpenConnection();
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { BecomePlatform(), Command("select id, purpose, wrapped, master, retired_at is null from data_keys where owner = $1", owner) } };
        using var reader = batch.ExecuteReader();
        reader.NextResult();
        var (keys, current, index) = (new Dictionary<int, byte[]>(), 0, (byte[]?)null);
        while (reader.Read())
        {
            var (id, purpose) = (reader.GetInt32(0), reader.GetString(1));
            var key = masters.Unwrap(owner, purpose, reader.GetString(3), reader.GetFieldValue<byte[]>(2));
            if (purpose == Index) index = key;
            else keys.Add(id, key);
            if (purpose == Data && reader.GetBoolean(4)) current = id;
        }
        return current == 0 || index is null ? null : new KeyRing(current, keys, index, clock.GetUtcNow());
    }

    private void Insert(string owner)
    {
        using var connection = database.Keys.OpenConnection();
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { BecomePlatform() } };
        foreach (var purpose in new[] { Data, Index }) batch.BatchCommands.Add(New(owner, purpose));
        batch.ExecuteNonQuery();
    }

    internal NpgsqlBatchCommand New(string owner, string purpose) => Command(
        "insert into data_keys (owner, purpose, wrapped, master, created_at) values ($1, $2, $3, $4, $5) on conflict (owner, purpose) where retired_at is null do nothing",
        owner, purpose, masters.Wrap(owner, purpose, RandomNumberGenerator.GetBytes(32)), masters.Newest, clock.GetUtcNow());

    private static NpgsqlBatchCommand BecomePlatform() => Command(Become.Sql, Database.PlatformRole, "platform, public");

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(UnitOfWork.Parameter(value));
        return command;
    }

    private sealed record KeyRing(int Current, Dictionary<int, byte[]> Keys, byte[] Index, DateTimeOffset ReadAt)
    {
        public ConcurrentDictionary<string, byte[]> Derived { get; } = new();
    }
}
