using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Looks;

/// <summary>Carries a club's newest published look into the registry. Done again, or late, it changes nothing.</summary>
internal sealed class LookEntry(IServiceScopeFactory scopes, TimeProvider clock)
{
    public async Task EnterAsync(TenantInfo tenant, CancellationToken stop)
    {
        if (await NewestAsync(tenant, stop) is not var (version, name, brand)) return;
        await using var scope = Behind();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        await using var enter = work.Command("update tenants set name = $2, brand = $3::jsonb, look = $4, updated_at = $5 where id = $1 and look < $4", tenant.Id, name, brand, version, clock.GetUtcNow());
        if (await enter.ExecuteNonQueryAsync(stop) == 0) return;
        work.Tell(new BrandingChanged(tenant.Id));
        await work.CommitAsync(stop);
    }

    private async Task<(int Version, string Name, string Brand)?> NewestAsync(TenantInfo tenant, CancellationToken stop)
    {
        await using var scope = Behind();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginAsync(stop);
        await using var command = work.Command("select version, name, brand::text from looks where published_at is not null order by version desc limit 1");
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? (reader.GetInt32(0), reader.GetString(1), reader.GetString(2)) : null;
    }

    private AsyncServiceScope Behind()
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        return scope;
    }
}

/// <summary>The process that published a look may have died before the registry had it.</summary>
internal sealed class WhenLookPublished(LookEntry entry, CurrentTenant tenant) : IReaction<LookPublished>
{
    public Task HearAsync(LookPublished fact, CancellationToken stop) => entry.EnterAsync(tenant.Info, stop);
}
