using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Data.Archives;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Storage;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Lifecycle;

/// <summary>
/// Erases a closed club when its time is over: files, then schema, role and keys, then its place in the registry, which frees its slug. Each step may be done
/// again, and the receipt is begun first: who dies in the middle is resumed by the timer that rings again. Other services hear of it and forget their shared rows.
/// </summary>
internal sealed class EraseClub(UnitOfWork work, TenantSchemas schemas, IFileStore files, TimeProvider clock) : ITimerJob
{
    public const string Job = "erase-club";

    private sealed record Doomed(Guid Id, string Slug, string Schema);

    public async Task RingAsync(string key, CancellationToken stop)
    {
        // It was stopped, put off, or is done already: a timer is never taken back.
        if (await BeginAsync(Guid.Parse(key), stop) is not { } club) return;
        await CountAsync(club, stop);
        await TakeFilesAsync(club, stop);
        // Somebody may have looked at an archive of it.
        await schemas.DropAsync(ShadowSchemas.NameOf(club.Id), stop);
        await schemas.DropAsync(club.Schema, stop);
        await EndAsync(club, stop);
    }

    // From here on nobody stops it: what is half erased is no club to come back to.
    private async Task<Doomed?> BeginAsync(Guid id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginPlatformAsync(stop);
        Doomed? club = null;
        await using (var begin = work.Command(
            "update tenants set erasing_at = coalesce(erasing_at, $2) where id = $1 and state = 'closed' and erase_at <= $2 returning slug, schema_name", id, now))
        await using (var row = await begin.ExecuteReaderAsync(stop))
            if (await row.ReadAsync(stop)) club = new Doomed(id, row.GetString(0), row.GetString(1));
        await using (var receipt = work.Command("""
            insert into tenant_erasures (tenant_id, slug, name, schema_name, reason, asked_by, closed_at, tables, table_rows, files, begun_at)
            select t.id, t.slug, t.name, t.schema_name, coalesce(c.reason, ''), coalesce(c.admin, ''), coalesce(t.state_since, t.updated_at), 0, 0, 0, $2
            from tenants t left join lateral (select reason, admin from tenant_changes where tenant_id = t.id and act in ('closed', 'erasure_hastened') order by at desc limit 1) c on true
            where t.id = $1 and t.erasing_at is not null
            on conflict (tenant_id) do nothing
            """, id, now))
            await receipt.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
        return club;
    }

    // A schema that is gone already was counted before it went.
    private async Task CountAsync(Doomed club, CancellationToken stop)
    {
        var counted = await schemas.CountAsync(club.Schema, stop);
        if (counted.Tables > 0) await NoteAsync("update tenant_erasures set tables = $2, table_rows = $3 where tenant_id = $1", stop, club.Id, counted.Tables, counted.Rows);
    }

    private async Task TakeFilesAsync(Doomed club, CancellationToken stop)
    {
        var gone = 0L;
        await foreach (var file in files.ListAsync($"t/{club.Id:n}/", stop))
        {
            await files.DeleteAsync(file.Key, stop);
            gone++;
        }
        await NoteAsync("update tenant_erasures set files = files + $2 where tenant_id = $1", stop, club.Id, gone);
    }

    private async Task EndAsync(Doomed club, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        await using (var leave = work.Command("delete from tenants where id = $1", club.Id)) await leave.ExecuteNonQueryAsync(stop);
        await using (var end = work.Command("update tenant_erasures set erased_at = $2 where tenant_id = $1", club.Id, clock.GetUtcNow())) await end.ExecuteNonQueryAsync(stop);
        work.Tell(new TenantErased(club.Id, club.Slug, club.Schema));
        work.Audit(new Act("tenant.erased", "tenant", $"{club.Id}", club.Slug));
        await work.CommitAsync(stop);
    }

    private async Task NoteAsync(string sql, CancellationToken stop, params object[] values)
    {
        await work.BeginPlatformAsync(stop);
        await using (var command = work.Command(sql, values)) await command.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }
}
