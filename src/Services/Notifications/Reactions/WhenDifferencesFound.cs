using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Who runs the club hears that its books and a provider do not agree; each comparison once.</summary>
internal sealed class WhenDifferencesFound(CurrentTenant tenant, IAccounts accounts, MoneyMails mails, Post post) : IReaction<DifferencesFound>
{
    public async Task HearAsync(DifferencesFound fact, CancellationToken stop)
    {
        foreach (var owner in await accounts.OwnersAsync(stop))
        {
            var reader = new Reader(owner.Id, owner.FullName, owner.Email, tenant.Info.DefaultLanguage);
            await post.PutAsync(mails.Differences(fact, reader), reader, null, $"{fact.ReconciliationId} {owner.Id}", stop);
        }
    }
}
