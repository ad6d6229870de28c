using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Security;

/// <summary>
/// Seals anew what lies in the clear or under a retired key, a few hundred rows per transaction, while everybody works. What is left to do
/// is read from the values themselves, so it goes on where it was interrupted.
/// </summary>
public sealed class Resealing(IServiceScopeFactory scopes, ITenantStore tenants, DataKeys keys, Rotation rotation, ProtectionKeys ring, IEnumerable<SealedColumn> columns)
{
    /// <summary>Rows per transaction.</summary>
    public const int Batch = 200;

    /// <summary>Everything of one owner: a tenant's schema, or the platform's role.</summary>
    /// <returns>How many values were sealed.</returns>
    public async Task<int> RunAsync(string owner, CancellationToken stop = default)
    {
        keys.Forget(owner);
        var shared = owner == Database.PlatformRole;
        var done = shared ? ring.Reseal() : 0;
        foreach (var column in columns.Where(column => column.Shared == shared)) done += await SealAsync(owner, column, Stale(column), stop);
        return done;
    }

    private async Task<int> SealAsync(string owner, SealedColumn column, string which, CancellationToken stop)
    {
        var (done, after) = (0, Guid.Empty);
        do
        {
            (var sealedNow, after) = await NextAsync(owner, column, which, after, stop);
            done += sealedNow;
        }
        while (after != Guid.Empty);
        return done;
    }

    /// <summary>
    /// Seals at one tenant what processes from before a column was sealed have written in the clear since, and what lay there when nobody ran the command.
    /// </summary>
    /// <returns>How many values were sealed.</returns>
    public async Task<int> SealClearAsync(string owner, CancellationToken stop)
    {
        var done = 0;
        foreach (var column in columns.Where(column => column is { Plain: not null, Shared: false })) done += await SealAsync(owner, column, InTheClear(column), stop);
        return done;
    }

    /// <summary>Finishes rotations whose command has ended before they did, or that other processes worked against.</summary>
    /// <returns>How many owners were seen to.</returns>
    public async Task<int> TurnAsync(CancellationToken stop)
    {
        var owners = await rotation.UnfinishedAsync(stop);
        foreach (var owner in owners)
        {
            // A tenant that was erased has nothing left to seal.
            if (owner == Database.PlatformRole || await tenants.FindBySchemaAsync(owner, stop) is not null) await RunAsync(owner, stop);
            await rotation.FinishAsync(owner, stop);
        }
        return owners.Count;
    }

    // One batch; the id to go on after, or an empty one at the end.
    private async Task<(int Done, Guid After)> NextAsync(string owner, SealedColumn column, string which, Guid after, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        if (column.Shared)
        {
            await work.BeginPlatformAsync(stop);
        }
        else
        {
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await tenants.FindBySchemaAsync(owner, stop) ?? throw new InvalidOperationException($"There is no tenant with the schema {owner}."));
            await work.BeginAsync(stop);
        }
        var rows = await ReadAsync(work, column, which, keys.CurrentId(owner), after, stop);
        if (rows.Count > 0) await WriteAsync(work, column, [.. rows.Select(row => Anew(owner, column, row))], stop);
        await work.CommitAsync(stop);
        return (rows.Count, rows.Count == Batch ? rows[^1].Id : Guid.Empty);
    }

    private static async Task<List<Row>> ReadAsync(UnitOfWork work, SealedColumn column, string which, int current, Guid after, CancellationToken stop)
    {
        var mark = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(mark, current);
        await using var command = work.Command($"""
            select id, {column.Column}, {column.Plain ?? "null"}::text from {column.Table}
            where id > $1 and $2::bytea is not null and ({which}) order by id limit {Batch} for update
            """, after, mark);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<Row>();
        while (await reader.ReadAsync(stop)) rows.Add(new Row(reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        return rows;
    }

    private static string InTheClear(SealedColumn column) => $"{column.Plain} is not null";

    private static string Stale(SealedColumn column) =>
        $"{column.Column} is not null and substring({column.Column} from 2 for 4) <> $2{(column.Plain is null ? "" : $" or {InTheClear(column)}")}";

    private Anewed Anew(string owner, SealedColumn column, Row row)
    {
        // A value in the clear was written later than the sealed one: by code from before the column was sealed.
        var value = row.Plain is null ? keys.Open(owner, column.Name, Sealed.Row(row.Id), row.Sealed) : Encoding.UTF8.GetBytes(row.Plain);
        var text = Encoding.UTF8.GetString(value);
        var indexed = column.Indexed?.Invoke(text);
        return new Anewed(
            row.Id, keys.Seal(owner, column.Name, Sealed.Row(row.Id), value), string.IsNullOrEmpty(indexed) ? null : keys.BlindIndex(owner, column.Name, indexed),
            column.Pieces is not null && NumberPieces.Of(text) is { Count: > 0 } pieces ? $"{{{string.Join(',', keys.Tokens(owner, column.Name, pieces))}}}" : null);
    }

    private static async Task WriteAsync(UnitOfWork work, SealedColumn column, List<Anewed> rows, CancellationToken stop)
    {
        var plain = column.Plain is null ? "" : $", {column.Plain} = null";
        var index = column.Index is null ? "" : $", {column.Index} = anew.place";
        var pieces = column.Pieces is null ? "" : $", {column.Pieces} = anew.pieces::bigint[]";
        var besides = column.Besides is null ? "" : $", {column.Besides}";
        // Arrays of arrays would be unpacked whole: the pieces travel as text.
        await using var command = work.Command(
            $"update {column.Table} t set {column.Column} = anew.value{plain}{index}{pieces}{besides} from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::text[]) as anew (id, value, place, pieces) where t.id = anew.id",
            rows.Select(row => row.Id).ToArray(), rows.Select(row => row.Value).ToArray(), rows.Select(row => row.Index).ToArray(), rows.Select(row => row.Pieces).ToArray());
        await command.ExecuteNonQueryAsync(stop);
    }

    private sealed record Row(Guid Id, byte[]? Sealed, string? Plain);

    private sealed record Anewed(Guid Id, byte[] Value, byte[]? Index, string? Pieces);
}

/// <summary>Seals what lies in the clear at a club.</summary>
internal sealed class SealClear(Resealing resealing, CurrentTenant tenant) : IClubJob
{
    public Task RunAsync(CancellationToken stop) => resealing.SealClearAsync(tenant.Info.Schema, stop);
}
