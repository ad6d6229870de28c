using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>The second step of signing in at the pages: the code of the app, or a recovery code.</summary>
internal static class ProveSecond
{
    public const string Path = "/sign-in/code";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? @return, HttpContext http, PendingSignIn pending) =>
            pending.Read(http) is null ? Results.LocalRedirect(ReturnPath.To("/sign-in", @return)) : Page(@return, [], StatusCodes.Status200OK));
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.SignIn);
    }

    /// <summary>Lets somebody in who gave the first proof, or sends them to give the second.</summary>
    public static async Task<IResult> ContinueAsync(User user, Session? session, string? @return, HttpContext http, Entrance entrance, PendingSignIn pending)
    {
        if (session is null)
        {
            pending.Note(http, user.Id);
            return Results.LocalRedirect(ReturnPath.To(Path, @return));
        }
        await entrance.HandCookieAsync(user, session, http);
        return Results.LocalRedirect(ReturnPath.Local(@return));
    }

    private static async Task<IResult> SubmitAsync(
        IFormCollection form, string? @return, HttpContext http, UnitOfWork work, Users users, SecondFactor second, PendingSignIn pending, Entrance entrance, Credentials credentials)
    {
        if (pending.Read(http) is not { } id) return Results.LocalRedirect(ReturnPath.To("/sign-in", @return));

        await work.BeginAsync(http.RequestAborted);
        if (await users.FindByIdAsync(id.ToString()) is not { } user) return Results.LocalRedirect(ReturnPath.To("/sign-in", @return));
        await credentials.QueueUpAsync(user.Email!, http.RequestAborted);
        // What was tried while this one waited counts.
        await work.Model<IdentityModel>().Entry(user).ReloadAsync(http.RequestAborted);
        var isRight = await second.ProveAsync(user, form["code"], http.RequestAborted);
        var session = isRight ? entrance.Open(user, http) : null;
        await work.CommitAsync(http.RequestAborted);
        if (session is null) return Page(@return, FormSentences.Of(Refusals.InvalidCode), Refusals.InvalidCode.Status);

        pending.Forget(http);
        return await ContinueAsync(user, session, @return, http, entrance, pending);
    }

    private static RazorComponentResult<ProveSecondPage> Page(string? @return, IReadOnlyList<FieldError> errors, int status) =>
        new(new { Return = ReturnPath.Local(@return), Errors = errors }) { StatusCode = status };
}
