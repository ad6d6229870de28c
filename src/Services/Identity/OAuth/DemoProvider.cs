using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Identity.OAuth;

/// <summary>Somebody the demo's provider knows.</summary>
internal sealed record DemoPerson(string Subject, string Email, string FirstName, string LastName, bool IsVerified = true);

/// <summary>What was agreed to at the demo's provider: a code, then a token.</summary>
internal sealed record DemoGrant(string Provider, string RedirectUri, string Challenge, DemoPerson Person, DateTimeOffset At);

/// <summary>
/// A provider of our own for trying the buttons out: it speaks the real flow, with exact return addresses, PKCE and codes that work once. In
/// Development only, and only where <c>Identity:OAuth:Demo</c> says so; what it knows is in memory.
/// </summary>
internal sealed class DemoProvider(IConfiguration configuration, IHostEnvironment environment, Hosts hosts, TimeProvider clock)
{
    public const string ClientId = "demo";
    public const string ClientSecret = "demo";
    private static readonly TimeSpan CodeLives = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DemoGrant> codes = new();
    private readonly ConcurrentDictionary<string, DemoGrant> tokens = new();

    public static readonly IReadOnlyList<DemoPerson> People =
    [
        new("demo-player", "player@smash.test", "Demo", "Player"),
        new("demo-new", "new.player@example.test", "New", "Player"),
        new("demo-unproved", "unproved@example.test", "Unproved", "Player", IsVerified: false),
    ];

    public bool IsOn { get; } = environment.IsDevelopment() && configuration.GetValue("Identity:OAuth:Demo", false);

    private string Origin => $"http://{hosts.Apex}{(configuration["Padel:PublicPort"] is { Length: > 0 } port ? $":{port}" : "")}";

    public static string PathOf(string provider) => $"/demo/{provider}";

    public IConfiguration Settings(Provider provider) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["ClientId"] = ClientId,
        ["ClientSecret"] = ClientSecret,
        ["Authorize"] = $"{Origin}{PathOf(provider.Key)}/authorize",
        ["Token"] = $"{Origin}{PathOf(provider.Key)}/token",
        ["UserInfo"] = $"{Origin}{PathOf(provider.Key)}/userinfo",
        ["Issuer"] = IssuerOf(provider.Key),
    }).Build();

    public string IssuerOf(string provider) => $"{Origin}{PathOf(provider)}";

    public string NewCode(string provider, string redirectUri, string challenge, DemoPerson person)
    {
        var code = LinkSecrets.New();
        codes[code] = new DemoGrant(provider, redirectUri, challenge, person, clock.GetUtcNow());
        return code;
    }

    /// <summary>A token for a code that fits in every respect, once; <see langword="null"/> otherwise.</summary>
    public string? Exchange(string provider, string code, string redirectUri, string verifier)
    {
        if (!codes.TryRemove(code, out var grant) || grant.Provider != provider || grant.RedirectUri != redirectUri || grant.At + CodeLives < clock.GetUtcNow()) return null;
        if (WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) != grant.Challenge) return null;

        var token = LinkSecrets.New();
        tokens[token] = grant;
        return token;
    }

    public DemoPerson? PersonOf(string provider, string token) => tokens.TryRemove(token, out var grant) && grant.Provider == provider ? grant.Person : null;
}
