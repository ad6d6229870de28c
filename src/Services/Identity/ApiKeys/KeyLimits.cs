using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Identity.ApiKeys;

/// <summary>Keeps keys to what they are for: who signs in how and who may do what is for people, and what changes something needs the scope for it.</summary>
internal sealed class KeyLimits : IAuthorizationHandler
{
    /// <summary>What a key was made for; only keys have it.</summary>
    public const string ScopesClaim = "scopes";

    private static readonly Refusal PeopleOnly = new("key_not_accepted", StatusCodes.Status403Forbidden, "A key does not do this: sign in for it.");

    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context.Resource is HttpContext http && context.User.HasClaim(claim => claim.Type == ScopesClaim) && (IsForPeople(http) || LacksWrite(http, context.User)))
            context.Fail(new AuthorizationFailureReason(this, "The key is not for this."));
        return Task.CompletedTask;
    }

    /// <summary>Why a key was refused, with the scope that is missing.</summary>
    public static Refusal Refuse(HttpContext http)
    {
        if (IsForPeople(http)) return PeopleOnly;
        if (LacksWrite(http, http.User)) return Missing(KeyScopes.Write);
        return http.GetEndpoint()?.Metadata.GetMetadata<NeededAbility>() is { Ability: var ability } ? Missing(ability) : Refusal.Forbidden();
    }

    private static Refusal Missing(string scope) => new("scope_missing", StatusCodes.Status403Forbidden, $"This key lacks the scope {scope}, or its account does.")
    {
        More = new Dictionary<string, object?> { ["scope"] = scope },
    };

    private static bool IsForPeople(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<HolderEndpoint>() is not null;

    private static bool LacksWrite(HttpContext http, ClaimsPrincipal user) =>
        !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)
        && user.FindFirstValue(ScopesClaim)?.Split(' ').Contains(KeyScopes.Write) != true;
}
