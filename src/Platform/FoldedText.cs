using System.Globalization;
using System.Text;

namespace PadelSaaS.Platform;

/// <summary>
/// Text as it is searched: whoever types <c>garcia</c> finds García. Written with the row, so that the index holds it and no extension of the
/// database has to agree with us.
/// </summary>
public static class FoldedText
{
    /// <summary>Lower case without accents, vowel signs or doubled spaces; letters that are one to whoever types them are one.</summary>
    public static string Of(string text)
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
