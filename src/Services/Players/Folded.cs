using System.Globalization;
using System.Text;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Players;

/// <summary>
/// Text as it is searched: whoever types <c>garcia</c> finds García. Written with the row, so that the index holds it and no extension of the
/// database has to agree with us. Numbers are sealed and found by their pieces.
/// </summary>
internal static class Folded
{
    /// <summary>What a customer is found by.</summary>
    public static string Searched(string name, string? email) => $"{Text(name)} {email?.ToLowerInvariant()}".Trim();

    /// <summary>Lower case without accents, vowel signs or doubled spaces.</summary>
    public static string Text(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark) continue;
            if (char.IsWhiteSpace(letter))
            {
                if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
            }
            else
            {
                folded.Append(Same(char.ToLowerInvariant(letter)));
            }
        }
        return folded.ToString().TrimEnd();
    }

    /// <summary>The digits of a number, in the order they are dialled.</summary>
    public static string Digits(string? phone) => NumberPieces.Digits(phone);

    // Letters that are one to whoever types them and two to Unicode.
    private static char Same(char letter) => letter switch
    {
        'ي' or 'ى' => 'ی',
        'ك' => 'ک',
        'ه' or 'ۀ' => 'ہ',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ı' => 'i',
        _ => letter,
    };
}
