using System.Globalization;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>What whoever runs the club hears about its money.</summary>
internal sealed class MoneyMails(ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words)
{
    public Mail Statement(CommissionStated fact, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        var (month, total) = (Month(fact.Month), MoneyText.Format(fact.Total with { AmountMinor = Math.Abs(fact.Total.AmountMinor) }, reader.Language));
        string sum = fact.Total.AmountMinor < 0 ? words["{0} for {1} is owed to you.", total, month] : words["{0} for {1} is to be paid until {2}.", total, month, Day(fact.DueOn)];
        return new Mail(
            MailKind.CommissionStated, words["Your commission statement {0}", fact.Code], sum, words["Your commission statement {0}", fact.Code],
            [sum, words["It is the commission on payments from which it could not be taken, such as those by wallets. Each way to pay stands on it."]], [], See(fact.StatementId), []);
    }

    public Mail Overdue(CommissionOverdue fact, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        string sum = words["{0} for {1} was to be paid until {2} and has not arrived.", MoneyText.Format(fact.Total, reader.Language), Month(fact.Month), Day(fact.DueOn)];
        return new Mail(
            MailKind.CommissionOverdue, words["Your commission statement {0} is late", fact.Code], sum, words["Your commission statement {0} is late", fact.Code],
            [sum, words["If you have paid it by now, there is nothing more to do."]], [], See(fact.StatementId), []);
    }

    public Mail Differences(DifferencesFound fact, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        var provider = fact.Provider switch { "stripe" => "Stripe", "jazzcash" => "JazzCash", "easypaisa" => "EasyPaisa", _ => fact.Provider };
        string found = words["The comparison of this night found {0} new differences; {1} are open.", fact.Found, fact.Open];
        return new Mail(
            MailKind.DifferencesFound, words["Our books and {0} do not agree", provider], found, words["Our books and {0} do not agree", provider],
            [found, words["Each says what does not agree and can be set right there."]], [], new MailLink(words["See the differences"], address.Of(tenant.Info, "/manage/payments/reconciliation")), []);
    }

    private MailLink See(Guid statementId) => new(words["See the statement"], address.Of(tenant.Info, $"/manage/payments/statements/{statementId}"));

    private static string Month(DateOnly month) => month.ToString("MMMM yyyy", CultureInfo.CurrentCulture);

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);
}
