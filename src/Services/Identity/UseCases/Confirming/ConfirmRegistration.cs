using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>
/// Somebody follows the link that opens their account, and is signed in. At the browser that asked, one tap does it; anywhere else the password
/// that was chosen is asked for, or a stranger's registration could be completed by the address's unsuspecting reader.
/// Opening the page alone changes nothing: mail programs look at links too.
/// </summary>
internal static class ConfirmRegistration
{
    public const string Path = "/register/confirm";

    public sealed record Request(string? Key, string? Password);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/auth/register/confirm", AnswerAsync).Costs(Effort.SignIn).AllowAnonymous().WithName("ConfirmRegistration").WithSummary("Open the account a link was sent for, and sign in");
        doors.Club.MapGet(Path, ShowAsync);
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.SignIn);
    }

    private static async Task<Results<Created<TokenAnswer>, Refusal>> AnswerAsync(
        Request request, HttpContext http, SignInGate gate, UnitOfWork work, OneTimeLinks links, Enrolment enrolment, Entrance entrance)
    {
        if (string.IsNullOrEmpty(request.Password)) return Refusal.Malformed("password", "Please give your password.");
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;

        await entrance.PrepareAsync(http);
        await work.BeginAsync(http.RequestAborted);
        var (state, link) = await links.FindAsync(LinkPurpose.Register, request.Key, http.RequestAborted);
        if (state != LinkState.Open) return LinkRefusals.Of(state);
        var (password, refusal) = Judge(link!, request.Password, isAsker: false, enrolment);
        if (refusal is not null) return refusal;
        if (await enrolment.ConfirmAsync(link!, password, passkeyOf: null, http.RequestAborted) is not { } user) return LinkRefusals.Of(LinkState.Used);

        var answer = await entrance.HandTokensAsync(user, entrance.Open(user, http), http);
        await work.CommitAsync(http.RequestAborted);
        return TypedResults.Created("/api/v1/auth/me", answer);
    }

    private static async Task<IResult> ShowAsync(string? key, string? @return, HttpContext http, Visit visit, UnitOfWork work, OneTimeLinks links)
    {
        await work.BeginAsync(http.RequestAborted);
        var (state, link) = await links.FindAsync(LinkPurpose.Register, key, http.RequestAborted);
        await work.RollbackAsync();
        return state == LinkState.Open ? Page(link!, key!, @return, [], http) : LinkProblem.Page(state, LinkPurpose.Register, visit.Caller.IsKnown);
    }

    private static async Task<IResult> SubmitAsync(
        IFormCollection form, string? @return, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, OneTimeLinks links, Enrolment enrolment, Entrance entrance)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;

        await work.BeginAsync(http.RequestAborted);
        var (state, link) = await links.FindAsync(LinkPurpose.Register, form["key"], http.RequestAborted);
        if (state != LinkState.Open) return LinkProblem.Page(state, LinkPurpose.Register, visit.Caller.IsKnown);
        var (password, refusal) = Judge(link!, form["password"], AskingBrowser.Asked(http, link!), enrolment);
        if (refusal is not null) return Page(link!, form["key"]!, @return, FormSentences.Of(refusal), http);
        if (await enrolment.ConfirmAsync(link!, password, passkeyOf: null, http.RequestAborted) is not { } user) return LinkProblem.Page(LinkState.Used, LinkPurpose.Register, visit.Caller.IsKnown);

        var session = entrance.Open(user, http);
        await work.CommitAsync(http.RequestAborted);
        await entrance.HandCookieAsync(user, session, http);
        return Results.LocalRedirect(ReturnPath.Local(@return));
    }

    // Who asked without a password chooses one now; who chose one has to know it, but at the browser that asked.
    private static (string? Chosen, Refusal? Refusal) Judge(OneTimeLink link, string? typed, bool isAsker, Enrolment enrolment)
    {
        var (pending, checks) = (link.Read<PendingAccount>(), new Checks());
        if (pending.PasswordHash is not null) return (null, isAsker || (!string.IsNullOrEmpty(typed) && enrolment.Knows(pending, typed)) ? null : Refusals.OtherPassword);
        PasswordRules.Check(checks, typed, pending.Email);
        return (typed, checks.Pass ? null : checks.Refusal() with { Field = "password" });
    }

    public static RazorComponentResult<ConfirmRegistrationPage> Page(OneTimeLink link, string key, string? @return, IReadOnlyList<FieldError> errors, HttpContext http) =>
        new(new
        {
            Key = key,
            Return = ReturnPath.Local(@return),
            link.Read<PendingAccount>().Email,
            WantsPasskey = link.Read<PendingAccount>().PasswordHash is null,
            IsElsewhere = !AskingBrowser.Asked(http, link),
            Errors = errors,
        })
        { StatusCode = errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK };
}
