using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PadelSaaS.Identity;

/// <summary>The page about a link that does not work: why, and what to do instead.</summary>
internal static class LinkProblem
{
    public static RazorComponentResult<LinkProblemPage> Page(LinkState state, string purpose, bool isKnown) =>
        new(new { State = state.ToString(), Purpose = purpose, IsKnown = isKnown })
        {
            StatusCode = state == LinkState.Unknown ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict,
        };
}
