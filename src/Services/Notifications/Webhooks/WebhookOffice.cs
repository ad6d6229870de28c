using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Notifications;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Webhooks;

/// <summary>What the club says about an endpoint.</summary>
/// <param name="Url">Absolute https address.</param>
/// <param name="Kinds">What is told there; none for everything, also for what comes later.</param>
internal sealed record WebhookInput(string? Url, string? Description, IReadOnlyList<string>? Kinds);

/// <summary>The club's endpoints and their messages, for who may change the club.</summary>
internal sealed class WebhookOffice(UnitOfWork work, CurrentTenant tenant, Visit visit, Sealed seals, WebhookClient client, WebhookTray tray, IPlans plans, TimeProvider clock)
{
    /// <summary>Endpoints a club may have.</summary>
    public const int Most = 10;

    /// <summary>Messages a page of the log shows.</summary>
    public const int PageSize = 50;

    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public Task<List<WebhookEndpoint>> ListAsync(CancellationToken stop) => LookAsync(model => model.WebhookEndpoints.AsNoTracking().OrderBy(one => one.CreatedAt).ToListAsync(stop), stop);

    public Task<WebhookEndpoint?> FindAsync(Guid id, CancellationToken stop) => LookAsync(model => model.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop), stop);

    /// <summary>The newest messages first, from a page on.</summary>
    /// <param name="state">Only those; all where it is no state.</param>
    public Task<List<WebhookDelivery>> LogAsync(Guid endpointId, string? state, int page, CancellationToken stop) => LookAsync(
        model => model.WebhookDeliveries.AsNoTracking().Where(one => one.EndpointId == endpointId && (state == null || one.State == state))
            .OrderByDescending(one => one.Id).Skip((page - 1) * PageSize).Take(PageSize + 1).ToListAsync(stop),
        stop);

    public Task<WebhookDelivery?> MessageAsync(Guid endpointId, Guid id, CancellationToken stop) =>
        LookAsync(model => model.WebhookDeliveries.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.EndpointId == endpointId, stop), stop);

    /// <summary>What is wrong with an input.</summary>
    public WebhookInput Check(WebhookInput input, Checks checks, Func<string, string> say)
    {
        var url = checks.Text(input.Url, "url", 500, say("An address such as https://example.com/padel is needed."));
        if (url.Length > 0)
        {
            var isAddress = Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (client.AllowsPrivate && uri.Scheme == Uri.UriSchemeHttp));
            checks.That(isAddress, "url", say("An address such as https://example.com/padel is needed."));
            if (isAddress)
            {
                checks.That(uri!.UserInfo.Length == 0 && uri.Fragment.Length == 0, "url", say("An address without a name, a password or a # in it is needed."));
                checks.That(client.AllowsPrivate || !IsClosed(uri), "url", say("This address lies in a private network, where we do not go."));
            }
        }
        var description = checks.Optional(input.Description, "description", 100) ?? "";
        var known = WebhookKinds.All.Select(kind => kind.Name).ToHashSet();
        foreach (var kind in input.Kinds ?? []) checks.That(known.Contains(kind), "kinds", say("One of these does not exist."));
        return new WebhookInput(url, description, [.. (input.Kinds ?? []).Distinct()]);
    }

    /// <summary>Makes an endpoint.</summary>
    /// <returns>The endpoint with its secret, which is told this once.</returns>
    public async Task<(WebhookEndpoint? Endpoint, string Secret, Refusal? Refusal)> AddAsync(WebhookInput input, CancellationToken stop)
    {
        if (!(await plans.NowAsync(stop)).Allows(PlanAbility.Webhooks)) return (null, "", Refusal.Conflict(PlanLimit.Rule, PlanAbility.NotIncluded));
        await work.BeginAsync(stop);
        // Two who add the last one at once: the second waits here and is counted.
        await using (var alone = work.Command("select pg_advisory_xact_lock(hashtextextended('webhooks ' || current_schema, 0))")) await alone.ExecuteNonQueryAsync(stop);
        var model = work.Model<NotificationsModel>();
        if (await model.WebhookEndpoints.CountAsync(stop) >= Most) return (null, "", Refusal.Conflict("too_many_webhooks", "A club can have 10 webhooks. Remove one first."));

        var (now, secret) = (clock.GetUtcNow(), WebhookSignature.NewSecret());
        var id = Guid.CreateVersion7(now);
        var endpoint = new WebhookEndpoint
        {
            Id = id,
            Url = input.Url!,
            Description = input.Description!,
            Kinds = [.. input.Kinds!],
            Secret = seals.Seal(WebhookAttempt.Secret, id, secret)!,
            Active = true,
            MadeBy = visit.Caller.AccountId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        model.Add(endpoint);
        Changed(endpoint, "webhook.added", new("url", null, endpoint.Url), new("kinds", null, Kinds(endpoint)));
        await work.CommitAsync(stop);
        return (endpoint, secret, null);
    }

    /// <summary>Changes where and what; <see langword="null"/> when there is no such endpoint.</summary>
    public Task<WebhookEndpoint?> ChangeAsync(Guid id, WebhookInput input, CancellationToken stop) => WithAsync(id, endpoint =>
    {
        var (url, kinds) = (endpoint.Url, Kinds(endpoint));
        (endpoint.Url, endpoint.Description, endpoint.Kinds) = (input.Url!, input.Description!, [.. input.Kinds!]);
        Changed(endpoint, "webhook.changed", new("url", url, endpoint.Url), new("kinds", kinds, Kinds(endpoint)));
    }, stop);

    /// <summary>Stops it, or lets it listen again from now on.</summary>
    public Task<WebhookEndpoint?> SwitchAsync(Guid id, bool active, CancellationToken stop) => WithAsync(id, endpoint =>
    {
        if (endpoint.Active == active) return;
        (endpoint.Active, endpoint.StoppedWhy, endpoint.FailingSince) = (active, null, null);
        Changed(endpoint, active ? "webhook.resumed" : "webhook.stopped", new Changed("active", $"{!active}", $"{active}"));
    }, stop);

    /// <summary>Gives it a new secret; the one it had signs too for a day.</summary>
    /// <returns>The secret, which is told this once; <see langword="null"/> when there is no such endpoint.</returns>
    public async Task<string?> RotateAsync(Guid id, CancellationToken stop)
    {
        var secret = WebhookSignature.NewSecret();
        var found = await WithAsync(id, endpoint =>
        {
            endpoint.FormerSecret = seals.Seal(WebhookAttempt.FormerSecret, id, seals.Open(WebhookAttempt.Secret, id, endpoint.Secret));
            (endpoint.FormerUntil, endpoint.Secret) = (clock.GetUtcNow() + Overlap, seals.Seal(WebhookAttempt.Secret, id, secret)!);
            Changed(endpoint, "webhook.secret_rotated");
        }, stop);
        return found is null ? null : secret;
    }

    /// <summary>Takes it away with its log.</summary>
    public async Task<bool> RemoveAsync(Guid id, CancellationToken stop) => await WithAsync(id, endpoint =>
    {
        work.Model<NotificationsModel>().Remove(endpoint);
        Changed(endpoint, "webhook.removed", new Changed("url", endpoint.Url, null));
    }, stop) is not null;

    /// <summary>Sends a message that only tries the connection; stopped endpoints are not tried.</summary>
    public async Task<(Guid? Message, Refusal? Refusal)> TestAsync(Guid id, CancellationToken stop)
    {
        Guid? message = null;
        Refusal? refusal = null;
        var found = await WithAsync(id, endpoint =>
        {
            if (!endpoint.Active) refusal = Stopped;
            else message = tray.Put(id, WebhookKinds.Test, made => WebhookKinds.Write(made, WebhookKinds.Test, new { Hello = tenant.Info.Name }, tenant.Info.Slug, clock.GetUtcNow()));
        }, stop);
        return found is null ? (null, Refusal.NotFound("This webhook")) : (message, refusal);
    }

    /// <summary>Sends a message again, from its first attempt on, as it was.</summary>
    public async Task<Refusal?> AgainAsync(Guid endpointId, Guid id, CancellationToken stop)
    {
        Refusal? refusal = null;
        var found = await WithAsync(endpointId, endpoint => { if (!endpoint.Active) refusal = Stopped; }, stop, async () =>
        {
            if (refusal is not null) return;
            if (await WebhookAttempt.LockedAsync(work, id, stop) is not { } message || message.EndpointId != endpointId) refusal = Refusal.NotFound("This message");
            else if (message.State == WebhookDelivery.Pending) refusal = Refusal.Conflict("still_trying", "This message is still being tried.");
            else
            {
                var now = clock.GetUtcNow();
                (message.State, message.Attempts, message.NextAt, message.FinishedAt) = (WebhookDelivery.Pending, 0, now, null);
                work.RingAt(now, DeliverWebhook.Job, id.ToString());
            }
        });
        return found is null ? Refusal.NotFound("This webhook") : refusal;
    }

    private static Refusal Stopped => Refusal.Conflict("webhook_stopped", "This webhook is stopped. Let it listen again first.");

    // What can be told from the text alone; the rest is seen when the connection is made.
    private static bool IsClosed(Uri uri) =>
        uri.IsLoopback || uri.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || (System.Net.IPAddress.TryParse(uri.DnsSafeHost, out var address) && !PublicAddress.Is(address));

    private static string Kinds(WebhookEndpoint endpoint) => endpoint.Kinds.Length == 0 ? "*" : string.Join(' ', endpoint.Kinds);

    private async Task<T> LookAsync<T>(Func<NotificationsModel, Task<T>> look, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var seen = await look(work.Model<NotificationsModel>());
        await work.RollbackAsync();
        return seen;
    }

    private async Task<WebhookEndpoint?> WithAsync(Guid id, Action<WebhookEndpoint> change, CancellationToken stop, Func<Task>? more = null)
    {
        await work.BeginAsync(stop);
        var endpoint = await work.Model<NotificationsModel>().WebhookEndpoints.FromSql($"select * from webhook_endpoints where id = {id} for update").SingleOrDefaultAsync(stop);
        if (endpoint is null) return null;
        change(endpoint);
        if (more is not null) await more();
        await work.CommitAsync(stop);
        return endpoint;
    }

    private void Changed(WebhookEndpoint endpoint, string act, params Changed[] changes)
    {
        endpoint.UpdatedAt = clock.GetUtcNow();
        work.Tell(new WebhooksChanged(tenant.Info.Id));
        work.Audit(new Act(act, "webhook", endpoint.Id.ToString(), endpoint.Description.Length > 0 ? endpoint.Description : endpoint.Url)
        {
            Changes = [.. changes.Where(change => change.Before != change.After)],
        });
    }
}
