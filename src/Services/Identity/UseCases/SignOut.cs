using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Somebody signs out on this device. Its cookie, its access token and its refresh tokens are worth nothing from then on.</summary>
internal static class SignOut
{
    public static void Map(Doors doors)
    {
        // No Idempotency-Key: after the first call the token is no longer one, and a second call has nothing left to do.
        doors.Api.MapPost("/auth/logout", AnswerAsync).NeedsAccount().ByHolderAlone().OpensBeforeEnrolment().WithName("SignOut").WithSummary("End the session of this token");
        doors.Club.MapPost("/sign-out", SubmitAsync).OpensBeforeEnrolment();
    }

    private static async Task<NoContent> AnswerAsync(HttpContext http, UnitOfWork work, Entrance entrance)
    {
        await EndAsync(http, work, entrance);
        return TypedResults.NoContent();
    }

    // The form is asked for, empty as it is, because binding one is what checks the antiforgery token.
    private static async Task<IResult> SubmitAsync(IFormCollection _, HttpContext http, UnitOfWork work, Entrance entrance)
    {
        await EndAsync(http, work, entrance);
        await http.SignOutAsync(Schemes.Cookie);
        return Results.LocalRedirect(ReturnPath.Home);
    }

    private static async Task EndAsync(HttpContext http, UnitOfWork work, Entrance entrance)
    {
        await work.BeginAsync(http.RequestAborted);
        if (await entrance.OfAsync(http.User, http.RequestAborted) is { } session) entrance.End(session, "signed_out");
        await work.CommitAsync(http.RequestAborted);
    }
}
