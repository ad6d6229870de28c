using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Somebody signs out everywhere but here.</summary>
internal static class EndOtherSessions
{
    public const string Path = "/account/sessions/end-others";

    public static void Map(Doors doors) => doors.Club.MapPost(Path, SubmitAsync).NeedsAccount().ByHolderAlone();

    // The form is asked for, empty as it is, because binding one is what checks the antiforgery token.
    private static async Task<IResult> SubmitAsync(IFormCollection _, string? @return, HttpContext http, Visit visit, UnitOfWork work, Entrance entrance)
    {
        await work.BeginAsync(http.RequestAborted);
        await entrance.EndAllAsync(visit.Caller.AccountId!.Value, Guid.Parse(http.User.FindFirstValue(Claims.Session)!), "revoked", http.RequestAborted);
        await work.CommitAsync(http.RequestAborted);
        return Results.LocalRedirect(Recovered.After(@return, ShowAccount.Path, "others_ended"));
    }
}
