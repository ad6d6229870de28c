using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>A link that works once is brought to the address it was made for.</summary>
internal sealed class WhenAccountLinkIssued(CurrentTenant tenant, AccountMails mails, Post post) : IReaction<AccountLinkIssued>
{
    public Task HearAsync(AccountLinkIssued fact, CancellationToken stop)
    {
        var reader = new Reader(null, fact.FirstName, fact.Email, Reader.Spoken(fact.Language, tenant.Info));
        return mails.Write(fact, reader) is { } mail ? post.PutAsync(mail, reader, null, fact.LinkId.ToString(), stop, fact.SealedKey) : Task.CompletedTask;
    }
}
