using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Data;

/// <summary>What happened to one schema.</summary>
/// <param name="Applied">Scripts that ran now.</param>
/// <param name="Error">Why it stopped; <see langword="null"/> when the schema is up to date.</param>
public sealed record MigrationResult(string Schema, string Slug, int Applied, string? Error);

/// <summary>
/// Brings the shared schema and then every tenant's schema up to date: one transaction per schema and script, tenants side by side.
/// A tenant that fails keeps what it had, is reported by name and does not stop the others; running again resumes.
/// </summary>
public sealed class Migrator(Database database, Scripts scripts, ITenantStore tenants, ILogger<Migrator> log)
{
    private const string LockWait = "set local lock_timeout = '3s'; set local statement_timeout = '10min';";

    /// <summary>Creates roles and the shared schema where they are missing, and runs its scripts.</summary>
    /// <returns>How many scripts ran.</returns>
    public async Task<int> MigratePlatformAsync(CancellationToken stop = default)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(stop);
        await Execute(connection, "select pg_advisory_lock(7261901)", stop);
        try
        {
            await Execute(connection, Foundation.Sql(database.Settings), stop);
            var applied = 0;
            await ApplyAsync(connection, "platform", scripts.Shared, () => applied++, stop);
            return applied;
        }
        finally
        {
            await Execute(connection, "select pg_advisory_unlock(7261901)", CancellationToken.None);
        }
    }

    /// <summary>Runs the missing scripts for every tenant, or for one.</summary>
    public async Task<IReadOnlyList<MigrationResult>> MigrateTenantsAsync(string? slug = null, CancellationToken stop = default)
    {
        var results = new ConcurrentBag<MigrationResult>();
        // A tenant that is still being opened gets all scripts with its schema.
        var chosen = (await tenants.AllAsync(stop)).Where(tenant => tenant.State != TenantState.Provisioning && (slug is null || tenant.Slug == slug));
        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = stop },
            async (tenant, token) => results.Add(await MigrateAsync(tenant, token)));
        return [.. results.OrderBy(result => result.Slug, StringComparer.Ordinal)];
    }

    private async Task<MigrationResult> MigrateAsync(TenantInfo tenant, CancellationToken stop)
    {
        var applied = 0;
        try
        {
            await using var connection = await database.Owner.OpenConnectionAsync(stop);
            await ApplyAsync(connection, tenant.Schema, scripts.Tenant, () => applied++, stop);
            return new MigrationResult(tenant.Schema, tenant.Slug, applied, null);
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
        {
            log.LogError("Migrating {Tenant} stopped: {Error}", tenant.Slug, failure.Message);
            var error = failure is PostgresException told ? $"{told.MessageText} ({told.SqlState})" : failure.Message;
            return new MigrationResult(tenant.Schema, tenant.Slug, applied, error);
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, string schema, IEnumerable<Script> wanted, Action applied, CancellationToken stop)
    {
        // Without the schema, the script's tables would come to lie in public.
        await Execute(connection, $"select '{schema}'::regnamespace", stop);
        var known = await KnownAsync(connection, schema, stop);
        foreach (var script in wanted)
        {
            if (known.TryGetValue($"{script.Service}/{script.Name}", out var checksum))
            {
                if (checksum != script.Checksum)
                    throw new InvalidOperationException($"{script.Service}/{script.Name} was edited after it ran on {schema}. Write a new script instead.");
                continue;
            }
            await ApplyPatientlyAsync(connection, schema, script, stop);
            applied();
        }
    }

    // The club goes on playing while its schema changes: a script that cannot have its lock gives way and tries again.
    private static async Task ApplyPatientlyAsync(NpgsqlConnection connection, string schema, Script script, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(stop);
                await Execute(connection, $"{LockWait} set local search_path to {schema}, public;\n{script.Sql}", stop);
                await RecordAsync(connection, schema, script, stop);
                await transaction.CommitAsync(stop);
                return;
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.LockNotAvailable && attempt < 4)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), stop);
            }
        }
    }

    private static async Task<Dictionary<string, string>> KnownAsync(NpgsqlConnection connection, string schema, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select service || '/' || script, checksum from platform.migrations where target = $1", connection);
        command.Parameters.Add(UnitOfWork.Parameter(schema));
        await using var reader = await command.ExecuteReaderAsync(stop);
        var known = new Dictionary<string, string>();
        while (await reader.ReadAsync(stop)) known.Add(reader.GetString(0), reader.GetString(1));
        return known;
    }

    internal static async Task RecordAsync(NpgsqlConnection connection, string schema, Script script, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "insert into platform.migrations (target, service, script, checksum) values ($1, $2, $3, $4)", connection);
        foreach (var value in new[] { schema, script.Service, script.Name, script.Checksum }) command.Parameters.Add(UnitOfWork.Parameter(value));
        await command.ExecuteNonQueryAsync(stop);
    }

    internal static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
