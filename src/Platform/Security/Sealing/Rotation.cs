using System.Security.Cryptography;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Platform.Security;

/// <summary>Puts new keys in the place of old ones while everything runs: old keys open as long as anything is sealed by them.</summary>
public sealed class Rotation(Database database, DataKeys keys, MasterKeys masters, TimeProvider clock)
{
    /// <summary>Wraps every data key by the newest master key. Needs the older one in the configuration, this once more.</summary>
    /// <returns>How many were wrapped anew.</returns>
    public async Task<int> RotateMasterAsync(CancellationToken stop = default)
    {
        await using var session = await PlatformSession.OpenAsync(database, stop);
        var old = new List<(int Id, string Owner, string Purpose, byte[] Wrapped, string Master)>();
        await using (var select = session.Command("select id, owner::text, purpose, wrapped, master from data_keys where master <> $1 order by id for update", masters.Newest))
        await using (var reader = await select.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) old.Add((reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3), reader.GetString(4)));
        foreach (var (id, owner, purpose, wrapped, master) in old)
        {
            var anew = masters.Wrap(owner, purpose, masters.Unwrap(owner, purpose, master, wrapped));
            await using var update = session.Command("update data_keys set wrapped = $2, master = $3 where id = $1", id, anew, masters.Newest);
            await update.ExecuteNonQueryAsync(stop);
        }
        await session.CommitAsync(stop);
        return old.Count;
    }

    /// <summary>Gives an owner a new data key: new values are sealed by it, in other processes within five minutes.</summary>
    /// <returns>The new key's id.</returns>
    public async Task<int> RotateDataAsync(string owner, CancellationToken stop = default)
    {
        // Whoever has none yet gets the first ones, index key included.
        keys.CurrentId(owner);
        await using (var session = await PlatformSession.OpenAsync(database, stop))
        {
            await using (var retire = session.Command("update data_keys set retired_at = $2 where owner = $1::name and purpose = 'data' and retired_at is null", owner, clock.GetUtcNow()))
                await retire.ExecuteNonQueryAsync(stop);
            await using (var insert = session.Command(
                "insert into data_keys (owner, purpose, wrapped, master, created_at) values ($1, 'data', $2, $3, $4)",
                owner, masters.Wrap(owner, DataKeys.Data, RandomNumberGenerator.GetBytes(32)), masters.Newest, clock.GetUtcNow()))
                await insert.ExecuteNonQueryAsync(stop);
            await session.CommitAsync(stop);
        }
        keys.Forget(owner);
        return keys.CurrentId(owner);
    }

    /// <summary>Owners with a retired key under which something may still be sealed, once no process seals by it any more.</summary>
    internal async Task<IReadOnlyList<string>> UnfinishedAsync(CancellationToken stop)
    {
        var owners = new List<string>();
        await using var session = await PlatformSession.OpenAsync(database, stop);
        await using var select = session.Command("select distinct owner::text from data_keys where retired_at < $1 and emptied_at is null", clock.GetUtcNow() - 2 * DataKeys.Remember);
        await using var reader = await select.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) owners.Add(reader.GetString(0));
        return owners;
    }

    /// <summary>Notes that nothing is sealed by this owner's retired keys any more. The keys stay: backups are sealed by them.</summary>
    internal async Task FinishAsync(string owner, CancellationToken stop)
    {
        await using var session = await PlatformSession.OpenAsync(database, stop);
        await using (var update = session.Command("update data_keys set emptied_at = $2 where owner = $1::name and retired_at < $3 and emptied_at is null", owner, clock.GetUtcNow(), clock.GetUtcNow() - 2 * DataKeys.Remember))
            await update.ExecuteNonQueryAsync(stop);
        await session.CommitAsync(stop);
    }
}
