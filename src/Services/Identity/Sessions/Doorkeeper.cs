using System.Globalization;
using System.Security.Claims;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Identity;

/// <summary>
/// Looks at every cookie and token whose seal was right. It must be this club's and its session alive; then name, roles and abilities
/// are read anew, so that what changed since it was written holds at once.
/// </summary>
internal sealed class Doorkeeper(Visit visit, SessionStates states)
{
    /// <summary>The caller as known now; <see langword="null"/> when what was shown is worth nothing here.</summary>
    public async Task<ClaimsPrincipal?> AdmitAsync(ClaimsPrincipal shown)
    {
        if (visit.Tenant is not { } tenant || shown.FindFirstValue(Claims.Tenant) != tenant.Id.ToString()) return null;
        if (!Guid.TryParse(shown.FindFirstValue(Claims.Account), out var userId) || !Guid.TryParse(shown.FindFirstValue(Claims.Session), out var sessionId)) return null;
        if (await states.FindAsync(sessionId, userId) is not { } state) return null;

        var identity = Ticket(userId, tenant.Id, sessionId);
        identity.AddClaim(new Claim(Claims.Name, state.Name));
        identity.AddClaim(new Claim(Claims.Email, state.Email));
        identity.AddClaims(state.Roles.Select(role => new Claim(Claims.Role, role)));
        identity.AddClaims(RoleAbilities.Of(state.Roles).Where(ability => state.Admin is null || MoneyEndpoints.MayBeImpersonated(ability)).Select(ability => new Claim(Claims.Ability, ability)));
        if (state.SecondFactorDue is { } due) identity.AddClaim(new Claim(Claims.SecondFactorDue, due.ToString("O", CultureInfo.InvariantCulture)));
        if (state.Admin is var (adminId, adminName)) identity.AddClaims([new Claim(Claims.Impersonator, adminName), new Claim(Claims.ImpersonatorId, $"{adminId}")]);
        return new ClaimsPrincipal(identity);
    }

    /// <summary>All that a cookie says: whose it is, where, and which session. Everything else is asked when it is shown.</summary>
    public static ClaimsIdentity Ticket(Guid userId, Guid tenantId, Guid sessionId) => new(
        [new Claim(Claims.Account, userId.ToString()), new Claim(Claims.Tenant, tenantId.ToString()), new Claim(Claims.Session, sessionId.ToString())],
        "padel", Claims.Name, Claims.Role);
}
