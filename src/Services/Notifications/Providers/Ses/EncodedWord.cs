using System.Text;

namespace PadelSaaS.Notifications.Providers;

/// <summary>An address with the name of who it is, as a header carries it: letters beyond ASCII as encoded words (RFC 2047), none longer than 75 characters.</summary>
internal static class EncodedWord
{
    private const int MostBytes = 45;

    public static string Address(string? name, string address)
    {
        var shown = name?.ReplaceLineEndings(" ").Trim();
        if (string.IsNullOrEmpty(shown)) return address;
        return Ascii.IsValid(shown) ? $"\"{shown.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\" <{address}>" : $"{Encode(shown)} <{address}>";
    }

    // Words are cut between letters, never in the middle of one.
    private static string Encode(string text)
    {
        var words = new List<StringBuilder> { new() };
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > MostBytes)
            {
                words.Add(new StringBuilder());
                bytes = 0;
            }
            words[^1].Append(rune);
            bytes += rune.Utf8SequenceLength;
        }
        return string.Join(' ', words.Select(word => $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word.ToString()))}?="));
    }
}
