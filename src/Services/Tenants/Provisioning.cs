using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants;

/// <summary>
/// Opens a tenant step by step: its place in the registry, its schema and role, its doors. Each step is noted when it is done and may be
/// done again, so that a process that dies in the middle is resumed by the next attempt.
/// </summary>
internal sealed class Provisioning(IServiceScopeFactory scopes, TenantSchemas schemas, TimeProvider clock)
{
    /// <summary>Opens the tenant or updates its place in the registry; returns its id.</summary>
    public async Task<Guid> OpenAsync(TenantFile file, Action<string> progress, CancellationToken stop)
    {
        progress("registry");
        var (id, schema, isOpen) = await EnterAsync(file, stop);
        if (isOpen) return id;

        progress("schema");
        await StepAsync(id, "schema", 2, () => schemas.CreateAsync(schema, stop), stop);
        await OpenDoorsAsync(id, file, stop);
        return id;
    }

    /// <summary>Name of the schema and role of a tenant.</summary>
    public static string SchemaOf(Guid id) => "t_" + id.ToString("N")[16..];

    private async Task<(Guid Id, string Schema, bool IsOpen)> EnterAsync(TenantFile file, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        var now = clock.GetUtcNow();
        var fresh = Guid.CreateVersion7(now);
        if (await IsOldNameAsync(work, file.Slug, stop)) throw new TenantFileException($"slug: '{file.Slug}' was another club's name and still leads to it.");

        // The slug decides who was first: of two that race for it, one enters and the other finds its row.
        await using var enter = work.Command("""
            insert into tenants (id, slug, name, schema_name, state, country, currency, zone, languages, brand, created_at, updated_at)
            values ($1, $2, $3, $4, 'provisioning', $5, $6, $7, $8, $9::jsonb, $10, $10)
            on conflict (slug) do update set name = excluded.name, country = excluded.country, zone = excluded.zone, languages = excluded.languages,
              brand = excluded.brand, updated_at = excluded.updated_at
            where (tenants.name, tenants.country, tenants.zone, tenants.languages, tenants.brand)
              is distinct from (excluded.name, excluded.country, excluded.zone, excluded.languages, excluded.brand)
            """, fresh, file.Slug, file.Name, SchemaOf(fresh), file.Country, file.Currency, file.Zone, file.Languages.ToArray(), file.Brand.ToJsonString(), now);
        var changed = await enter.ExecuteNonQueryAsync(stop) == 1;
        var entered = await ReadAsync(work, file.Slug, stop);
        if (changed) work.Tell(new BrandingChanged(entered.Id));
        if (changed) work.Audit(new Act(entered.Id == fresh ? "tenant.entered" : "tenant.changed", "tenant", $"{entered.Id}", file.Slug));
        await work.CommitAsync(stop);
        return entered;
    }

    private static async Task<bool> IsOldNameAsync(UnitOfWork work, string slug, CancellationToken stop)
    {
        await using var command = work.Command("select exists (select from tenant_hosts where host = $1)", slug);
        return (bool)(await command.ExecuteScalarAsync(stop))!;
    }

    private static async Task<(Guid Id, string Schema, bool IsOpen)> ReadAsync(UnitOfWork work, string slug, CancellationToken stop)
    {
        await using var command = work.Command("select id, schema_name, state <> 'provisioning' from tenants where slug = $1", slug);
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return (reader.GetGuid(0), reader.GetString(1), reader.GetBoolean(2));
    }

    private async Task OpenDoorsAsync(Guid id, TenantFile file, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        await using var open = work.Command("update tenants set state = 'open', updated_at = $2 where id = $1 and state = 'provisioning'", id, clock.GetUtcNow());
        if (await open.ExecuteNonQueryAsync(stop) == 1) work.Tell(new TenantOpened(id, file.Slug, file.Name));
        await work.CommitAsync(stop);
    }

    private async Task StepAsync(Guid id, string step, int position, Func<Task> act, CancellationToken stop)
    {
        try
        {
            await act();
            await NoteAsync(id, step, position, null, stop);
        }
        catch (Exception failure)
        {
            await NoteAsync(id, step, position, failure.Message, CancellationToken.None);
            throw;
        }
    }

    private async Task NoteAsync(Guid id, string step, int position, string? error, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        await using var note = work.Command("""
            insert into provisioning_steps (tenant_id, step, position, finished_at, error) values ($1, $2, $3, $4, $5)
            on conflict (tenant_id, step) do update set finished_at = excluded.finished_at, error = excluded.error
            """, id, step, position, error is null ? clock.GetUtcNow() : null, error);
        await note.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }
}
