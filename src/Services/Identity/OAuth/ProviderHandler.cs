using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PadelSaaS.Identity.OAuth;

/// <summary>
/// The framework's code flow with PKCE, for one request at the portal. On top of it: an answer that says another issuer than was asked is
/// refused (RFC 9207), a provider that is down is a failure like any other and no exception, and the ticket says who came back.
/// </summary>
internal sealed class ProviderHandler(IOptionsMonitor<OAuthOptions> options, ILoggerFactory logger, UrlEncoder encoder) : OAuthHandler<OAuthOptions>(options, logger, encoder)
{
    private const string Identity = "identity";
    private const int LongestAnswer = 64 * 1024;

    public static async Task<ProviderHandler> ForAsync(Provider provider, HttpContext http, ProviderHandler handler)
    {
        await handler.InitializeAsync(new AuthenticationScheme(provider.Key, provider.Name, typeof(ProviderHandler)), http);
        return handler;
    }

    /// <summary>Who came back.</summary>
    public static ProvidedIdentity IdentityOf(AuthenticationProperties? properties) => JsonSerializer.Deserialize<ProvidedIdentity>(properties!.Items[Identity]!)!;

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        var properties = Options.StateDataFormat.Unprotect(Request.Query["state"]);
        if (properties is not null && Request.Query["iss"].ToString() is { Length: > 0 } issuer && issuer != Options.ClaimsIssuer)
            return HandleRequestResult.Fail("Another issuer answered than was asked.", properties);
        try
        {
            return await base.HandleRemoteAuthenticateAsync();
        }
        catch (Exception down) when (down is HttpRequestException or JsonException or TaskCanceledException && !Context.RequestAborted.IsCancellationRequested)
        {
            return HandleRequestResult.Fail(down, properties);
        }
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Options.UserInformationEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await Backchannel.SendAsync(request, Context.RequestAborted);
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadAsStringAsync(Context.RequestAborted);
        if (body.Length > LongestAnswer) throw new HttpRequestException("The provider's answer is too long.");

        using var answer = JsonDocument.Parse(body);
        var who = ProviderSettings.Read(Scheme.Name, answer.RootElement) ?? throw new HttpRequestException("The provider's answer names nobody.");
        properties.Items[Identity] = JsonSerializer.Serialize(who);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }
}
