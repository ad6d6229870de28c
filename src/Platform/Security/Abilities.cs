using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace PadelSaaS.Platform.Security;

/// <summary>Says what an endpoint needs. Never a role: roles are bundles of abilities, and clubs bundle differently.</summary>
public static class Abilities
{
    /// <summary>The endpoint needs this ability: 401 for a caller nobody knows, 403 for one who may not.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, string ability) where TBuilder : IEndpointConventionBuilder
    {
        builder.RequireAuthorization(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim(Claims.Ability, ability).Build());
        builder.WithMetadata(new NeededAbility(ability));
        return builder;
    }

    /// <summary>The endpoint needs somebody who is signed in, whoever it is.</summary>
    public static TBuilder NeedsAccount<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder
    {
        builder.RequireAuthorization(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.WithMetadata(new NeededAbility("account"));
        return builder;
    }
}

/// <summary>What an endpoint needs, for the approved table of routes.</summary>
public sealed record NeededAbility(string Ability);
