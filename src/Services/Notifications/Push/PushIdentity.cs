using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace PadelSaaS.Notifications.Push;

/// <summary>Who the platform is to push services: a key pair, and what is signed with it (VAPID, RFC 8292).</summary>
/// <param name="PublicKey">Base64url; browsers bind what they subscribe to it.</param>
/// <param name="PrivateKey">PKCS #8.</param>
internal sealed record PushIdentity(string PublicKey, byte[] PrivateKey)
{
    // RFC 8292: at most a day.
    private static readonly TimeSpan Lives = TimeSpan.FromHours(12);

    public static PushIdentity New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new PushIdentity(Base64Url.EncodeToString(PushCipher.Point(key.ExportParameters(false))), key.ExportPkcs8PrivateKey());
    }

    /// <summary>What stands in <c>Authorization</c>.</summary>
    /// <param name="endpoint">Where the message goes: it is signed for that host alone.</param>
    /// <param name="contact">Address at which the push service reaches whoever runs the platform.</param>
    public string Authorize(Uri endpoint, string contact, DateTimeOffset now)
    {
        var said = Part(new JsonObject { ["typ"] = "JWT", ["alg"] = "ES256" }) + "." + Part(new JsonObject
        {
            ["aud"] = endpoint.GetLeftPart(UriPartial.Authority),
            ["exp"] = (now + Lives).ToUnixTimeSeconds(),
            ["sub"] = contact,
        });
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(PrivateKey, out _);
        var signature = key.SignData(System.Text.Encoding.ASCII.GetBytes(said), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"vapid t={said}.{Base64Url.EncodeToString(signature)}, k={PublicKey}";
    }

    private static string Part(JsonObject said) => Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(said.ToJsonString()));
}
