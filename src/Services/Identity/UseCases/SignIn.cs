using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>Somebody with an account signs in with e-mail address and password.</summary>
internal static class SignIn
{
    /// <param name="Code">Of the authenticator app, or a recovery code, where the account has a second factor.</param>
    public sealed record Request(string? Email, string? Password, string? Code);

    public sealed record Form(string? Email, string? Password);

    public static void Map(Doors doors)
    {
        // No Idempotency-Key: a kept answer would put tokens into a table. Signing in twice only opens a second session.
        doors.Api.MapPost("/auth/login", AnswerAsync).Costs(Effort.SignIn).AllowAnonymous().WithName("SignIn").WithSummary("Sign in with e-mail address and password");
        doors.Club.MapGet("/sign-in", Show);
        doors.Club.MapPost("/sign-in", SubmitAsync).Costs(Effort.SignIn);
    }

    private static async Task<Results<Ok<TokenAnswer>, Refusal>> AnswerAsync(
        Request request, HttpContext http, SignInGate gate, UnitOfWork work, Credentials credentials, SecondFactor second, Entrance entrance)
    {
        var checks = Check(request.Email, request.Password);
        if (!checks.Pass) return checks.Refusal();
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;

        await entrance.PrepareAsync(http);
        await work.BeginAsync(http.RequestAborted);
        var user = await credentials.ProveAsync(request.Email!.Trim(), request.Password!, http.RequestAborted);
        var refusal = user is null ? Refusals.InvalidCredentials
            : !user.TwoFactorEnabled ? null
            : string.IsNullOrWhiteSpace(request.Code) ? Refusals.SecondFactorNeeded
            : await second.ProveAsync(user, request.Code, http.RequestAborted) ? null
            : Refusals.InvalidCode;
        var answer = refusal is null ? await entrance.HandTokensAsync(user!, entrance.Open(user!, http), http) : null;
        await work.CommitAsync(http.RequestAborted);
        return refusal is null ? TypedResults.Ok(answer) : refusal;
    }

    private static IResult Show(string? @return, string? done, string? problem, string? with, Visit visit)
    {
        if (!visit.Caller.IsKnown) return Page(new Form(null, null), @return, [], StatusCodes.Status200OK, done, problem, with);
        return Results.LocalRedirect(problem is null ? ReturnPath.Local(@return) : $"{ShowAccount.Path}?problem={Uri.EscapeDataString(problem)}&with={Uri.EscapeDataString(with ?? "")}");
    }

    private static async Task<IResult> SubmitAsync(
        [FromForm] Form form, string? @return, HttpContext http, SignInGate gate, UnitOfWork work, Credentials credentials, Entrance entrance, PendingSignIn pending)
    {
        var checks = Check(form.Email, form.Password);
        if (!checks.Pass) return Page(form, @return, FormSentences.Of(checks), StatusCodes.Status400BadRequest);
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Page(form, @return, FormSentences.Of(Refusals.SignInsBusy), Refusals.SignInsBusy.Status);

        await work.BeginAsync(http.RequestAborted);
        var user = await credentials.ProveAsync(form.Email!.Trim(), form.Password!, http.RequestAborted);
        var session = user is null or { TwoFactorEnabled: true } ? null : entrance.Open(user, http);
        await work.CommitAsync(http.RequestAborted);
        return user is null
            ? Page(form, @return, FormSentences.Of(Refusals.InvalidCredentials), Refusals.InvalidCredentials.Status)
            : await ProveSecond.ContinueAsync(user, session, @return, http, entrance, pending);
    }

    public static RazorComponentResult<SignInPage> Page(Form form, string? @return, IReadOnlyList<FieldError> errors, int status, string? done = null, string? problem = null, string? with = null) =>
        new(new { Return = ReturnPath.Local(@return), form.Email, Errors = errors, Done = done, Problem = problem, With = with }) { StatusCode = status };

    private static Checks Check(string? email, string? password)
    {
        var checks = new Checks();
        checks.Text(email, "email", 254, "Please give your e-mail address.");
        checks.That(!string.IsNullOrEmpty(password), "password", "Please give your password.");
        return checks;
    }
}
