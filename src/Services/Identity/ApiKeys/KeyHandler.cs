using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Identity.ApiKeys;

/// <summary>
/// Knows a program by its key. It never may more than its account may at this moment, and of that only what was picked for the key. A key is
/// looked for at this club alone: another club's is nobody's here.
/// </summary>
internal sealed class KeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, Visit visit, KeyStates states)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    private const string Carried = "Bearer ";

    /// <summary>Whether the request carries a key and not a token.</summary>
    public static bool IsShown(HttpContext http) => TextOf(http).StartsWith(KeyText.Prefix, StringComparison.Ordinal);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var text = TextOf(Context);
        if (visit.Tenant is not { } tenant || !KeyText.IsWellFormed(text) || NetworkLimit.IsReached(Context) || await states.FindAsync(text) is not { } state) return AuthenticateResult.Fail("This key works nowhere here.");

        // The key stands where a session would: the audit log says which one it was.
        var identity = Doorkeeper.Ticket(state.UserId, tenant.Id, state.Id);
        identity.AddClaim(new Claim(Claims.Name, state.Name));
        identity.AddClaim(new Claim(Claims.Email, state.Email));
        identity.AddClaims(state.Roles.Select(role => new Claim(Claims.Role, role)));
        identity.AddClaims(RoleAbilities.Of(state.Roles).Where(state.Scopes.Contains).Select(ability => new Claim(Claims.Ability, ability)));
        identity.AddClaim(new Claim(KeyLimits.ScopesClaim, string.Join(' ', state.Scopes)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Refusals.Unauthorized.ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => KeyLimits.Refuse(Context).ExecuteAsync(Context);

    private static string TextOf(HttpContext http) =>
        http.Request.Headers.Authorization.ToString() is var shown && shown.StartsWith(Carried, StringComparison.OrdinalIgnoreCase) ? shown[Carried.Length..].Trim() : "";
}
