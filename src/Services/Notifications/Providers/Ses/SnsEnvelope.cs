using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace PadelSaaS.Notifications.Providers;

/// <summary>What Amazon SNS puts around what it brings. Source: AWS, "Verifying the signatures of Amazon SNS messages".</summary>
internal sealed class SnsEnvelope(JsonObject said)
{
    public const string Confirmation = "SubscriptionConfirmation", Notification = "Notification";

    private static readonly string[] SignedAlways = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    public string? Type => this["Type"];

    public string? Topic => this["TopicArn"];

    public string Message => this["Message"] ?? "";

    /// <summary>Where the certificate is; <see langword="null"/> when it is no address of SNS.</summary>
    public Uri? Certificate => OfSns(this["SigningCertURL"]) is { } address && address.AbsolutePath.EndsWith(".pem", StringComparison.Ordinal) ? address : null;

    /// <summary>Whom to answer that we want to hear; <see langword="null"/> when it is no address of SNS.</summary>
    public Uri? Subscribe => OfSns(this["SubscribeURL"]);

    private string? this[string name] => said[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Whether who holds the certificate's key said this.</summary>
    public bool IsSignedBy(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey();
        if (key is null || this["Signature"] is not { } signature) return false;
        // Version 1 is SHA-1: what a topic does that was not told otherwise.
#pragma warning disable CA5350
        HashAlgorithmName? hash = this["SignatureVersion"] switch { "2" => HashAlgorithmName.SHA256, "1" => HashAlgorithmName.SHA1, _ => null };
#pragma warning restore CA5350
        try
        {
            return hash is { } known && key.VerifyData(Encoding.UTF8.GetBytes(Signed()), Convert.FromBase64String(signature), known, RSASignaturePadding.Pkcs1);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // A notification signs neither an address nor a token, whatever stands in it.
    private string Signed()
    {
        var text = new StringBuilder();
        foreach (var name in SignedAlways.Where(name => Type != Notification || name is not ("SubscribeURL" or "Token")))
            if (this[name] is { } value) text.Append(name).Append('\n').Append(value).Append('\n');
        return text.ToString();
    }

    private static Uri? OfSns(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "https", IsDefaultPort: true, UserInfo: "" } && address.Host.Split('.') is ["sns", { Length: >= 3 }, "amazonaws", "com"] or ["sns", { Length: >= 3 }, "amazonaws", "com", "cn"] ? address : null;
}

/// <summary>The certificates SNS signs with, fetched once each from its own address.</summary>
internal sealed class SnsCertificates(IHttpClientFactory clients)
{
    private const int Most = 8;
    private readonly ConcurrentDictionary<Uri, X509Certificate2> known = new();

    public async Task<X509Certificate2?> AtAsync(Uri address, CancellationToken stop)
    {
        if (known.TryGetValue(address, out var certificate)) return certificate;
        using var http = clients.CreateClient(ProviderCalls.Client);
        using var answer = await http.GetAsync(address, stop);
        if (!answer.IsSuccessStatusCode) return null;
        try
        {
            certificate = X509Certificate2.CreateFromPem(await answer.Content.ReadAsStringAsync(stop));
        }
        catch (CryptographicException)
        {
            return null;
        }
        if (known.Count >= Most) known.Clear();
        return known[address] = certificate;
    }
}
