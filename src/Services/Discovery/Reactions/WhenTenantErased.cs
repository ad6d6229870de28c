using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Discovery.Reactions;

/// <summary>Nothing is kept of a club that is no more. It is hidden since it was suspended already.</summary>
internal sealed class WhenTenantErased(UnitOfWork work) : IReaction<TenantErased>
{
    public async Task HearAsync(TenantErased fact, CancellationToken stop)
    {
        await using var command = work.Command("delete from found_venues where tenant_role = $1::name", fact.Schema);
        await command.ExecuteNonQueryAsync(stop);
    }
}
