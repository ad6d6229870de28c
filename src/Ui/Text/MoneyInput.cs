using System.Globalization;

namespace PadelSaaS.Ui.Text;

/// <summary>Amounts as people type them: with point or comma, with or without thousands.</summary>
public static class MoneyInput
{
    private const int MostDigits = 15;

    /// <summary>Minor units of the currency; <see langword="null"/> for what is no amount or has more decimals than the currency.</summary>
    public static long? Parse(string text, string currency)
    {
        var typed = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('\'' or '’')));
        if (typed.Length is 0 or > MostDigits || !typed.All(letter => char.IsAsciiDigit(letter) || letter is '.' or ',')) return null;

        var exponent = MoneyText.Exponent(currency);
        var mark = typed.LastIndexOfAny(['.', ',']);
        if (mark < 0) return Minor(typed, "", exponent);

        var (whole, rest) = (typed[..mark], typed[(mark + 1)..]);
        var isGroup = rest.Length == 3 && (exponent != 3 || whole.Contains(typed[mark])) || whole.Contains(typed[mark]);
        if (isGroup) return rest.Length == 3 && Grouped(whole, typed[mark]) is { } groups ? Minor(groups + rest, "", exponent) : null;
        return Grouped(whole, typed[mark] == '.' ? ',' : '.') is { } left ? Minor(left, rest, exponent) : null;
    }

    // 1.250 without its marks; nothing when they do not stand at thousands.
    private static string? Grouped(string text, char mark)
    {
        var groups = text.Split(mark);
        return groups[0].All(char.IsAsciiDigit) && groups[0].Length > 0 && (groups.Length == 1 || groups[0].Length <= 3)
            && groups.Skip(1).All(group => group.Length == 3 && group.All(char.IsAsciiDigit)) ? string.Concat(groups) : null;
    }

    private static long? Minor(string whole, string decimals, int exponent) =>
        decimals.Length <= exponent && long.TryParse(whole + decimals.PadRight(exponent, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : null;
}
