using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Forgets who was on the way to sign in at a club that is no more.</summary>
internal sealed class WhenTenantErased(UnitOfWork work) : IReaction<TenantErased>
{
    public async Task HearAsync(TenantErased fact, CancellationToken stop)
    {
        await using var command = work.Command("""
            delete from sign_in_tickets where tenant_id = $1
            """, fact.TenantId);
        await command.ExecuteNonQueryAsync(stop);
    }
}
