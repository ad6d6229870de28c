using System.Security.Cryptography;
using System.Text;

namespace PadelSaaS.Identity.ApiKeys;

/// <summary>
/// How a key is written: <c>padel_</c>, 36 random letters and digits (214 bits), six of a checksum. Scanners for leaked secrets know it by its
/// beginning and its checksum, and a mistyped one is refused before anybody asks the database.
/// </summary>
internal static class KeyText
{
    public const string Prefix = "padel_";
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Random = 36;
    private const int Check = 6;
    private const int Shown = 4;

    public static string New()
    {
        var body = RandomNumberGenerator.GetString(Letters, Random);
        return Prefix + body + Checksum(body);
    }

    /// <summary>Whether it could be one of ours.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length == Prefix.Length + Random + Check && text.StartsWith(Prefix, StringComparison.Ordinal) && text[Prefix.Length..].All(char.IsAsciiLetterOrDigit)
        && Checksum(text[Prefix.Length..^Check]) == text[^Check..];

    /// <summary>What is stored: a key is random enough that a fast hash without salt is safe.</summary>
    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public static string TailOf(string text) => text[^Shown..];

    // CRC-32 in base 62, filled up with zeros.
    private static string Checksum(string body)
    {
        var rest = Crc32(body);
        var text = new char[Check];
        for (var at = Check - 1; at >= 0; at--, rest /= 62) text[at] = Letters[(int)(rest % 62)];
        return new string(text);
    }

    private static uint Crc32(string body)
    {
        var crc = uint.MaxValue;
        foreach (var letter in body)
        {
            crc ^= letter;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }
        return ~crc;
    }
}
