using System.Text.RegularExpressions;
using Npgsql;

namespace PadelSaaS.Platform.Data;

/// <summary>Makes and removes a tenant's schema and role. Both carry the same name and have rights on nothing else.</summary>
public sealed partial class TenantSchemas(Database database, Scripts scripts)
{
    /// <summary>Creates the role, the schema and all its tables in one transaction. Doing it again finishes what was missing.</summary>
    public async Task CreateAsync(string schema, CancellationToken stop = default)
    {
        if (!SchemaName().IsMatch(schema)) throw new ArgumentException($"'{schema}' is no name for a tenant's schema.", nameof(schema));

        await using var connection = await database.Owner.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // Of two that make the same schema, one waits and finds it made.
        await Migrator.Execute(connection, $"select pg_advisory_xact_lock(hashtextextended('schema:{schema}', 0))", stop);
        await Migrator.Execute(connection, Rooms(schema), stop);
        foreach (var script in scripts.Tenant)
        {
            await using var known = new NpgsqlCommand("select exists (select from platform.migrations where target = $1 and service = $2 and script = $3)", connection);
            foreach (var value in new[] { schema, script.Service, script.Name }) known.Parameters.Add(Tenancy.UnitOfWork.Parameter(value));
            if ((bool)(await known.ExecuteScalarAsync(stop))!) continue;
            await Migrator.Execute(connection, script.Sql, stop);
            await Migrator.RecordAsync(connection, schema, script, stop);
        }
        await transaction.CommitAsync(stop);
    }

    /// <summary>How many tables the schema has, and how many rows in all of them; nothing where there is no schema.</summary>
    public async Task<(long Tables, long Rows)> CountAsync(string schema, CancellationToken stop = default)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(stop);
        await using var count = new NpgsqlCommand("""
            select count(*), coalesce(sum((xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I.%I', schemaname, tablename), false, true, '')))[1]::text::bigint), 0)::bigint
            from pg_tables where schemaname = $1
            """, connection);
        count.Parameters.Add(Tenancy.UnitOfWork.Parameter(schema));
        await using var row = await count.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return (row.GetInt64(0), row.GetInt64(1));
    }

    /// <summary>
    /// Removes the schema with all its rows, what it told and what it had set to ring, its data keys (what backups hold sealed is lost with them) and the role.
    /// Doing it again finishes what was missing.
    /// </summary>
    public async Task DropAsync(string schema, CancellationToken stop = default)
    {
        if (!SchemaName().IsMatch(schema)) throw new ArgumentException($"'{schema}' is no name for a tenant's schema.", nameof(schema));

        await using var connection = await database.Owner.OpenConnectionAsync(stop);
        await Migrator.Execute(connection, $"""
            begin;
            drop schema if exists {schema} cascade;
            delete from platform.migrations where target = '{schema}';
            delete from platform.data_keys where owner = '{schema}';
            delete from platform.audit_heads where chain = '{schema}';
            delete from platform.delayed_facts d using platform.outbox o where o.id = d.event_id and o.tenant_role = '{schema}';
            delete from platform.outbox where tenant_role = '{schema}';
            delete from platform.inbox where tenant_role = '{schema}';
            delete from platform.timers where tenant_role = '{schema}';
            drop role if exists {schema};
            commit;
            """, stop);
    }

    private static string Rooms(string schema) => $"""
        do $$
        begin
          if not exists (select from pg_roles where rolname = '{schema}') then
            create role {schema} nologin;
          end if;
        end $$;
        grant {Database.TenantGroup} to {schema};
        grant {schema} to {DatabaseSettings.AppRole};
        create schema if not exists {schema};
        grant usage on schema {schema} to {schema};
        alter default privileges in schema {schema} grant select, insert, update, delete on tables to {schema};
        alter default privileges in schema {schema} grant usage on sequences to {schema};
        set local search_path to {schema}, public;
        """;

    [GeneratedRegex("^t_[a-z0-9]{6,40}$")]
    private static partial Regex SchemaName();
}
