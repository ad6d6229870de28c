using System.Security.Cryptography;
using System.Text;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>
/// The hash that proves who filled in a form or an answer: every field that begins with <c>pp</c> and is not empty, in the order of the bytes
/// of its name, after the salt; HMAC-SHA256 with the salt. What is hashed holds the salt and the password: it is never kept or logged.
/// </summary>
internal static class JazzCashHash
{
    public const string Field = "pp_SecureHash";

    /// <summary>Upper-case hex, as it goes over the wire.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, string?>> fields, string salt)
    {
        var text = new StringBuilder(salt);
        // Ordinal: an underscore stands before letters, whatever a language thinks of it.
        foreach (var (_, value) in fields.Where(IsHashed).OrderBy(field => field.Key, StringComparer.Ordinal)) text.Append('&').Append(value);
        return Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Whether the fields carry the hash that belongs to them.</summary>
    public static bool Holds(IReadOnlyDictionary<string, string?> fields, string salt)
    {
        if (fields.GetValueOrDefault(Field) is not { Length: > 0 } sent) return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(fields, salt)), Encoding.UTF8.GetBytes(sent.ToUpperInvariant()));
    }

    private static bool IsHashed(KeyValuePair<string, string?> field) =>
        field.Key.StartsWith("pp", StringComparison.Ordinal) && field.Key != Field && !string.IsNullOrEmpty(field.Value);
}
