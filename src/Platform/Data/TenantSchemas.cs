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

    /// <summary>Removes the schema with all its rows, its data keys (what backups hold sealed is lost with them) and the role.</summary>
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
