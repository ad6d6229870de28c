using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Http;

/// <summary>What is known about the present request: through which door it came, whose site it is, who is asking and in which language. One per scope.</summary>
public sealed class Visit
{
    /// <summary>The door the host name belongs to.</summary>
    public Door Door { get; internal set; }

    /// <summary>The club whose site it is; <see langword="null"/> at the portal and the console.</summary>
    public TenantInfo? Tenant { get; internal set; }

    /// <summary>Scheme, host and port as the visitor typed them, such as <c>http://smash.localhost:5080</c>.</summary>
    public string Origin { get; internal set; } = "";

    /// <summary>Path and query of the request.</summary>
    public string Path { get; internal set; } = "/";

    /// <summary>Two-letter code of the page's language, one that the club speaks.</summary>
    public string Language { get; internal set; } = "en";

    /// <summary>Languages a visitor may choose here.</summary>
    public IReadOnlyList<string> Languages => Tenant?.Languages ?? PlatformLanguages;

    /// <summary>Value of the nonce that lets this page's own script run.</summary>
    public string Nonce { get; internal set; } = "";

    /// <summary>Who is asking; nobody when <see cref="Caller.AccountId"/> is <see langword="null"/>.</summary>
    public Caller Caller { get; internal set; } = Caller.Nobody;

    /// <summary>Whether the language is written from right to left.</summary>
    public bool IsRightToLeft => Language is "ur" or "ar" or "fa" or "he";

    /// <summary>Knows what another scope of the same request has found out.</summary>
    public void Recall(Visit other) =>
        (Door, Tenant, Origin, Path, Language, Nonce, Caller) = (other.Door, other.Tenant, other.Origin, other.Path, other.Language, other.Nonce, other.Caller);

    /// <summary>Languages the platform itself speaks.</summary>
    public static readonly IReadOnlyList<string> PlatformLanguages = ["en", "es", "ur"];
}
