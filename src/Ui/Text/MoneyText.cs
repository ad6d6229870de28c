using System.Globalization;
using PadelSaaS.Contracts;

namespace PadelSaaS.Ui.Text;

/// <summary>
/// Money as people read it. Decimals come from the currency and never from the culture: <see cref="CultureInfo"/> would write
/// 1,250 yen as ¥12.50 in a country with cents. Digits are Latin in every language, because prices are compared at a glance.
/// </summary>
public static class MoneyText
{
    private const char NoBreak = '\u00a0';
    private const char LeftToRightMark = '\u200e';

    private static readonly Dictionary<string, int> Exponents = new[]
    {
        (Exponent: 0, Codes: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (Exponent: 3, Codes: "BHD IQD JOD KWD LYD OMR TND"),
        (Exponent: 4, Codes: "CLF UYW"),
    }.SelectMany(row => row.Codes.Split(' '), (row, code) => (code, row.Exponent)).ToDictionary();

    private static readonly Dictionary<string, string> Symbols =
        ("EUR € USD $ GBP £ PKR Rs INR ₹ JPY ¥ CNY ¥ KRW ₩ VND ₫ BRL R$ MXN $ ARS $ CLP $ COP $ CAD $ AUD $ NZD $ SGD $ "
        + "SEK kr NOK kr DKK kr ISK kr PLN zł CZK Kč HUF Ft TRY ₺ UAH ₴ ILS ₪ PHP ₱ NGN ₦ THB ฿")
        .Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

    // Prices in these currencies are said without their hundredths; they are written only when there are any.
    private static readonly HashSet<string> WholeWhenZero = ["PKR"];

    /// <summary>Number of decimals of a currency: 0 for JPY, 3 for KWD, 2 for most.</summary>
    public static int Exponent(string currency) => Exponents.GetValueOrDefault(currency, 2);

    /// <summary>The short sign of a currency where it has one, otherwise its code.</summary>
    public static string Symbol(string currency) => Symbols.GetValueOrDefault(currency, currency);

    /// <summary>The amount in the language of the page being written.</summary>
    public static string Format(Money money) => Format(money, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    /// <summary>The amount in a language: <c>€24.00</c> in English, <c>24,00 €</c> in Spanish, <c>Rs 6,000</c> in Urdu.</summary>
    public static string Format(Money money, string language)
    {
        var number = Number(money, language);
        var symbol = Symbol(money.Currency);
        var sign = money.AmountMinor < 0 ? "−" : "";
        if (language == "es")
            return $"{sign}{number}{NoBreak}{symbol}";
        var gap = char.IsLetter(symbol[^1]) ? NoBreak.ToString() : "";
        // Without the mark a right-to-left line would move the minus behind the amount.
        var guard = sign.Length > 0 && language is "ur" or "ar" or "fa" or "he" ? LeftToRightMark.ToString() : "";
        return $"{guard}{sign}{symbol}{gap}{number}";
    }

    /// <summary>The amount as a plain decimal for an input or a machine, such as <c>24.00</c>.</summary>
    public static string Plain(Money money)
    {
        var exponent = Exponent(money.Currency);
        return (money.AmountMinor / Power(exponent)).ToString("F" + exponent.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Number(Money money, string language)
    {
        var exponent = Exponent(money.Currency);
        var value = Math.Abs(money.AmountMinor / Power(exponent));
        if (WholeWhenZero.Contains(money.Currency) && value == decimal.Truncate(value))
            exponent = 0;
        var text = value.ToString("N" + exponent.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return language == "es" ? Spanish(text, value) : text;
    }

    // Spanish swaps the signs, and leaves four digits together: 1500 €, but 15.000 €.
    private static string Spanish(string text, decimal value)
    {
        var swapped = text.Replace('.', '\0').Replace(",", value < 10_000 ? "" : ".", StringComparison.Ordinal);
        return swapped.Replace('\0', ',');
    }

    private static decimal Power(int exponent) => exponent switch { 0 => 1m, 2 => 100m, 3 => 1_000m, 4 => 10_000m, _ => throw new ArgumentOutOfRangeException(nameof(exponent)) };
}
