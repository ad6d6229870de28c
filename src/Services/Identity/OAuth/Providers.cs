using Microsoft.Extensions.Configuration;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Identity.OAuth;

/// <summary>Somebody else's sign-in: Google's or Facebook's.</summary>
/// <param name="Key">As in addresses and rows.</param>
/// <param name="Name">As people know it; the same in every language.</param>
internal sealed record Provider(string Key, string Name)
{
    /// <summary>The one address it returns to, whichever club somebody set out from.</summary>
    public string ReturnPath => $"/sign-in/with/{Key}/back";
}

/// <summary>
/// The providers whose client id is configured: <c>Identity:OAuth:Google:ClientId</c> and <c>ClientSecret</c>, likewise for Facebook. Buttons
/// show for these and no others.
/// </summary>
internal sealed class Providers
{
    public static readonly IReadOnlyList<Provider> Known = [new("google", "Google"), new("facebook", "Facebook")];

    private readonly Hosts hosts;

    public Providers(IConfiguration configuration, Hosts hosts, DemoProvider demo)
    {
        this.hosts = hosts;
        Offered = [.. Known.Where(provider => demo.IsOn || !string.IsNullOrEmpty(configuration[$"Identity:OAuth:{provider.Name}:ClientId"]))];
    }

    public IReadOnlyList<Provider> Offered { get; }

    public Provider? Find(string key) => Offered.FirstOrDefault(provider => provider.Key == key);

    /// <summary>The name of a provider, also of one that is not offered any more.</summary>
    public static string NameOf(string key) => Known.FirstOrDefault(provider => provider.Key == key)?.Name ?? key;

    /// <summary>The origin that providers return to: the portal's, beside the visitor's own.</summary>
    public string OriginBeside(string origin)
    {
        var here = new UriBuilder(origin) { Host = hosts.Apex };
        return here.Uri.GetLeftPart(UriPartial.Authority);
    }
}
