using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Forgets which account at a provider was a club's that is no more, and what was told about it. Statements of commission are our books and stay.</summary>
internal sealed class WhenTenantErased(UnitOfWork work) : IReaction<TenantErased>
{
    public async Task HearAsync(TenantErased fact, CancellationToken stop)
    {
        await using var command = work.Command("""
            with accounts as (delete from stripe_accounts where tenant_id = $1),
                 nights as (delete from money_nights where tenant_id = $1),
                 refunds as (delete from dev_card_refunds where reference in (select reference from dev_card_payments where tenant_id = $1)),
                 payments as (delete from dev_card_payments where tenant_id = $1)
            delete from stripe_events where tenant_id = $1
            """, fact.TenantId);
        await command.ExecuteNonQueryAsync(stop);
    }
}
