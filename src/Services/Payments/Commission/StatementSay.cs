using System.Globalization;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Terms;

/// <summary>Terms in words for people.</summary>
internal static class StatementSay
{
    public static string Terms(StatementTerms of, string currency, IStringLocalizer t)
    {
        string Money(long minor) => MoneyText.Format(new Money(minor, currency));
        var words = new List<string> { t["{0} % of each payment", (of.BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture)] };
        if (of.FixedMinor > 0) words.Add(t["plus {0}", Money(of.FixedMinor)]);
        if (of.LeastMinor > 0) words.Add(t["at least {0}", Money(of.LeastMinor)]);
        if (of.MostMinor is { } most) words.Add(t["at most {0}", Money(most)]);
        return string.Join(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ur" ? "، " : ", ", words);
    }
}
