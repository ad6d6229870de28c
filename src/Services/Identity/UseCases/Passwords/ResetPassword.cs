using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>Somebody sets a new password by the link in their mail. Every device is signed out; a second factor is asked for as before.</summary>
internal static class ResetPassword
{
    public const string Path = "/reset-password";

    public sealed record Request(string? Key, string? Password);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/auth/reset-password", AnswerAsync).Costs(Effort.SignIn).AllowAnonymous().WithName("ResetPassword").WithSummary("Set a new password by the link that was sent");
        doors.Club.MapGet(Path, ShowAsync);
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.SignIn);
    }

    private static async Task<Results<NoContent, Refusal>> AnswerAsync(
        Request request, HttpContext http, SignInGate gate, UnitOfWork work, OneTimeLinks links, Users users, PasswordChange change)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;

        var (state, checks) = await ResetAsync(request, http, work, links, users, change);
        if (state != LinkState.Open) return LinkRefusals.Of(state);
        return checks.Pass ? TypedResults.NoContent() : checks.Refusal();
    }

    private static async Task<IResult> ShowAsync(string? key, HttpContext http, Visit visit, UnitOfWork work, OneTimeLinks links)
    {
        await work.BeginAsync(http.RequestAborted);
        var (state, _) = await links.FindAsync(LinkPurpose.ResetPassword, key, http.RequestAborted);
        await work.RollbackAsync();
        return state == LinkState.Open ? Page(key!, [], StatusCodes.Status200OK) : LinkProblem.Page(state, LinkPurpose.ResetPassword, visit.Caller.IsKnown);
    }

    private static async Task<IResult> SubmitAsync(
        IFormCollection form, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, OneTimeLinks links, Users users, PasswordChange change)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Page(form["key"].ToString(), FormSentences.Of(Refusals.SignInsBusy), Refusals.SignInsBusy.Status);

        var (state, checks) = await ResetAsync(new Request(form["key"], form["password"]), http, work, links, users, change);
        if (state != LinkState.Open) return LinkProblem.Page(state, LinkPurpose.ResetPassword, visit.Caller.IsKnown);
        return checks.Pass ? Results.LocalRedirect("/sign-in?done=password") : Page(form["key"].ToString(), FormSentences.Of(checks), StatusCodes.Status400BadRequest);
    }

    private static async Task<(LinkState, Checks)> ResetAsync(Request request, HttpContext http, UnitOfWork work, OneTimeLinks links, Users users, PasswordChange change)
    {
        var checks = new Checks();
        await work.BeginAsync(http.RequestAborted);
        var (state, link) = await links.FindAsync(LinkPurpose.ResetPassword, request.Key, http.RequestAborted);
        if (state != LinkState.Open) return (state, checks);
        var user = await users.FindByIdAsync(link!.UserId!.Value.ToString()) ?? throw new InvalidOperationException("A link outlived its account.");
        PasswordRules.Check(checks, request.Password, user.Email);
        if (!checks.Pass) return (state, checks);
        // The account may have taken another address since.
        if (user.NormalizedEmail != link.Address || !await links.TakeAsync(link, http.RequestAborted)) return (LinkState.Used, checks);

        await change.ResetAsync(user, request.Password!, http.RequestAborted);
        await work.CommitAsync(http.RequestAborted);
        return (state, checks);
    }

    private static RazorComponentResult<ResetPasswordPage> Page(string key, IReadOnlyList<FieldError> errors, int status) => new(new { Key = key, Errors = errors }) { StatusCode = status };
}
