using System.Globalization;
using System.Net;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Tenants.Domains;

/// <summary>Reads what somebody typed as a domain: with a scheme or a path, in capitals, in letters of any script.</summary>
internal static class DomainName
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };
    private static readonly string[] NobodyOwns = ["localhost", "local", "internal", "arpa", "invalid", "onion"];

    /// <summary>The domain in the letters of the DNS; <see langword="null"/> for what is none, or is the platform's.</summary>
    public static string? Read(string? typed, Hosts hosts)
    {
        var text = (typed ?? "").Trim();
        if (text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme) text = text[(scheme + 3)..];
        text = text.Split('/', '?', '#')[0].TrimEnd('.').ToLowerInvariant();
        if (text.Length is 0 or > 253 || IPAddress.TryParse(text, out _)) return null;
        try
        {
            var domain = Idn.GetAscii(text).ToLowerInvariant();
            var labels = domain.Split('.');
            var isName = labels.Length >= 2 && domain.Length is >= 4 and <= 253 && !labels[^1].All(char.IsAsciiDigit) && !NobodyOwns.Contains(labels[^1]);
            return isName && domain != hosts.Apex && !domain.EndsWith("." + hosts.Apex, StringComparison.Ordinal) ? domain : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
