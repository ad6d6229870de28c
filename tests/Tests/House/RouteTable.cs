using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Tests.House;

/// <summary>An endpoint as the approved table writes it.</summary>
internal sealed record Route(string Method, string Path, string Door, string Service, string Needs, RouteEndpoint Endpoint)
{
    /// <summary>All routes, sorted.</summary>
    public static IReadOnlyList<Route> Of(PlatformFixture platform) =>
    [
        .. from endpoint in platform.Endpoints
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]
           let route = new Route(method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), DoorOf(endpoint), ServiceOf(endpoint), NeedsOf(endpoint), endpoint)
           orderby route.Path, route.Door, route.Method
           select route,
    ];

    /// <summary>The path with these values in place of its parameters; where there is none, something that fits.</summary>
    public string Filled(Func<string, string?> value) =>
        "/" + string.Join('/', Endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternParameterPart parameter => value(parameter.Name) ?? Fitting(parameter),
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => "",
        }))));

    /// <summary>Names of the parameters that are ids.</summary>
    public IEnumerable<string> Ids => Endpoint.RoutePattern.Parameters.Where(parameter => parameter.ParameterPolicies.Any(policy => policy.Content == "guid")).Select(parameter => parameter.Name);

    /// <summary>Whether it is part of the REST API.</summary>
    public bool IsApi => Endpoint.Metadata.GetMetadata<ApiEndpoint>() is not null;

    public override string ToString() => $"{Method,-6} {Path,-52} {Door,-8} {Service,-14} {Needs}";

    // Of a list of words in a regular expression, the first.
    private static string Fitting(RoutePatternParameterPart parameter) => parameter.ParameterPolicies.Select(policy => policy.Content).FirstOrDefault() switch
    {
        "guid" => Guid.CreateVersion7().ToString(),
        "int" => "480",
        { } rule when rule.StartsWith("regex(^(", StringComparison.Ordinal) => rule["regex(^(".Length..].Split('|', ')')[0],
        _ => "dev",
    };

    private static string DoorOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<DoorOf>()?.Door.ToString().ToLowerInvariant() ?? "every";

    private static string ServiceOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<ServiceOf>()?.Service ?? "platform";

    private static string NeedsOf(RouteEndpoint endpoint)
    {
        var abilities = endpoint.Metadata.GetOrderedMetadata<NeededAbility>().Select(needed => needed.Ability).Distinct().ToList();
        if (abilities.Count > 0) return string.Join('+', abilities);
        return endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Count > 0 ? "account" : "anyone";
    }
}
