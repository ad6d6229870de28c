using System.Globalization;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Terms;

/// <summary>Statements as rows of a file: one for each way to pay.</summary>
internal static class StatementSheet
{
    public const string Head = "number,club,month,provider,payments,paid,commission,statement,tax,total,currency,issued,due,paid at,reference";

    public static IEnumerable<IEnumerable<string?>> Rows(Statement of) => of.Content.Lines.Select(line => (IEnumerable<string?>)
    [
        of.Code, of.ClubName, of.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), line.Provider, line.Payments.ToString(CultureInfo.InvariantCulture),
        MoneyText.Plain(of.Net with { AmountMinor = line.GrossMinor }), MoneyText.Plain(of.Net with { AmountMinor = line.CommissionMinor }), MoneyText.Plain(of.Net), MoneyText.Plain(of.Tax), MoneyText.Plain(of.Total), of.Net.Currency,
        of.IssuedAt.ToString("O", CultureInfo.InvariantCulture), of.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), of.PaidAt?.ToString("O", CultureInfo.InvariantCulture), of.PaidReference,
    ]);
}
