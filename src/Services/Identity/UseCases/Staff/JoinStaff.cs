using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity.Staff;

/// <summary>
/// Somebody follows the link of an invitation. Looking changes nothing. Who has an account at the club signs in with it and accepts; who has
/// none opens one here: the link came to the address, which proves it.
/// </summary>
internal sealed class JoinStaff(Joining joining, Credentials credentials, Entrance entrance, UnitOfWork work, Visit visit)
{
    public const string Path = "/join";

    public sealed record Request(string? Key, string? FirstName, string? LastName, string? Password);

    public static void Map(Doors doors)
    {
        // No Idempotency-Key: the link works once.
        doors.Api.MapPost("/auth/join", (Request request, JoinStaff join, SignInGate gate, HttpContext http) => join.AnswerAsync(request, gate, http)).Costs(Effort.SignIn).ByHolderAlone()
            .WithName("JoinStaff").WithSummary("Accept an invitation to work at the club");
        doors.Club.MapGet(Path, (string? key, JoinStaff join, CancellationToken stop) => join.ShowAsync(key, stop)).ByHolderAlone();
        doors.Club.MapPost(Path, (IFormCollection form, JoinStaff join, SignInGate gate, HttpContext http) => join.SubmitAsync(form, gate, http)).Costs(Effort.SignIn).ByHolderAlone();
    }

    private async Task<IResult> ShowAsync(string? key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var view = await joining.FindAsync(key, stop);
        await work.RollbackAsync();
        return Page(view, key ?? "", new Request(key, null, null, null), []);
    }

    private async Task<IResult> SubmitAsync(IFormCollection form, SignInGate gate, HttpContext http)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;
        var typed = new Request(form["key"], form["firstName"], form["lastName"], form["password"]);
        var (view, who, checks, refusal) = await AcceptAsync(typed, http.RequestAborted);
        if (view.State != JoinState.Open || refusal is not null || !checks.Pass) return Page(view, typed.Key ?? "", typed, refusal is null ? FormSentences.Of(checks) : FormSentences.Of(refusal));

        var session = visit.Caller.IsKnown ? null : entrance.Open(who!, http);
        await work.CommitAsync(http.RequestAborted);
        if (session is not null) await entrance.HandCookieAsync(who!, session, http);
        return Results.LocalRedirect($"{ShowAccount.Path}?done=joined");
    }

    private async Task<Results<Ok<AccountAnswer>, Refusal>> AnswerAsync(Request request, SignInGate gate, HttpContext http)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;
        var (view, who, checks, refusal) = await AcceptAsync(request, http.RequestAborted);
        if (view.State != JoinState.Open) return Problem(view.State);
        if (refusal is not null) return refusal;
        if (!checks.Pass) return checks.Refusal();

        await work.CommitAsync(http.RequestAborted);
        return TypedResults.Ok(await joining.AnswerAsync(who!, http.RequestAborted));
    }

    // Leaves the transaction open when nothing speaks against it.
    private async Task<(JoinView View, User? Who, Checks Checks, Refusal? Refusal)> AcceptAsync(Request typed, CancellationToken stop)
    {
        var checks = new Checks();
        await work.BeginAsync(stop);
        var view = await joining.FindAsync(typed.Key, stop);
        if (view.State != JoinState.Open) return (view, null, checks, null);
        var (who, refusal) = joining.Guest(view);
        if (refusal is not null) return (view, null, checks, refusal);
        if (who is null)
        {
            var firstName = checks.Text(typed.FirstName, "firstName", Register.LongestName, "Please give your first name.");
            var lastName = checks.Text(typed.LastName, "lastName", Register.LongestName, "Please give your last name.");
            PasswordRules.Check(checks, typed.Password, view.Email);
            if (!checks.Pass) return (view, null, checks, null);
            await credentials.QueueUpAsync(view.Email, stop);
            who = await joining.OpenAsync(credentials.Newcomer(view.Email, firstName, lastName, null, visit.Language), typed.Password, stop);
            if (who is null) return (view, null, checks, StaffRefusals.SignInFirst);
        }
        var closed = await joining.AcceptAsync(view, who, stop);
        if (closed is not null) await work.RollbackAsync();
        return (view, who, checks, closed);
    }

    public IResult Page(JoinView view, string key, Request typed, IReadOnlyList<FieldError> errors)
    {
        if (view.State != JoinState.Open) return new RazorComponentResult<JoinProblemPage>(new { State = view.State.ToString() }) { StatusCode = view.State == JoinState.Unknown ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict };
        var (who, refusal) = joining.Guest(view);
        return new RazorComponentResult<JoinPage>(new
        {
            Key = key,
            view.Invitation!.Role,
            LastDay = view.Invitation.RoleEndsAt is { } end ? StaffDays.LastDay(end, visit.Tenant!) : (DateOnly?)null,
            Email = refusal == StaffRefusals.OtherAddress ? Mask.Email(view.Email) : view.Email,
            Way = refusal == StaffRefusals.OtherAddress ? JoinWay.OtherAccount : refusal is not null ? JoinWay.SignIn : who is null ? JoinWay.Newcomer : JoinWay.Accept,
            typed.FirstName,
            typed.LastName,
            Errors = errors,
        })
        { StatusCode = errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK };
    }

    private static Refusal Problem(JoinState state) => state switch
    {
        JoinState.Unknown => LinkRefusals.Of(LinkState.Unknown),
        JoinState.Expired => LinkRefusals.Of(LinkState.Expired),
        JoinState.Withdrawn => StaffRefusals.Closed,
        _ => LinkRefusals.Of(LinkState.Used),
    };
}

/// <summary>How the reader of an invitation can accept it.</summary>
public enum JoinWay
{
    /// <summary>They are signed in as whom it was sent to.</summary>
    Accept,

    /// <summary>There is an account; they sign in first.</summary>
    SignIn,

    /// <summary>Nobody has an account with the address yet.</summary>
    Newcomer,

    /// <summary>They are signed in as somebody else.</summary>
    OtherAccount,
}
