using Microsoft.AspNetCore.Builder;

namespace PadelSaaS.Platform.Http;

/// <summary>What a request costs more of than others, so that it is counted by itself.</summary>
public enum Effort
{
    /// <summary>Nothing in particular.</summary>
    Usual,

    /// <summary>Proving who one is: passwords, codes, providers.</summary>
    SignIn,

    /// <summary>Having a mail sent to an address that was typed.</summary>
    Link,

    /// <summary>Computing over many days or courts.</summary>
    Search,

    /// <summary>Reading everything there is into a file.</summary>
    Export,

    /// <summary>Taking files. Endpoints that <see cref="BodySize.TakesFiles"/> are this by themselves.</summary>
    Upload,
}

/// <summary>The effort of an endpoint.</summary>
public sealed record EndpointEffort(Effort Effort);

/// <summary>Says what an endpoint costs.</summary>
public static class Efforts
{
    /// <summary>Has requests of this endpoint counted by themselves.</summary>
    public static TBuilder Costs<TBuilder>(this TBuilder builder, Effort effort) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new EndpointEffort(effort));
}
