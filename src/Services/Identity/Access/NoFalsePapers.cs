using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Identity;

/// <summary>
/// Who shows a token that is worth nothing gets 401, also where a guest would be welcome: a client whose token has run out must not book as
/// a guest without noticing. It holds for every endpoint that says nothing about callers.
/// </summary>
internal sealed class NoFalsePapers : AuthorizationHandler<NoFalsePapers>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NoFalsePapers requirement)
    {
        if (context.User.Identity?.IsAuthenticated == true || context.Resource is not HttpContext http || !ShowsToken(http)) context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool ShowsToken(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<ApiEndpoint>() is not null && http.Request.Headers.Authorization.Count > 0;
}
