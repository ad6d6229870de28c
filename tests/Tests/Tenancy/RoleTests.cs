using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Platform.Data;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Tenancy;

/// <summary>What PostgreSQL itself refuses, whatever the code above it does.</summary>
public sealed class RoleTests(RoleTests.Migrated platform) : IClassFixture<RoleTests.Migrated>
{
    // A clone of a database does not take along who may do what with the database itself.
    public sealed class Migrated : PlatformFixture
    {
        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            await Services.GetRequiredService<Migrator>().MigratePlatformAsync();
        }
    }

    private const string Denied = PostgresErrorCodes.InsufficientPrivilege;

    [Fact]
    public async Task The_login_role_has_no_power_of_its_own()
    {
        var powers = await Cluster.ScalarAsync<string>(platform.Database, """
            select concat_ws(' ', rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls) from pg_roles where rolname = 'padel_app'
            """);
        powers.ShouldBe("f f f f f f");
        (await Cluster.ScalarAsync<long>(platform.Database, """
            select (select count(*) from pg_class where relowner = 'padel_app'::regrole) + (select count(*) from pg_namespace where nspowner = 'padel_app'::regrole)
                 + (select count(*) from pg_shdepend where refobjid = 'padel_app'::regrole and deptype = 'o')
            """)).ShouldBe(0);
    }

    [Fact]
    public async Task The_login_role_reads_nothing_until_it_becomes_somebody()
    {
        var madrid = await platform.TenantAsync("madrid");
        foreach (var sql in new[]
        {
            "select * from platform.tenants", "select * from platform.outbox", "select * from platform.signing_keys", "select * from platform.migrations",
            $"select * from {madrid.Schema}.bookings", $"insert into {madrid.Schema}.users default values", "insert into platform.outbox (id) values (gen_random_uuid())",
            "create table public.mine (x int)", "create schema mine", "create temporary table venues (x int)",
        })
            (await TryAsync(null, sql)).ShouldBe(Denied, sql);
    }

    [Fact]
    public async Task A_clubs_role_can_do_nothing_with_any_table_of_another_club()
    {
        var (madrid, lahore) = (await platform.TenantAsync("madrid"), await platform.TenantAsync("lahore"));
        var tables = await Cluster.ScalarAsync<string[]>(platform.Database, $"select array_agg(tablename::text) from pg_tables where schemaname = '{lahore.Schema}'");
        tables.Length.ShouldBeGreaterThan(10);
        foreach (var table in tables)
            foreach (var sql in new[] { "select 1 from {0}", "insert into {0} default values", "delete from {0}", "truncate {0}", "lock table {0}", "drop table {0}", "alter table {0} add column x int" })
            {
                var statement = string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, $"{lahore.Schema}.{table}");
                (await TryAsync(madrid.Schema, statement)).ShouldBe(Denied, statement);
            }
    }

    [Fact]
    public async Task A_clubs_role_may_add_facts_inbox_rows_and_timers_and_nothing_else_to_the_shared_schema()
    {
        var madrid = await platform.TenantAsync("madrid");
        var rights = await Cluster.ScalarAsync<string[]>(platform.Database, $"""
            select array_agg(c.relname || '.' || a.attname || ':' || p order by c.relname, a.attname, p)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            cross join unnest(array['select', 'insert', 'update', 'references']) p
            where c.relnamespace = 'platform'::regnamespace and c.relkind in ('r', 'v', 'm', 'p') and has_column_privilege('{madrid.Schema}', c.oid, a.attnum, p)
            """);
        rights.ShouldBe([
            "inbox.event_id:insert", "inbox.heard_at:insert", "inbox.reaction:insert",
            "outbox.aggregate:insert", "outbox.event_type:insert", "outbox.id:insert", "outbox.occurred_at:insert", "outbox.payload:insert", "outbox.trace_id:insert",
            "timers.due_at:insert", "timers.id:insert", "timers.job:insert", "timers.key:insert", "timers.trace_id:insert",
        ]);
        (await Cluster.ScalarAsync<long>(platform.Database, $"""
            select count(*) from pg_class c cross join unnest(array['delete', 'truncate', 'trigger']) p
            where c.relnamespace = 'platform'::regnamespace and c.relkind = 'r' and has_table_privilege('{madrid.Schema}', c.oid, p)
            """)).ShouldBe(0);
    }

    [Fact]
    public async Task A_club_cannot_speak_for_another()
    {
        var (madrid, lahore) = (await platform.TenantAsync("madrid"), await platform.TenantAsync("lahore"));
        const string Fact = "gen_random_uuid(), 'BOOKING_EXPIRED', gen_random_uuid(), '{}', now()";
        (await TryAsync(madrid.Schema, $"insert into platform.outbox (id, event_type, aggregate, payload, occurred_at) values ({Fact})")).ShouldBe("fine");
        (await TryAsync(madrid.Schema, $"insert into platform.outbox (id, event_type, aggregate, payload, occurred_at, tenant_role) values ({Fact}, '{lahore.Schema}')")).ShouldBe(Denied);
        (await TryAsync(madrid.Schema, $"insert into platform.outbox (id, event_type, aggregate, payload, occurred_at, xid) values ({Fact}, '1')")).ShouldBe(Denied);
        (await TryAsync(madrid.Schema, $"insert into platform.inbox (event_id, reaction, heard_at, tenant_role) values (gen_random_uuid(), 'x', now(), '{lahore.Schema}')")).ShouldBe(Denied);
        (await TryAsync(madrid.Schema, $"insert into platform.timers (id, job, key, due_at, tenant_role) values (gen_random_uuid(), 'x', 'x', now(), '{lahore.Schema}')")).ShouldBe(Denied);
        (await TryAsync(madrid.Schema, "update platform.timers set due_at = now()")).ShouldBe(Denied);
        (await TryAsync(madrid.Schema, "select tenant_role from platform.outbox")).ShouldBe(Denied);
    }

    [Fact]
    public async Task A_club_cannot_make_change_or_run_what_is_not_a_row()
    {
        var madrid = await platform.TenantAsync("madrid");
        foreach (var sql in new[]
        {
            "create table mine (x int)", $"create table {madrid.Schema}.mine (x int)", "create table public.mine (x int)", "create temporary table venues (x int)",
            "create schema mine", "create view mine as select 1", "create function mine() returns int language sql as 'select 1'", "create role mine", "create extension hstore",
            "alter table venues add column x int", "drop table venues", "truncate venues", "copy (select 1) to program 'true'", "copy venues from '/etc/passwd'",
            "select pg_read_file('/etc/passwd')", "select pg_ls_dir('/')", "alter role padel_app superuser", $"grant {madrid.Schema} to padel_tenant",
        })
            (await TryAsync(madrid.Schema, sql)).ShouldBe(Denied, sql);
    }

    // As the platform connects: the login role, a transaction, the role of a club. Nothing is kept.
    private async Task<string> TryAsync(string? role, string sql)
    {
        await using var connection = new NpgsqlConnection((await Cluster.ConnectionAsync(platform.Database)).Replace("Username=postgres", "Username=padel_app", StringComparison.Ordinal));
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (role is not null)
        {
            await using var become = new NpgsqlCommand($"set local role {role}; set local search_path to {role}, public", connection, transaction);
            await become.ExecuteNonQueryAsync();
        }
        try
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync();
            return "fine";
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }
}
