using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Lifecycle;

/// <summary>Asks every service how much a club is used. Each club in a scope of its own: no question ever speaks of two.</summary>
internal sealed class ClubUse(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>This month by UTC; <see langword="null"/> where no schema stands yet.</summary>
    public async Task<ClubFigures?> ThisMonthAsync(TenantInfo club, CancellationToken stop)
    {
        if (club.State == TenantState.Provisioning) return null;
        var now = clock.GetUtcNow();
        var from = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(club);
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().BeginAsync(stop);
        var all = new ClubFigures();
        foreach (var service in scope.ServiceProvider.GetServices<IClubFigures>()) all = all.And(await service.CountAsync(from, from.AddMonths(1), stop));
        return all;
    }
}
