using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Discovery.Reactions;

/// <summary>A club is found by its present name. The registry tells of it as the platform, the club's own pages as the club.</summary>
internal sealed class WhenBrandingChanged(UnitOfWork work, ITenantStore tenants, CurrentTenant current) : IReaction<BrandingChanged>
{
    public async Task HearAsync(BrandingChanged fact, CancellationToken stop)
    {
        if (await tenants.FindAsync(fact.TenantId, stop) is not { } tenant) return;
        var name = FoldedText.Of(tenant.Name);
        await using var command = current.IsKnown
            ? work.Command("select platform.rename_found_club($1)", name)
            : work.Command("update found_venues set club = $1 where tenant_role = $2 and club <> $1", name, tenant.Schema);
        await command.ExecuteNonQueryAsync(stop);
    }
}
