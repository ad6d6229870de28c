using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>
/// Somebody lost the device that has their passkey and signs in with address and recovery code, once. Where an account asks for an app, the code
/// stands for the app alone and opens nothing here: its place is after the password. Unknown address, wrong code, used code and an account with an app are one answer.
/// </summary>
internal static class RecoverAccount
{
    public const string Path = "/sign-in/recover";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (Visit visit) => visit.Caller.IsKnown ? Results.LocalRedirect(Recovered.Path) : Page(null, [], StatusCodes.Status200OK));
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.SignIn);
    }

    private static async Task<IResult> SubmitAsync(IFormCollection form, HttpContext http, SignInGate gate, UnitOfWork work, Credentials credentials, Entrance entrance)
    {
        var checks = new Checks();
        var email = checks.Text(form["email"], "email", 254, "Please give your e-mail address.");
        var code = checks.Text(form["code"], "code", RecoveryCode.Longest, "Please give a recovery code.");
        if (!checks.Pass) return Page(form["email"], FormSentences.Of(checks), StatusCodes.Status400BadRequest);
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Page(form["email"], FormSentences.Of(Refusals.SignInsBusy), Refusals.SignInsBusy.Status);

        await work.BeginAsync(http.RequestAborted);
        var user = await credentials.RecoverAsync(email, code, http.RequestAborted);
        var session = user is null ? null : entrance.Open(user, http, Proofs.Recovery);
        await work.CommitAsync(http.RequestAborted);
        if (session is null) return Page(form["email"], FormSentences.Of(Refusals.InvalidRecovery), Refusals.InvalidRecovery.Status);

        await entrance.HandCookieAsync(user!, session, http);
        return Results.LocalRedirect(Recovered.Path);
    }

    private static RazorComponentResult<RecoverAccountPage> Page(string? email, IReadOnlyList<FieldError> errors, int status) => new(new { Email = email, Errors = errors }) { StatusCode = status };
}
