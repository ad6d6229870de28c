using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Forgets which messages were a club's that is no more.</summary>
internal sealed class WhenTenantErased(UnitOfWork work) : IReaction<TenantErased>
{
    public async Task HearAsync(TenantErased fact, CancellationToken stop)
    {
        await using var command = work.Command("""
            with mails as (delete from dev_mails where tenant_id = $1)
            delete from carried_messages where tenant_id = $1
            """, fact.TenantId);
        await command.ExecuteNonQueryAsync(stop);
    }
}
