using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

/// <summary>Writes tokens that look like the club's: with the platform's own key, to prove that even a good signature opens only its own door, or with another.</summary>
internal sealed class Forger(PlatformFixture platform)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>The platform's own signing key, dug out of the database and unsealed.</summary>
    public async Task<JsonWebKey> StolenKeyAsync()
    {
        var key = new JsonWebKey(await Cluster.ScalarAsync<string>(platform.Database, "select public_jwk::text from platform.signing_keys"));
        var seal = platform.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("PadelSaaS.Identity.SigningKeys");
        key.D = seal.Unprotect(await Cluster.ScalarAsync<string>(platform.Database, "select private_key from platform.signing_keys"));
        return key;
    }

    /// <summary>The token again, with some claims changed, signed with the key given.</summary>
    public string Rewrite(string token, SecurityKey key, string algorithm, params (string Name, object Value)[] changes)
    {
        var read = Handler.ReadJsonWebToken(token);
        var claims = read.Claims.Where(claim => claim.Type is not ("exp" or "nbf" or "iat")).GroupBy(claim => claim.Type)
            .ToDictionary(same => same.Key, same => same.Count() > 1 || same.Key == "role" ? same.Select(claim => claim.Value).ToArray() : (object)same.First().Value);
        foreach (var (name, value) in changes) claims[name] = value;
        var now = platform.Clock.Now.UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(15),
            SigningCredentials = new SigningCredentials(key, algorithm),
        });
    }

    /// <summary>The token with another payload under its old signature.</summary>
    public static string Tamper(string token, string from, string to)
    {
        var parts = token.Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(payload.Replace(from, to, StringComparison.Ordinal))}.{parts[2]}";
    }

    /// <summary>The token without a signature, saying so.</summary>
    public static string Unsigned(string token) => $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{token.Split('.')[1]}.";
}
