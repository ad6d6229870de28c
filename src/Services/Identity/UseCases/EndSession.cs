using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Somebody signs out another of their devices: the phone that was lost, the browser at a friend's.</summary>
internal static class EndSession
{
    public static string PathOf(Guid id) => $"/account/sessions/{id}/end";

    public static void Map(Doors doors) => doors.Club.MapPost("/account/sessions/{id:guid}/end", SubmitAsync).NeedsAccount().ByHolderAlone();

    // The form is asked for, empty as it is, because binding one is what checks the antiforgery token.
    private static async Task<IResult> SubmitAsync(Guid id, IFormCollection _, string? @return, HttpContext http, Visit visit, UnitOfWork work, Entrance entrance)
    {
        await work.BeginAsync(http.RequestAborted);
        var session = await work.Model<IdentityModel>().Sessions.FirstOrDefaultAsync(session => session.Id == id && session.UserId == visit.Caller.AccountId, http.RequestAborted);
        if (session is null) return Results.NotFound();

        if (session.RevokedAt is null) entrance.End(session, "revoked");
        await work.CommitAsync(http.RequestAborted);
        return Results.LocalRedirect(Recovered.After(@return, ShowAccount.Path, "ended"));
    }
}
