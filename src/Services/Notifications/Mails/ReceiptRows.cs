using System.Globalization;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>What a price is made of, as rows of a mail.</summary>
internal sealed class ReceiptRows(IStringLocalizer<NotificationsWords> words)
{
    /// <summary>The lines; none where the price is one line and says it all itself.</summary>
    public IEnumerable<MailRow> Lines(BookedCourt court, string language) =>
        court.Lines.Count < 2 ? [] : court.Lines.Select(line => new MailRow(Name(line), MoneyText.Format(line.Amount, language)));

    public IEnumerable<MailRow> Taxes(BookedCourt court, string language) =>
        court.Taxes.Where(tax => tax.Tax.AmountMinor != 0).Select(tax => new MailRow(words["Tax in it, {0} %", (tax.BasisPoints / 100m).ToString("0.##", CultureInfo.CurrentCulture)], MoneyText.Format(tax.Tax, language)));

    private string Name(BookedLine line) => line.Kind switch
    {
        "occupancy" => words["Demand"],
        "member" => words["Member discount"],
        "promo" => words["Code {0}", line.Name],
        "rounding" => words["Rounding"],
        _ when line.Count > 1 => words["{0} × {1}", line.Name, line.Count],
        _ => line.Name,
    };
}
