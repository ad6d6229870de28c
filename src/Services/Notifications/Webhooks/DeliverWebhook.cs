using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Webhooks;

/// <summary>
/// One attempt at a message. The timer only claims it and hands it on; its next timer is set with the claim, so a process that dies under way leaves
/// the message to another. What a reader gets twice has the same id.
/// </summary>
internal sealed class DeliverWebhook(UnitOfWork work, CurrentTenant tenant, WebhookDispatch dispatch, TimeProvider clock) : ITimerJob
{
    public const string Job = "deliver-webhook";

    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan NoPlace = TimeSpan.FromSeconds(3);

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        if (!dispatch.TryEnter(tenant.Info.Id))
        {
            await work.BeginAsync(stop);
            work.RingAt(clock.GetUtcNow() + NoPlace, Job, key);
            await work.CommitAsync(stop);
            return;
        }
        var claimed = false;
        try
        {
            claimed = await ClaimAsync(id, stop);
        }
        finally
        {
            if (!claimed) dispatch.Leave(tenant.Info.Id);
        }
        if (claimed) dispatch.Start(tenant.Info, (scope, end) => scope.GetRequiredService<WebhookAttempt>().MakeAsync(id, end));
    }

    private async Task<bool> ClaimAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var now = clock.GetUtcNow();
        // Early rings are those of an attempt that has ended and set another time.
        if (await WebhookAttempt.LockedAsync(work, id, stop) is not { State: WebhookDelivery.Pending } delivery || delivery.BusyUntil > now || delivery.NextAt > now) return false;
        delivery.BusyUntil = now + Claim;
        work.RingAt(now + Claim, Job, id.ToString());
        await work.CommitAsync(stop);
        return true;
    }
}

/// <summary>Sends a claimed message and notes what came of it.</summary>
internal sealed class WebhookAttempt(UnitOfWork work, WebhookClient client, Sealed seals, StoppedWebhook stopped, TimeProvider clock)
{
    /// <summary>Name of the sealed column.</summary>
    public const string Secret = "webhook_endpoints.secret";

    /// <summary>Name of the sealed column of the secret from before.</summary>
    public const string FormerSecret = "webhook_endpoints.former_secret";

    /// <summary>Pauses after each attempt but the last: three days and a half in all, most of them early.</summary>
    internal static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private const int Gone = 410;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);
    private static readonly TimeSpan Hopeless = TimeSpan.FromDays(5);
    private static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    public async Task MakeAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<NotificationsModel>();
        var delivery = await model.WebhookDeliveries.AsNoTracking().SingleAsync(one => one.Id == id, stop);
        var endpoint = await model.WebhookEndpoints.AsNoTracking().SingleAsync(one => one.Id == delivery.EndpointId, stop);
        await work.RollbackAsync();

        var now = clock.GetUtcNow();
        // One that was stopped meanwhile is told nothing more.
        var outcome = endpoint.Active
            ? await client.SendAsync(endpoint.Url, delivery.Body, WebhookSignature.Headers(id, now, delivery.Body, Secrets(endpoint, now)), stop)
            : new WebhookOutcome(null, "The endpoint was stopped.", 0);
        await NoteAsync(id, endpoint.Active, outcome, stop);
    }

    /// <summary>The message, its row locked.</summary>
    internal static Task<WebhookDelivery?> LockedAsync(UnitOfWork work, Guid id, CancellationToken stop) =>
        work.Model<NotificationsModel>().WebhookDeliveries.FromSql($"select * from webhook_deliveries where id = {id} for update").SingleOrDefaultAsync(stop);

    private IEnumerable<string> Secrets(WebhookEndpoint endpoint, DateTimeOffset now)
    {
        yield return seals.Open(Secret, endpoint.Id, endpoint.Secret)!;
        if (endpoint.FormerUntil > now && endpoint.FormerSecret is { } former) yield return seals.Open(FormerSecret, endpoint.Id, former)!;
    }

    private async Task NoteAsync(Guid id, bool sent, WebhookOutcome outcome, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await LockedAsync(work, id, stop) is not { State: WebhookDelivery.Pending } delivery) return;

        var now = clock.GetUtcNow();
        delivery.BusyUntil = null;
        // What the last attempt met stays to be read where there was none after it.
        if (sent || delivery.Attempts == 0) (delivery.Status, delivery.Answer, delivery.TookMs) = (outcome.Status, outcome.Answer, outcome.TookMs);
        if (sent) delivery.Attempts++;
        var endpoint = await work.Model<NotificationsModel>().WebhookEndpoints.FromSql($"select * from webhook_endpoints where id = {delivery.EndpointId} for update").SingleAsync(stop);
        if (outcome.IsDelivered)
        {
            (delivery.State, delivery.FinishedAt, delivery.NextAt, endpoint.FailingSince) = (WebhookDelivery.Delivered, now, null, null);
        }
        else
        {
            endpoint.FailingSince ??= sent ? now : null;
            if (sent && outcome.Status != Gone && delivery.Attempts <= Pauses.Length) PutOff(delivery, outcome, now);
            else (delivery.State, delivery.FinishedAt, delivery.NextAt) = (WebhookDelivery.Failed, now, null);
            var why = outcome.Status == Gone ? StoppedWebhook.Gone : endpoint.FailingSince + Hopeless < now ? StoppedWebhook.Failing : null;
            if (endpoint.Active && why is not null) await stopped.StopAsync(endpoint, why, now, stop);
        }
        await ForgetAsync(delivery.EndpointId, now - Keep, stop);
        await work.CommitAsync(stop);
    }

    // A tenth more or less, so that what failed together does not come back together.
    private void PutOff(WebhookDelivery delivery, WebhookOutcome outcome, DateTimeOffset now)
    {
        var pause = Pauses[delivery.Attempts - 1] * (0.9 + (Random.Shared.NextDouble() / 5));
        if (outcome.RetryAfter is { } asked && asked > pause) pause = asked < LongestWait ? asked : LongestWait;
        delivery.NextAt = now + pause;
        work.RingAt(now + pause, DeliverWebhook.Job, delivery.Id.ToString());
    }

    private async Task ForgetAsync(Guid endpointId, DateTimeOffset before, CancellationToken stop)
    {
        await using var old = work.Command(
            "delete from webhook_deliveries where id in (select id from webhook_deliveries where endpoint_id = $1 and created_at < $2 and state <> 'pending' limit 100)", endpointId, before);
        await old.ExecuteNonQueryAsync(stop);
    }
}
