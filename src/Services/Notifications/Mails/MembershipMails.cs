using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>What a member hears: a renewal that comes, money that did not, the end.</summary>
internal sealed class MembershipMails(ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words)
{
    public Mail Write(MembershipNews fact, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        var (price, day) = (MoneyText.Format(fact.Price, reader.Language), TimeText.LongDay(fact.Day, reader.Language));
        var (kind, subject, text) = fact.News switch
        {
            "renews_soon" => (MailKind.MembershipRenewsSoon, words["Your membership renews on {0}", day].Value,
                words["“{0}” at {1} renews on {2}. {3} is then charged to the card you kept. If you do not want that, cancel before.", fact.Plan, tenant.Info.Name, day, price].Value),
            "price_changes" => (MailKind.MembershipPriceChanges, words["Your membership costs {0} from {1}", price, day].Value,
                words["“{0}” at {1} costs {2} from {3} on; until then you pay what you pay today. If you do not want that, cancel before.", fact.Plan, tenant.Info.Name, price, day].Value),
            "payment_failed" => (MailKind.MembershipPaymentFailed, words["Your card was not accepted for your membership"].Value,
                words["{0} for “{1}” could not be charged. We try again on {2}; you can pay with another card before. Your membership goes on meanwhile.", price, fact.Plan, day].Value),
            "pay_now" => (MailKind.MembershipPaymentFailed, words["Your membership has to be paid"].Value,
                words["{0} for “{1}” is due. Pay it before {2} to keep your membership; it goes on meanwhile.", price, fact.Plan, day].Value),
            _ => (MailKind.MembershipEnded, words["Your membership has ended"].Value, fact.Reason switch
            {
                "lapsed" => words["“{0}” at {1} has ended because it was not paid. You can become a member again at any time.", fact.Plan, tenant.Info.Name].Value,
                "by_club" => words["“{0}” was ended by {1}.", fact.Plan, tenant.Info.Name].Value,
                _ => words["“{0}” at {1} has ended, as you asked. We hope to see you on court.", fact.Plan, tenant.Info.Name].Value,
            }),
        };
        return new Mail(kind, subject, text, subject, [text], fact.News == "ended" ? [] : [new(words["Price"], price)], new(words["Your membership"], address.Of(tenant.Info, "/membership")), []);
    }
}
