using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.DependencyInjection;

namespace PadelSaaS.Platform.Http;

/// <summary>Lets routing see only the endpoints of the door the request came through.</summary>
internal sealed class DoorPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => -100;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<DoorOf>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var door = httpContext.RequestServices.GetRequiredService<Visit>().Door;
        for (var i = 0; i < candidates.Count; i++)
            if (candidates[i].Endpoint.Metadata.GetMetadata<DoorOf>() is { } of && of.Door != door) candidates.SetValidity(i, false);
        return Task.CompletedTask;
    }
}
