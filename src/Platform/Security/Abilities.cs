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

    /// <summary>The endpoint stays open to staff who owe their club a second factor: it sets one up, leads out, or is a file that every page is drawn with.</summary>
    public static TBuilder OpensBeforeEnrolment<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(OpenBeforeEnrolment.Instance);
}

/// <summary>Marks an endpoint that <see cref="Abilities.OpensBeforeEnrolment"/>.</summary>
public sealed class OpenBeforeEnrolment
{
    internal static readonly OpenBeforeEnrolment Instance = new();
}

/// <summary>What an endpoint needs, for the approved table of routes.</summary>
public sealed record NeededAbility(string Ability);
