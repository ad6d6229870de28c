using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Outward;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>
/// Where JazzCash and EasyPaisa are found. Nothing is called that was not configured (<c>Payments:JazzCash:Host</c>); in Development a company of our
/// own stands in for each, in this same process and below the portal.
/// </summary>
internal sealed class WalletAddress(IConfiguration configuration, IHostEnvironment environment, IServer server, Hosts hosts, IHttpClientFactory clients, ProviderGuards guards)
{
    public const string Client = "payments-wallets";

    /// <summary>Whether this process knows where the company is.</summary>
    public bool IsKnown(string section) => Configured(section) is not null || environment.IsDevelopment();

    /// <summary>A setting of the company, such as a path.</summary>
    public string Setting(string section, string name, string otherwise) => configuration[$"Payments:{section}:{name}"] ?? otherwise;

    /// <summary>Where a payer's browser is sent.</summary>
    /// <param name="origin">Scheme, host and port as the payer typed them: who stands in is reached by the same port.</param>
    public Uri Page(string section, string origin, string path)
    {
        if (Configured(section) is { } host) return new Uri(host + path);
        var typed = new Uri(origin);
        return new Uri($"{typed.Scheme}://{hosts.Apex}:{typed.Port.ToString(CultureInfo.InvariantCulture)}{StandIn(section)}{path}");
    }

    /// <summary>Asks by program. Nothing of what is said is logged: it holds secrets.</summary>
    /// <exception cref="ProviderDownException">It did not answer, or not with what was asked for; whether it did something is unknown.</exception>
    public Task<JsonNode> AskAsync(string section, string path, object body, IReadOnlyDictionary<string, string>? headers, CancellationToken stop) =>
        guards.Of(section.ToLowerInvariant()).RunAsync(inTime => SendAsync(section, path, body, headers, inTime), stop);

    private async Task<JsonNode> SendAsync(string section, string path, object body, IReadOnlyDictionary<string, string>? headers, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Api(section, path)) { Content = JsonContent.Create(body) };
        if (Configured(section) is null) request.Headers.Host = hosts.Apex;
        foreach (var (name, value) in headers ?? new Dictionary<string, string>()) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await clients.CreateClient(Client).SendAsync(request, stop);
        if (!answer.IsSuccessStatusCode) throw new ProviderDownException(section, $"it answered {(int)answer.StatusCode}");
        try
        {
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(stop)) ?? throw new ProviderDownException(section, "it answered nothing");
        }
        catch (System.Text.Json.JsonException broken)
        {
            throw new ProviderDownException(section, "it did not answer in JSON", broken);
        }
    }

    private string? Configured(string section) => configuration[$"Payments:{section}:Host"]?.TrimEnd('/') is { Length: > 0 } host ? host : null;

    private static string StandIn(string section) => $"/dev/{section.ToLowerInvariant()}";

    private Uri Api(string section, string path)
    {
        if (Configured(section) is { } host) return new Uri(host + path);
        // A process listens at an address or, in a test, at none.
        var own = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(address => address.StartsWith("http:", StringComparison.Ordinal));
        var port = own is not null && int.TryParse(own.TrimEnd('/').Split(':')[^1], CultureInfo.InvariantCulture, out var number) ? number : 80;
        return new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}{StandIn(section)}{path}");
    }
}
