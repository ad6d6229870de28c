using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>The holder of an account hears what happened at it.</summary>
internal sealed class WhenAccountAlerted(CurrentTenant tenant, AccountMails mails, Post post) : IReaction<AccountAlerted>
{
    public Task HearAsync(AccountAlerted fact, CancellationToken stop)
    {
        var reader = new Reader(fact.UserId, fact.FirstName, fact.Email, Reader.Spoken(fact.Language, tenant.Info));
        return mails.Write(fact, reader) is { } mail ? post.PutAsync(mail, reader, null, fact.Occasion.ToString(), stop) : Task.CompletedTask;
    }
}
