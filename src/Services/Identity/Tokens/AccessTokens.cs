using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Writes access tokens: signed, short, and for one club's host only. Roles are told for whoever reads them outside the house.</summary>
internal sealed class AccessTokens(SigningKeys keys, Visit visit, CurrentTenant tenant, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    /// <summary>Who issues and who may read a token of this host: its origin.</summary>
    public static string IssuerOf(Visit visit) => visit.Origin.ToLowerInvariant();

    /// <summary>
    /// Has the key at hand. Asked before the transaction: looking for it inside would hold one connection while waiting for another,
    /// and behind a pooler all connections are of one pool.
    /// </summary>
    public async ValueTask PrepareAsync(CancellationToken stop) => await keys.SignerAsync(stop);

    public async Task<string> IssueAsync(User user, IReadOnlyList<string> roles, Session session, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = IssuerOf(visit),
            Audience = IssuerOf(visit),
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            SigningCredentials = new SigningCredentials(await keys.SignerAsync(stop), SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                [Claims.Account] = user.Id.ToString(),
                [Claims.Tenant] = tenant.Info.Id.ToString(),
                [Claims.Session] = session.Id.ToString(),
                [Claims.Name] = user.FullName,
                [Claims.Email] = user.Email!,
                [Claims.Role] = roles,
                [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7(now).ToString(),
            },
        });
    }
}
