using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>What whoever runs the club hears about its money.</summary>
internal sealed class MoneyMails(ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words)
{
    public Mail Differences(DifferencesFound fact, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        var provider = fact.Provider switch { "stripe" => "Stripe", "jazzcash" => "JazzCash", "easypaisa" => "EasyPaisa", _ => fact.Provider };
        string found = words["The comparison of this night found {0} new differences; {1} are open.", fact.Found, fact.Open];
        return new Mail(
            MailKind.DifferencesFound, words["Our books and {0} do not agree", provider], found, words["Our books and {0} do not agree", provider],
            [found, words["Each says what does not agree and can be set right there."]], [], new MailLink(words["See the differences"], address.Of(tenant.Info, "/manage/payments/reconciliation")), []);
    }
}
