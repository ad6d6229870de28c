using Npgsql;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Lifecycle;

/// <summary>Reads what the console shows of clubs. In a unit of work of the platform.</summary>
internal sealed class ClubBook(UnitOfWork work, Scripts scripts)
{
    /// <summary>What is known about these clubs, in their order.</summary>
    public async Task<IReadOnlyList<ClubLine>> LinesAsync(IReadOnlyList<TenantInfo> clubs, CancellationToken stop)
    {
        await using var command = work.Command("""
            select t.id, t.created_at, coalesce(t.state_since, t.created_at), t.erase_at, t.erasing_at is not null,
                   (select count(*)::int from migrations m where m.target = t.schema_name),
                   (select s.step || ': ' || s.error from provisioning_steps s where s.tenant_id = t.id and s.error is not null order by s.position desc limit 1),
                   (select count(*)::int from timers r where r.tenant_role = t.schema_name::name and r.parked_at is not null),
                   (select r.job || ': ' || r.error from timers r where r.tenant_role = t.schema_name::name and r.parked_at is not null order by r.parked_at desc limit 1)
            from tenants t where t.id = any($1)
            """, clubs.Select(club => club.Id).ToArray());
        await using var row = await command.ExecuteReaderAsync(stop);
        var (known, wanted) = (clubs.ToDictionary(club => club.Id), scripts.Tenant.Count());
        var lines = new Dictionary<Guid, ClubLine>();
        while (await row.ReadAsync(stop))
        {
            var line = new ClubLine(known[row.GetGuid(0)], At(row, 1)!.Value, At(row, 2)!.Value, At(row, 3), row.GetBoolean(4), row.GetInt32(5), Masked(row, 6), row.GetInt32(7), Masked(row, 8));
            lines[row.GetGuid(0)] = line with { ScriptsWanted = wanted };
        }
        return [.. clubs.Where(club => lines.ContainsKey(club.Id)).Select(club => lines[club.Id])];
    }

    /// <summary>What admins did to a club, the last first.</summary>
    public async Task<IReadOnlyList<ClubChange>> ChangesAsync(Guid club, CancellationToken stop)
    {
        await using var command = work.Command("select act, reason, admin, at from tenant_changes where tenant_id = $1 order by at desc, id desc limit 50", club);
        await using var row = await command.ExecuteReaderAsync(stop);
        var changes = new List<ClubChange>();
        while (await row.ReadAsync(stop)) changes.Add(new ClubChange(row.GetString(0), row.GetString(1), row.GetString(2), At(row, 3)!.Value));
        return changes;
    }

    /// <summary>Closed clubs whose erasure is planned, the next first.</summary>
    public async Task<IReadOnlyList<(Guid Id, DateTimeOffset EraseAt)>> PlannedAsync(CancellationToken stop)
    {
        await using var command = work.Command("select id, erase_at from tenants where erase_at is not null order by erase_at limit 100");
        await using var row = await command.ExecuteReaderAsync(stop);
        var planned = new List<(Guid, DateTimeOffset)>();
        while (await row.ReadAsync(stop)) planned.Add((row.GetGuid(0), At(row, 1)!.Value));
        return planned;
    }

    /// <summary>Receipts of clubs that were erased, the last first.</summary>
    public async Task<IReadOnlyList<ErasureReceipt>> ReceiptsAsync(CancellationToken stop)
    {
        await using var command = work.Command("""
            select tenant_id, slug, name, schema_name, reason, asked_by, closed_at, tables, table_rows, files, begun_at, erased_at
            from tenant_erasures order by begun_at desc limit 200
            """);
        await using var row = await command.ExecuteReaderAsync(stop);
        var receipts = new List<ErasureReceipt>();
        while (await row.ReadAsync(stop))
            receipts.Add(new ErasureReceipt(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), At(row, 6)!.Value,
                row.GetInt64(7), row.GetInt64(8), row.GetInt64(9), At(row, 10)!.Value, At(row, 11)));
        return receipts;
    }

    private static DateTimeOffset? At(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    // An error may quote whatever was worked on.
    private static string? Masked(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Mask.Text(row.GetString(column));
}
