using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace PadelSaaS.Notifications.Providers;

/// <summary>Signs a call to a service of AWS: Signature Version 4 over method, path, host, time and body. For calls without a query. Source: AWS, "Create a signed API request".</summary>
internal static class AwsSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string SignedHeaders = "content-type;host;x-amz-date";

    public static void Sign(HttpRequestMessage request, string body, string region, string service, string accessKey, string secretKey, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{region}/{service}/aws4_request";
        var address = request.RequestUri!;
        var canonical = $"{request.Method}\n{address.AbsolutePath}\n\ncontent-type:{request.Content!.Headers.ContentType}\nhost:{address.Authority}\nx-amz-date:{time}\n\n{SignedHeaders}\n{Hash(body)}";

        var key = new[] { time[..8], region, service, "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes($"AWS4{secretKey}"), (under, part) => HMACSHA256.HashData(under, Encoding.UTF8.GetBytes(part)));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Algorithm}\n{time}\n{scope}\n{Hash(canonical)}")));
        request.Headers.TryAddWithoutValidation("X-Amz-Date", time);
        request.Headers.Authorization = new AuthenticationHeaderValue(Algorithm, $"Credential={accessKey}/{scope}, SignedHeaders={SignedHeaders}, Signature={signature}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
