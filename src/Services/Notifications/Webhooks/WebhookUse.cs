using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Webhooks;

/// <summary>Webhooks a club has that hear something.</summary>
internal sealed class WebhookUse(UnitOfWork work) : IPlanUse
{
    public string Of => PlanAbility.Webhooks;

    public Task<int> CountAsync(CancellationToken stop = default) => work.Model<NotificationsModel>().WebhookEndpoints.CountAsync(endpoint => endpoint.Active, stop);
}
