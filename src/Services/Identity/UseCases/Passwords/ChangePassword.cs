using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>Somebody who is signed in changes their password. This device stays signed in, the others do not.</summary>
internal static class ChangePassword
{
    public const string Path = "/account/password";

    public sealed record Request(string? CurrentPassword, string? Password);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/auth/password", AnswerAsync).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone().WithName("ChangePassword").WithSummary("Change the password; other sessions end");
        doors.Club.MapGet(Path, () => Page([], StatusCodes.Status200OK)).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone();
    }

    private static async Task<Results<NoContent, Refusal>> AnswerAsync(
        Request request, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, PasswordChange change)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;
        var checks = await ChangeAsync(request, http, visit, work, credentials, change);
        return checks.Pass ? TypedResults.NoContent() : checks.Refusal();
    }

    private static async Task<IResult> SubmitAsync(
        IFormCollection form, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, PasswordChange change)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Page(FormSentences.Of(Refusals.SignInsBusy), Refusals.SignInsBusy.Status);
        var checks = await ChangeAsync(new Request(form["currentPassword"], form["password"]), http, visit, work, credentials, change);
        return checks.Pass ? Results.LocalRedirect($"{ShowAccount.Path}?done=password") : Page(FormSentences.Of(checks), StatusCodes.Status400BadRequest);
    }

    private static async Task<Checks> ChangeAsync(Request request, HttpContext http, Visit visit, UnitOfWork work, Credentials credentials, PasswordChange change)
    {
        var checks = new Checks();
        checks.That(!string.IsNullOrEmpty(request.CurrentPassword), "currentPassword", "Please give your password.");
        PasswordRules.Check(checks, request.Password, visit.Caller.Email);
        if (!checks.Pass) return checks;

        await work.BeginAsync(http.RequestAborted);
        // A wrong guess counts like one at the sign-in: a borrowed phone is no place to try passwords.
        var user = await credentials.ProveAsync(visit.Caller.Email!, request.CurrentPassword!, http.RequestAborted);
        checks.That(user?.Id == visit.Caller.AccountId, "currentPassword", "This is not your password. After several wrong attempts it is not looked at from here for 15 minutes.");
        if (checks.Pass) await change.ChangeAsync(user!, request.Password!, Guid.Parse(http.User.FindFirstValue(Claims.Session)!), http.RequestAborted);
        await work.CommitAsync(http.RequestAborted);
        return checks;
    }

    private static RazorComponentResult<ChangePasswordPage> Page(IReadOnlyList<FieldError> errors, int status) => new(new { Errors = errors }) { StatusCode = status };
}
