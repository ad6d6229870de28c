using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>An address events are sent to.</summary>
/// <param name="Host">What to ask for at that address, where it is another name than the address says.</param>
internal sealed record StripeEndpoint(string Id, Uri Url, string Secret, bool Connect, string? Host);

/// <summary>
/// The two addresses of our own that are there without anybody making them: events of the platform's account and of clubs' accounts, each with a secret
/// (<c>Payments:Stripe:EventSecret</c>, <c>Payments:Stripe:ConnectEventSecret</c>). More are made by <c>POST /v1/webhook_endpoints</c>.
/// </summary>
internal sealed class StripeEndpoints(IConfiguration configuration, IServiceProvider services, Hosts hosts)
{
    public const string OwnAccount = "we_own_account";
    public const string OwnConnect = "we_own_connect";
    public const string DevelopmentSecret = "whsec_development_account";
    public const string DevelopmentConnectSecret = "whsec_development_connect";

    /// <summary>How long after a change its events are sent.</summary>
    public TimeSpan Delay { get; } = TimeSpan.FromMilliseconds(configuration.GetValue("Payments:DevStripe:EventDelayMs", 0));

    /// <summary>Whether our own two addresses are told anything.</summary>
    private bool TellsOwn { get; } = configuration.GetValue("Payments:DevStripe:TellOwn", true);

    /// <summary>Which of our own hears of this account.</summary>
    public IEnumerable<string> For(string account) => TellsOwn ? [account == StripeCall.Platform ? OwnAccount : OwnConnect] : [];

    public static bool Hears(StripeObject endpoint, string account, string type)
    {
        var wanted = endpoint.Body["enabled_events"]!.AsArray().Select(one => (string?)one);
        return endpoint.Status == "enabled" && ((bool?)endpoint.Hidden["connect"] ?? false) == (account != StripeCall.Platform) && wanted.Any(one => one == "*" || one == type);
    }

    public StripeEndpoint Own(string id)
    {
        var connect = id == OwnConnect;
        // While a secret is being replaced there are two; the newer one stands first.
        var secret = configuration[connect ? "Payments:Stripe:ConnectEventSecret" : "Payments:Stripe:EventSecret"]?.Split(',')[0].Trim() ?? (connect ? DevelopmentConnectSecret : DevelopmentSecret);
        var listening = Listening();
        return new StripeEndpoint(id, new Uri(listening, connect ? "/api/v1/payments/stripe/connect" : "/api/v1/payments/stripe/events"), secret, connect, $"{hosts.Apex}:{listening.Port}");
    }

    public static StripeEndpoint Of(StripeObject made) => new(made.Id, new Uri(made.Text("url")!), (string)made.Hidden["secret"]!, (bool?)made.Hidden["connect"] ?? false, null);

    /// <summary>Whether this process can be reached already: timers turn before the server listens.</summary>
    public bool CanBeReached => services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested;

    // Where this process itself listens: events of the development Stripe never leave the machine.
    private Uri Listening()
    {
        var address = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(one => one.StartsWith("http:", StringComparison.Ordinal)) ?? "http://localhost";
        return new UriBuilder(address.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal)).Uri;
    }
}
