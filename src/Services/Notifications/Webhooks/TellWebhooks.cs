using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Webhooks;

/// <summary>Writes a message for every endpoint that wants to hear of this. A club without any pays for a look into memory.</summary>
internal sealed class TellWebhooks<TFact>(WebhookTray tray) : IReaction<TFact> where TFact : IFact
{
    public Task HearAsync(TFact fact, CancellationToken stop) => tray.TellAsync(fact, stop);
}

/// <summary>The club's endpoints as those who write and send messages see them.</summary>
internal sealed class WebhookTray(UnitOfWork work, CurrentTenant tenant, IPlans plans, Cached cached, TimeProvider clock)
{
    /// <summary>Tag of all that depends on which endpoints there are.</summary>
    public const string Tag = "webhooks";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Inside the reaction's transaction: a row and a timer for each endpoint that hears this kind.</summary>
    public async Task TellAsync(IFact fact, CancellationToken stop)
    {
        var kind = WebhookKinds.NameOf(fact);
        var listeners = await ListenersAsync(stop);
        // A club whose plan does not include them any more keeps its endpoints, and they hear nothing until it does again.
        if (listeners.Count == 0 || !(await plans.NowAsync(stop)).Allows(PlanAbility.Webhooks)) return;
        foreach (var endpoint in listeners)
            if (endpoint.Hears(kind)) Put(endpoint.Id, kind, id => WebhookKinds.Write(id, fact, tenant.Info.Slug, clock.GetUtcNow()));
    }

    /// <summary>Puts a message into the out tray of an endpoint, inside the caller's transaction.</summary>
    /// <returns>Its id.</returns>
    public Guid Put(Guid endpointId, string kind, Func<Guid, string> body)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        work.Model<NotificationsModel>().WebhookDeliveries.Add(new WebhookDelivery { Id = id, EndpointId = endpointId, Kind = kind, Body = body(id), CreatedAt = now, NextAt = now });
        work.RingAt(now, DeliverWebhook.Job, id.ToString());
        return id;
    }

    private ValueTask<List<WebhookEndpoint>> ListenersAsync(CancellationToken stop) => cached.GetAsync(tenant.Info.Id, Tag, [Tag], async () =>
        (await work.Model<NotificationsModel>().WebhookEndpoints.AsNoTracking().Where(endpoint => endpoint.Active).ToListAsync(stop), clock.GetUtcNow() + Longest));
}
