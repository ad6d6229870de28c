using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Notifications;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Webhooks;

/// <summary>Stops an endpoint that does not listen any more, and writes to whoever made it.</summary>
internal sealed class StoppedWebhook(UnitOfWork work, CurrentTenant tenant, IAccounts accounts, ClubAddress address, Post post, IStringLocalizer<NotificationsWords> words)
{
    /// <summary>It answered that it is gone for good.</summary>
    public const string Gone = "gone";

    /// <summary>Nothing arrived for five days.</summary>
    public const string Failing = "failing";

    public async Task StopAsync(WebhookEndpoint endpoint, string why, DateTimeOffset now, CancellationToken stop)
    {
        (endpoint.Active, endpoint.StoppedWhy, endpoint.UpdatedAt) = (false, why, now);
        work.Tell(new WebhooksChanged(tenant.Info.Id));
        work.Audit(new Act("webhook.stopped", "webhook", endpoint.Id.ToString()) { Reason = why, Changes = [new Changed("active", "true", "false")] });
        if (endpoint.MadeBy is not { } maker || await accounts.FindAsync(maker, stop) is not { } account) return;

        var reader = new Reader(account.Id, account.FullName, account.Email, tenant.Info.DefaultLanguage);
        await post.PutAsync(Mail(endpoint, why, reader), reader, null, $"{endpoint.Id} {now:O}", stop);
    }

    private Mail Mail(WebhookEndpoint endpoint, string why, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        string sentence = why == Gone
            ? words["The address answered that it is gone for good, so nothing is sent there any more."]
            : words["Nothing has arrived there for five days, so nothing is sent there any more."];
        return new Mail(
            MailKind.WebhookStopped, words["A webhook was stopped"], sentence, words["A webhook was stopped"], [sentence], [new MailRow(words["Address"], endpoint.Url)],
            new MailLink(words["See what happened"], address.Of(tenant.Info, $"/manage/webhooks/{endpoint.Id}")), [words["What could not be delivered is kept there for 30 days and can be sent again."]]);
    }
}
