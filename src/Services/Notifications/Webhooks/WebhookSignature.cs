using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PadelSaaS.Notifications.Webhooks;

/// <summary>
/// How a reader knows that a message is ours and new: the headers of the Standard Webhooks specification, version 1. Its libraries verify them in
/// a dozen languages.
/// </summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>A secret of 256 random bits as the reader's library wants it.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The three headers.</summary>
    /// <param name="secrets">Every secret that signs just now; each adds a signature.</param>
    public static IEnumerable<(string Name, string Value)> Headers(Guid id, DateTimeOffset now, string body, IEnumerable<string> secrets)
    {
        var at = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return
        [
            ("webhook-id", id.ToString()),
            ("webhook-timestamp", at),
            ("webhook-signature", string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Key(secret), Encoding.UTF8.GetBytes($"{id}.{at}.{body}")))))),
        ];
    }

    private static byte[] Key(string secret) => Convert.FromBase64String(secret[Prefix.Length..]);
}
