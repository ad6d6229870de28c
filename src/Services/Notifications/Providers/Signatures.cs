using System.Security.Cryptography;
using System.Text;

namespace PadelSaaS.Notifications.Providers;

/// <summary>Whether a provider really said something. Each is looked at over the bytes as they came.</summary>
internal static class Signatures
{
    /// <summary>
    /// Twilio: HMAC-SHA1 over the address and the fields sorted by name. The address is the public one; with its standard port and without it are both
    /// tried, as Twilio's own libraries do.
    /// </summary>
    public static bool Twilio(string token, string address, IEnumerable<KeyValuePair<string, string>> fields, string? signature)
    {
        if (string.IsNullOrEmpty(token) || string.IsNullOrEmpty(signature)) return false;
        var sorted = string.Concat(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Key + field.Value));
        return Same(WithoutPort(address)) || Same(WithPort(address));

#pragma warning disable CA5350 // Twilio signs so, and a forged one would need the key all the same.
        bool Same(string url) => Equal(Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(url + sorted))), signature);
#pragma warning restore CA5350
    }

    /// <summary>WhatsApp: <c>sha256=</c> and HMAC-SHA256 in small hex, keyed with the app's secret.</summary>
    public static bool WhatsApp(string secret, byte[] body, string? header) =>
        !string.IsNullOrEmpty(secret) && !string.IsNullOrEmpty(header) && Equal($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}", header);

    /// <summary>SendGrid: ECDSA on P-256 over the time and the body, the line end at its end included. The key is the base64 of its SubjectPublicKeyInfo.</summary>
    public static bool SendGrid(string publicKey, byte[] body, string? timestamp, string? signature)
    {
        if (string.IsNullOrEmpty(publicKey) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signature)) return false;
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
            return key.VerifyData(signed, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception unreadable) when (unreadable is FormatException or CryptographicException)
        {
            return false;
        }
    }

    private static bool Equal(string right, string said) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(said));

    private static string WithoutPort(string address) => new Uri(address) is { IsDefaultPort: true } url ? url.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.Port, UriFormat.UriEscaped) : address;

    private static string WithPort(string address) => new Uri(address).GetComponents(UriComponents.AbsoluteUri | UriComponents.StrongPort, UriFormat.UriEscaped);
}
