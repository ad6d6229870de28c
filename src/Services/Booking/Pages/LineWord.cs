using System.Globalization;
using Microsoft.Extensions.Localization;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.Pages;

/// <summary>Lines of a price in the page's language.</summary>
internal static class LineWord
{
    public static string Name(Calendar.PriceLine line, IStringLocalizer<BookingWords> t) => line.Kind switch
    {
        "occupancy" => t["Demand"],
        "member" => t["Member discount"],
        "promo" => t["Code {0}", line.Name],
        "rounding" => t["Rounding"],
        _ => line.Name,
    };

    public static string? Detail(Calendar.PriceLine line, IStringLocalizer<BookingWords> t) =>
        line.Kind == "court" ? TimeText.Duration(line.Minutes)
        : line.Kind == "extra" ? line.Minutes > 0 ? line.Count > 1 ? $"{line.Count} × {TimeText.Duration(line.Minutes)}" : TimeText.Duration(line.Minutes) : line.Count > 1 && line.Per == "person" ? t["{0} × {1}", line.Count, MoneyText.Format(line.Rate!.Value)].Value : line.Count > 1 ? t["{0} pieces", line.Count].Value : null
        : line.BasisPoints is { } share ? $"{(share > 0 ? "+" : "−")}{Percent(Math.Abs(share))} %" : null;

    /// <summary>Where the price of a line comes from.</summary>
    public static string Source(Calendar.PriceLine line, IStringLocalizer<BookingWords> t)
    {
        var rate = line.Rate is { } money ? line.Per switch
        {
            "hour" => t["{0} per hour", MoneyText.Format(money)].Value,
            "duration" => t["{0} for this length", MoneyText.Format(money)].Value,
            "person" => t["{0} per person", MoneyText.Format(money)].Value,
            _ => t["{0} per booking", MoneyText.Format(money)].Value,
        } : Detail(line, t) ?? "";
        return line.Version == 0 ? rate : line.Kind == "extra" ? $"{rate} · {t["list of extras no. {0}", line.Version].Value}" : $"{rate} · {t["price list no. {0}", line.Version].Value}";
    }

    public static string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.CurrentCulture);
}
