using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Identity;

/// <summary>
/// A club's partner checks an access token without asking us: the keys, and a document that leads to them (OpenID Connect Discovery, RFC 7517).
/// There is no authorization endpoint to lead to: tokens are got at <c>/api/v1/auth/login</c>.
/// </summary>
internal static class PublishKeys
{
    private const string KeysPath = "/.well-known/jwks.json";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/.well-known/openid-configuration", DescribeAsync);
        doors.Club.MapGet(KeysPath, AnswerAsync);
    }

    private static IResult DescribeAsync(Visit visit, HttpContext http, SigningKeyTimes times)
    {
        var issuer = AccessTokens.IssuerOf(visit);
        LetOthersKeep(http, times);
        return Results.Text(new JsonObject
        {
            ["issuer"] = issuer,
            ["jwks_uri"] = issuer + KeysPath,
            ["response_types_supported"] = new JsonArray(),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray(SecurityAlgorithms.EcdsaSha256),
            ["claims_supported"] = new JsonArray("iss", "aud", "exp", "nbf", "iat", "jti", Claims.Account, Claims.Tenant, Claims.Session, Claims.Name, Claims.Email, Claims.Role),
            ["service_documentation"] = issuer + "/api/docs",
        }.ToJsonString(), "application/json");
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, SigningKeys keys, SigningKeyTimes times)
    {
        var published = await keys.PublishedAsync(http.RequestAborted);
        LetOthersKeep(http, times);
        return Results.Text(new JsonObject { ["keys"] = new JsonArray([.. published.Select(key => JsonNode.Parse(key.Jwk))]) }.ToJsonString(), "application/jwk-set+json");
    }

    // Nothing here is secret, and a page of a partner may want to read it.
    private static void LetOthersKeep(HttpContext http, SigningKeyTimes times)
    {
        http.Response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"public, max-age={(int)times.MayBeKept.TotalSeconds}");
        http.Response.Headers.AccessControlAllowOrigin = "*";
    }
}
