using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>
/// Somebody wants another address. The new one is proved before anything changes, the old one hears of it now. Whether the new one is taken by
/// another account is told to that account's owner alone.
/// </summary>
internal static class ChangeEmail
{
    public const string Path = "/account/email";

    public sealed record Request(string? Email, string? Password);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/auth/email", AnswerAsync).Costs(Effort.Link).NeedsAccount().ByHolderAlone().WithName("ChangeEmail").WithSummary("Ask for another address; a link to it makes the change");
        doors.Club.MapGet(Path, () => Page(null, [], StatusCodes.Status200OK)).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.Link).NeedsAccount().ByHolderAlone();
    }

    private static async Task<Results<Accepted<Register.Answer>, Refusal>> AnswerAsync(
        Request request, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, AddressChange change)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;
        var (email, checks) = await AskAsync(request, http, visit, work, credentials, change);
        return checks.Pass ? TypedResults.Accepted((string?)null, new Register.Answer("link_sent", email)) : checks.Refusal();
    }

    private static async Task<IResult> SubmitAsync(
        IFormCollection form, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, AddressChange change)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Page(form["email"], FormSentences.Of(Refusals.SignInsBusy), Refusals.SignInsBusy.Status);
        var (email, checks) = await AskAsync(new Request(form["email"], form["password"]), http, visit, work, credentials, change);
        return checks.Pass ? CheckMail.For(LinkPurpose.ChangeEmail, email, Path) : Page(form["email"], FormSentences.Of(checks), StatusCodes.Status400BadRequest);
    }

    private static async Task<(string Email, Checks Checks)> AskAsync(
        Request request, HttpContext http, Visit visit, UnitOfWork work, Credentials credentials, AddressChange change)
    {
        var checks = new Checks();
        var email = checks.Email(request.Email, "email", "Please give your e-mail address.");
        checks.That(!string.IsNullOrEmpty(request.Password), "password", "Please give your password.");
        checks.That(!string.Equals(email, visit.Caller.Email, StringComparison.OrdinalIgnoreCase), "email", "This is your address already.");
        if (!checks.Pass) return (email, checks);

        await work.BeginAsync(http.RequestAborted);
        var user = await credentials.ProveAsync(visit.Caller.Email!, request.Password!, http.RequestAborted);
        checks.That(user?.Id == visit.Caller.AccountId, "password", "This is not your password. After several wrong attempts it is not looked at from here for 15 minutes.");
        if (checks.Pass) await change.AskAsync(user!, email, http.RequestAborted);
        await work.CommitAsync(http.RequestAborted);
        return (email, checks);
    }

    private static RazorComponentResult<ChangeEmailPage> Page(string? email, IReadOnlyList<FieldError> errors, int status) => new(new { Email = email, Errors = errors }) { StatusCode = status };
}
