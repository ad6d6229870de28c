using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace PadelSaaS.Tests.Identity.OAuth;

/// <summary>Somebody with an account at the provider.</summary>
public sealed record Stranger(string Subject, string? Email, bool IsVerified = true, string First = "Ana", string Last = "Gil");

/// <summary>
/// A provider that takes nothing for granted: it knows one client, one return address, wants state and PKCE with S256, and its codes and tokens
/// work once. It is the browser's page (<see cref="Consent"/>) and the server's endpoints in one.
/// </summary>
public sealed class StrictProvider(string issuer, string redirectUri) : HttpMessageHandler
{
    public const string ClientId = "client-of-the-tests";
    public const string ClientSecret = "secret-of-the-tests";

    private readonly ConcurrentDictionary<string, (string Challenge, Stranger Who)> codes = new();
    private readonly ConcurrentDictionary<string, Stranger> tokens = new();

    /// <summary>What it answers for once instead of doing its work.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?>? Instead { get; set; }

    /// <summary>How often a code was exchanged, rightly or not.</summary>
    public int Exchanges { get; private set; }

    /// <summary>Somebody agrees at the provider's page; where they are sent.</summary>
    public Uri Consent(Uri asked, Stranger who)
    {
        var query = Check(asked);
        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        codes[code] = (query["code_challenge"].ToString(), who);
        return Back(query["state"].ToString(), ("code", code));
    }

    /// <summary>Somebody does not agree, or the provider does not like what was asked.</summary>
    public Uri Refuse(Uri asked, string error = "access_denied") => Back(Check(asked)["state"].ToString(), ("error", error));

    public static Uri With(Uri address, string name, string? value)
    {
        var query = QueryHelpers.ParseQuery(address.Query).Where(one => one.Key != name).ToDictionary(one => one.Key, one => (string?)one.Value.ToString());
        if (value is not null) query[name] = value;
        return new Uri(QueryHelpers.AddQueryString(address.GetLeftPart(UriPartial.Path), query));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Instead?.Invoke(request) is { } other) return other;
        return request.Method == HttpMethod.Post ? await ExchangeAsync(request, cancellationToken) : Tell(request);
    }

    private static Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Parse(string text) => QueryHelpers.ParseQuery(text);

    private Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Check(Uri asked)
    {
        var query = Parse(asked.Query);
        query["client_id"].ToString().ShouldBe(ClientId);
        query["redirect_uri"].ToString().ShouldBe(redirectUri);
        query["response_type"].ToString().ShouldBe("code");
        query["code_challenge_method"].ToString().ShouldBe("S256");
        query["code_challenge"].ToString().Length.ShouldBe(43);
        query["state"].ToString().ShouldNotBeEmpty();
        return query;
    }

    private Uri Back(string state, (string Name, string Value) said) =>
        new(QueryHelpers.AddQueryString(redirectUri, new Dictionary<string, string?> { [said.Name] = said.Value, ["state"] = state, ["iss"] = issuer }));

    private async Task<HttpResponseMessage> ExchangeAsync(HttpRequestMessage request, CancellationToken stop)
    {
        Exchanges++;
        var form = Parse(await request.Content!.ReadAsStringAsync(stop));
        var fits = form["client_id"] == ClientId && form["client_secret"] == ClientSecret && form["grant_type"] == "authorization_code" && form["redirect_uri"] == redirectUri
            && codes.TryRemove(form["code"].ToString(), out var agreed)
            && WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) == agreed.Challenge
            && tokens.TryAdd("token-" + form["code"], agreed.Who);
        return fits
            ? new HttpResponseMessage { Content = JsonContent.Create(new { access_token = "token-" + form["code"], token_type = "Bearer", expires_in = 60 }) }
            : new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = JsonContent.Create(new { error = "invalid_grant" }) };
    }

    private HttpResponseMessage Tell(HttpRequestMessage request)
    {
        if (request.Headers.Authorization?.Parameter is not { } token || !tokens.TryRemove(token, out var who)) return new HttpResponseMessage(HttpStatusCode.Unauthorized);
        return new HttpResponseMessage
        {
            Content = request.RequestUri!.Host.Contains("google", StringComparison.Ordinal)
                ? JsonContent.Create(new { sub = who.Subject, email = who.Email, email_verified = who.IsVerified, given_name = who.First, family_name = who.Last })
                : JsonContent.Create(new { id = who.Subject, email = who.Email, first_name = who.First, last_name = who.Last }),
        };
    }
}
