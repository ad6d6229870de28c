using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// Where a service hangs its use cases. The same path may mean something else at each door; an endpoint is found only through its own.
/// </summary>
public sealed class Doors(IEndpointRouteBuilder routes, string service)
{
    /// <summary>Pages of a club's site.</summary>
    public RouteGroupBuilder Club { get; } = At(routes, "", service, Door.Club);

    /// <summary>The REST API of a club's site, under <c>/api/v1</c>.</summary>
    public RouteGroupBuilder Api { get; } = At(routes, "/api/v1", service, Door.Club).WithMetadata(ApiEndpoint.Instance);

    /// <summary>Pages of the portal (apex).</summary>
    public RouteGroupBuilder Portal { get; } = At(routes, "", service, Door.Portal);

    /// <summary>Name of the portal's OpenAPI document; the clubs' is <c>v1</c>.</summary>
    public const string PortalDocument = "portal";

    /// <summary>The REST API of the portal, under <c>/api/v1</c> of the apex: what belongs to no club.</summary>
    public RouteGroupBuilder PortalApi { get; } = At(routes, "/api/v1", service, Door.Portal).WithMetadata(ApiEndpoint.Instance).WithGroupName(PortalDocument);

    /// <summary>Pages of the platform's console.</summary>
    public RouteGroupBuilder Console { get; } = At(routes, "", service, Door.Console);

    private static RouteGroupBuilder At(IEndpointRouteBuilder routes, string prefix, string service, Door door)
    {
        var group = routes.MapGroup(prefix).WithMetadata(new DoorOf(door), new ServiceOf(service));
        group.AddEndpointFilterFactory(EmptyForms.Refuse);
        if (prefix.Length > 0) group.WithTags(service);
        else group.ExcludeFromDescription();
        return group;
    }
}

/// <summary>Marks an endpoint with the door it belongs to.</summary>
public sealed record DoorOf(Door Door);

/// <summary>Marks an endpoint with the service it belongs to.</summary>
public sealed record ServiceOf(string Service);

/// <summary>Marks an endpoint of the REST API: it answers JSON, knows bearer tokens and no cookies.</summary>
public sealed class ApiEndpoint
{
    /// <summary>The mark.</summary>
    public static readonly ApiEndpoint Instance = new();
}
