using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins.UseCases;

/// <summary>An admin leaves; the session is over on every page at once.</summary>
internal static class SignOut
{
    public static void Map(Doors doors) => doors.Console.MapPost("/sign-out", SubmitAsync);

    // The form is asked for, empty as it is, because binding one is what checks the antiforgery token.
    private static async Task<IResult> SubmitAsync(IFormCollection _, HttpContext http, UnitOfWork work, TimeProvider clock)
    {
        if (Guid.TryParse(http.User.FindFirstValue(Claims.Session), out var id))
        {
            await work.BeginPlatformAsync(http.RequestAborted);
            if (await work.Model<AdminsModel>().Sessions.FirstOrDefaultAsync(session => session.Id == id && session.EndedAt == null, http.RequestAborted) is { } session)
            {
                session.EndedAt = clock.GetUtcNow();
                work.Audit(new Act("session.ended", "admin", $"{session.AdminId}") { Reason = "signed_out" });
            }
            await work.CommitAsync(http.RequestAborted);
        }
        await http.SignOutAsync(ConsoleDoor.Scheme);
        return Results.LocalRedirect("/sign-in");
    }
}
