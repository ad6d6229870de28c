using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>The mails about credit with the club: a gift card for somebody, and credit that ends soon.</summary>
internal sealed class CreditMails(ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words)
{
    /// <summary>The code is put in when the mail leaves; until then its place stands there.</summary>
    public Mail GiftCard(GiftCardSent fact, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        var (club, amount) = (tenant.Info.Name, MoneyText.Format(fact.Amount, reader.Language));
        List<string> text = [words["{0} has a present for you: {1} to play at {2}.", fact.GiverName, amount, club]];
        if (fact.Message is { } message) text.Add($"“{message}”");
        text.Add(words["Sign in at the club's site, open “Your wallet” and type the code. It pays for your next courts, all at once or bit by bit."]);
        return new Mail(
            MailKind.GiftCard, words["A present for you: {0} at {1}", amount, club], words["From {0}", fact.GiverName], words["A present for you"], text,
            [new(words["Worth"], amount), new(words["Your code"], LinkSecrets.Place)], new(words["Redeem it"], address.Of(tenant.Info, "/me/wallet")), [words["Whoever has the code can redeem it: do not pass this mail on."]]);
    }

    public Mail EndsSoon(CreditEndsSoon fact, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        var (left, end) = (MoneyText.Format(fact.Left, reader.Language), TimeText.LongDay(TimeText.LocalDate(fact.EndsAt.AddSeconds(-1), tenant.Info.Zone), reader.Language));
        return new Mail(
            MailKind.CreditEndsSoon, words["{0} of your credit ends soon", left], words["It counts until {0}.", end], words["Your credit ends soon"],
            [words["You have {0} left with {1}, and it counts until {2}. What you book before then can be paid with it.", left, tenant.Info.Name, end]], [],
            new(words["Book a court"], address.Of(tenant.Info, "/book")), []);
    }
}
