using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Whoever somebody bought a gift card for gets its code.</summary>
internal sealed class WhenGiftCardSent(CurrentTenant tenant, CreditMails mails, Post post) : IReaction<GiftCardSent>
{
    public Task HearAsync(GiftCardSent fact, CancellationToken stop)
    {
        var reader = new Reader(null, fact.RecipientName ?? "", fact.Recipient, fact.Language ?? tenant.Info.DefaultLanguage);
        return post.PutAsync(mails.GiftCard(fact, reader), reader, null, $"{fact.CardId}", stop, fact.SealedCode);
    }
}

/// <summary>Who has credit that ends soon hears of it once.</summary>
internal sealed class WhenCreditEndsSoon(CurrentTenant tenant, IAccounts accounts, CreditMails mails, Post post) : IReaction<CreditEndsSoon>
{
    public async Task HearAsync(CreditEndsSoon fact, CancellationToken stop)
    {
        if (await accounts.FindAsync(fact.AccountId, stop) is not { } account) return;
        var reader = new Reader(account.Id, account.FullName, account.Email, tenant.Info.DefaultLanguage);
        await post.PutAsync(mails.EndsSoon(fact, reader), reader, null, fact.LotId, stop);
    }
}

/// <summary>A member hears what becomes of their membership; each occasion once.</summary>
internal sealed class WhenMembershipNews(CurrentTenant tenant, IAccounts accounts, MembershipMails mails, Post post) : IReaction<MembershipNews>
{
    public async Task HearAsync(MembershipNews fact, CancellationToken stop)
    {
        if (await accounts.FindAsync(fact.AccountId, stop) is not { } account) return;
        var reader = new Reader(account.Id, account.FullName, account.Email, tenant.Info.DefaultLanguage);
        await post.PutAsync(mails.Write(fact, reader), reader, null, fact.Occasion, stop);
    }
}
