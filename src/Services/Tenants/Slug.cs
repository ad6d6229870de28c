using System.Text.RegularExpressions;

namespace PadelSaaS.Tenants;

/// <summary>The name of a club in its address.</summary>
internal static partial class Slug
{
    // Names that mean something to browsers, mail servers or visitors of the platform itself.
    private static readonly HashSet<string> Reserved =
    [
        "admin", "api", "app", "apps", "assets", "auth", "billing", "blog", "cdn", "club", "clubs", "console", "dashboard", "dev", "docs", "ftp", "git",
        "health", "help", "imap", "legal", "localhost", "login", "mail", "metrics", "mx", "ns1", "ns2", "padel", "pay", "payments", "platform", "pop", "portal",
        "root", "search", "secure", "shop", "signup", "smtp", "sso", "staff", "staging", "static", "status", "support", "system", "test", "webmail", "www",
    ];

    /// <summary>Why this cannot be a slug; <see langword="null"/> when it can.</summary>
    public static string? Refused(string slug) => slug switch
    {
        _ when slug.Length is < 3 or > 40 => "slug: 3 to 40 characters.",
        _ when !Form().IsMatch(slug) => "slug: small letters and digits, a letter first, with single hyphens between them.",
        _ when Reserved.Contains(slug) => $"slug: '{slug}' is reserved for the platform.",
        _ => null,
    };

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex Form();
}
