using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Payments.Stripe;

/// <summary>
/// The platform's own account at Stripe (section <c>Payments:Stripe</c>). In Development, without an address, it is the stand-in that runs in this
/// host; anywhere else there is no Stripe without a key.
/// </summary>
internal sealed class StripeSettings(IConfiguration configuration, IHostEnvironment environment, IServiceProvider services, Hosts hosts)
{
    /// <summary>The version every call is pinned to.</summary>
    public const string Version = "2026-10-28.endive";

    private const string StandIn = "/dev/stripe";
    private Uri? api;

    /// <summary>Key of the platform's account; <see langword="null"/> where there is none.</summary>
    public string? SecretKey { get; } = Text(configuration, "SecretKey") ?? (environment.IsDevelopment() ? "sk_test_development" : null);

    /// <summary>Key that the payer's page may know.</summary>
    public string PublishableKey { get; } = Text(configuration, "PublishableKey") ?? "pk_test_development";

    /// <summary>Secrets of the endpoint for the platform's events; several, parted by commas, while one is being replaced.</summary>
    public IReadOnlyList<string> EventSecrets { get; } = Secrets(configuration, "EventSecret", environment, "whsec_development_account");

    /// <summary>Secrets of the endpoint for clubs' events.</summary>
    public IReadOnlyList<string> ConnectEventSecrets { get; } = Secrets(configuration, "ConnectEventSecret", environment, "whsec_development_connect");

    /// <summary>Whether the platform is the merchant and passes the money on; otherwise each club is, on its own account.</summary>
    public bool Destination { get; } = Text(configuration, "Charges") == "destination";

    /// <summary>Whether money moves.</summary>
    public bool Live => SecretKey?.Contains("_live_", StringComparison.Ordinal) == true;

    /// <summary>Whether it is the stand-in.</summary>
    public bool IsStandIn { get; } = environment.IsDevelopment() && (Text(configuration, "ApiBase") is not { } given || new Uri(given).AbsolutePath.TrimEnd('/') == StandIn);

    public bool IsAvailable => SecretKey is not null;

    /// <summary>Milliseconds before a call is tried again, doubled each time.</summary>
    public int RetryMilliseconds { get; } = configuration.GetValue("Payments:Stripe:RetryMilliseconds", 300);

    /// <summary>Where Stripe is.</summary>
    public Uri Api => api ?? (Text(configuration, "ApiBase") is { } given ? api = new Uri(given.TrimEnd('/')) : IsStandIn ? new Uri(Listening(), StandIn) : api = new Uri("https://api.stripe.com"));

    /// <summary>The host to ask for at that address, where it is another than the address says: the stand-in lives at the portal.</summary>
    public string? Host => IsStandIn ? $"{hosts.Apex}:{Api.Port}" : null;

    // Known once the server listens.
    private Uri Listening()
    {
        var addresses = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = addresses.FirstOrDefault(one => one.StartsWith("http:", StringComparison.Ordinal)) ?? "http://localhost";
        foreach (var any in (string[])["://*", "://+", "://0.0.0.0", "://[::]"]) address = address.Replace(any, "://127.0.0.1", StringComparison.Ordinal);
        return new Uri(address);
    }

    private static string? Text(IConfiguration configuration, string name) => configuration[$"Payments:Stripe:{name}"] is { Length: > 0 } text ? text : null;

    private static string[] Secrets(IConfiguration configuration, string name, IHostEnvironment environment, string development) =>
        (Text(configuration, name) ?? (environment.IsDevelopment() ? development : "")).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
