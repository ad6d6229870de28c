using System.Globalization;
using System.Text;

namespace PadelSaaS.Venues.Managing;

/// <summary>The short name of a venue in addresses: made once from its name, and never changed, because links and files point to it.</summary>
internal static class VenueKey
{
    private const int Longest = 40;

    /// <param name="nameless">What it is called where the name leaves nothing.</param>
    public static string Of(string name, IReadOnlyCollection<string> taken, string nameless = "venue")
    {
        var key = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsAsciiLetterOrDigit(letter)) key.Append(letter);
            else if (key.Length > 0 && key[^1] != '-') key.Append('-');
        }
        var wish = key.ToString()[..Math.Min(key.Length, Longest)].Trim('-');
        // A name in another alphabet leaves nothing, and "new" is the page that makes venues.
        if (wish is "" or "new") wish = nameless;
        return !taken.Contains(wish) ? wish : Enumerable.Range(2, taken.Count + 1).Select(number => $"{wish}-{number}").First(free => !taken.Contains(free));
    }
}
