using System.Globalization;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Promos;
using PadelSaaS.Contracts;
using PadelSaaS.Ui.Parts;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.Pages.Promos;

/// <summary>What a list says about a code.</summary>
internal static class PromoWords
{
    public static string Value(PromoCode code) => code.BasisPoints is { } share ? $"{LineWord.Percent(share)} %" : MoneyText.Format(new Money(code.AmountMinor!.Value, code.Currency));

    public static string? Least(PromoCode code) => code.LeastMinor is { } least ? MoneyText.Format(new Money(least, code.Currency)) : null;

    public static string Dates(PromoCode code, IStringLocalizer t) => (code.FirstDate, code.LastDate) switch
    {
        ({ } first, { } last) => $"{Day(first)} – {Day(last)}",
        ({ } first, null) => t["from {0} on", Day(first)],
        (null, { } last) => t["until {0}", Day(last)],
        _ => t["Always"],
    };

    // A chain spans zones: a day either way is judged by the venue when the code is used.
    public static string State(PromoCode code, DateTimeOffset now) => !code.Active ? "Stopped" : code.LastDate < Today(now) ? "Over" : code.FirstDate > Today(now) ? "Not yet"
        : code.Uses >= code.MostUses ? "Used up" : "Counts";

    public static Tone Tone(PromoCode code, DateTimeOffset now) => State(code, now) switch { "Counts" => Ui.Parts.Tone.Good, "Not yet" => Ui.Parts.Tone.Info, _ => Ui.Parts.Tone.Warn };

    private static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);

    private static string Day(DateOnly date) => date.ToString("d", CultureInfo.CurrentCulture);
}
