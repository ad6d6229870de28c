using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// The framework compiles the code that binds a use case's parameters when the first request comes, for every endpoint there is: hundreds, of which
/// most are not asked for in a minute. Here each is compiled when it is asked for itself. What an endpoint says about itself is known at once, and a
/// parameter that cannot be bound is found at the start as ever. Nearer than the framework's own of the same names, so that use cases are written as usual.
/// </summary>
public static class LazyRoutes
{
    private static readonly string[] Get = ["GET"], Post = ["POST"], Put = ["PUT"], Patch = ["PATCH"], Delete = ["DELETE"];

    /// <summary>Hangs a use case at GET.</summary>
    public static RouteHandlerBuilder MapGet(this RouteGroupBuilder group, [StringSyntax("Route")] string pattern, Delegate handler) => Map(group, pattern, handler, Get);

    /// <summary>Hangs a use case at POST.</summary>
    public static RouteHandlerBuilder MapPost(this RouteGroupBuilder group, [StringSyntax("Route")] string pattern, Delegate handler) => Map(group, pattern, handler, Post);

    /// <summary>Hangs a use case at PUT.</summary>
    public static RouteHandlerBuilder MapPut(this RouteGroupBuilder group, [StringSyntax("Route")] string pattern, Delegate handler) => Map(group, pattern, handler, Put);

    /// <summary>Hangs a use case at PATCH.</summary>
    public static RouteHandlerBuilder MapPatch(this RouteGroupBuilder group, [StringSyntax("Route")] string pattern, Delegate handler) => Map(group, pattern, handler, Patch);

    /// <summary>Hangs a use case at DELETE.</summary>
    public static RouteHandlerBuilder MapDelete(this RouteGroupBuilder group, [StringSyntax("Route")] string pattern, Delegate handler) => Map(group, pattern, handler, Delete);

    private static RouteHandlerBuilder Map(RouteGroupBuilder group, string pattern, Delegate handler, string[] methods) =>
        RouteHandlerServices.Map(group, pattern, handler, methods, RequestDelegateFactory.InferMetadata, CompileLater);

    // Of two first requests at once one compiles and the other waits: compiling adds to what the endpoint says about itself, which is no list for two hands.
    private static RequestDelegateResult CompileLater(Delegate handler, RequestDelegateFactoryOptions options, RequestDelegateMetadataResult? metadata)
    {
        var compiled = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, metadata).RequestDelegate);
        return new RequestDelegateResult(http => compiled.Value(http), [.. options.EndpointBuilder!.Metadata]);
    }
}
