using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Who runs the club hears what it owes the platform for a month, and that it is late; each statement and each reminder once.</summary>
internal sealed class WhenCommissionIsOwed(CurrentTenant tenant, IAccounts accounts, MoneyMails mails, Post post) : IReaction<CommissionStated>, IReaction<CommissionOverdue>
{
    public Task HearAsync(CommissionStated fact, CancellationToken stop) => WriteAsync($"{fact.StatementId}", reader => mails.Statement(fact, reader), stop);

    public Task HearAsync(CommissionOverdue fact, CancellationToken stop) => WriteAsync($"{fact.StatementId} {fact.Reminder}", reader => mails.Overdue(fact, reader), stop);

    private async Task WriteAsync(string occasion, Func<Reader, Mail> mail, CancellationToken stop)
    {
        foreach (var owner in await accounts.OwnersAsync(stop))
        {
            var reader = new Reader(owner.Id, owner.FullName, owner.Email, tenant.Info.DefaultLanguage);
            await post.PutAsync(mail(reader), reader, null, $"{occasion} {owner.Id}", stop);
        }
    }
}
