using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>
/// A player asks for an account with the club. What they hear is the same for an address that has one already: a link was sent. Following it
/// opens the account (<see cref="ConfirmRegistration"/>).
/// </summary>
internal static class Register
{
    public const int LongestName = 80;

    public sealed record Request(string? Email, string? Password, string? FirstName, string? LastName, string? Phone, string? Language);

    /// <param name="Status"><c>link_sent</c>: to the address, whatever it is to the club.</param>
    public sealed record Answer(string Status, string Email);

    public sealed record Form(string? Email, string? Password, string? FirstName, string? LastName, string? Phone)
    {
        /// <summary>What the button says that was pressed; the first says nothing.</summary>
        public string? Way { get; init; }

        /// <summary>Whether they want a passkey instead of a password; the device makes it when the link is followed.</summary>
        public bool WantsPasskey() => Way == "passkey";
    }

    public static void Map(Doors doors)
    {
        // No Idempotency-Key: asking again sends another link, of which one works.
        doors.Api.MapPost("/auth/register", AnswerAsync).Costs(Effort.Link).AllowAnonymous().WithName("Register").WithSummary("Ask for an account; a link to the address opens it");
        doors.Club.MapGet("/register", Show);
        doors.Club.MapPost("/register", SubmitAsync).Costs(Effort.Link);
    }

    private static async Task<Results<Accepted<Answer>, Refusal>> AnswerAsync(
        Request request, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, Enrolment enrolment)
    {
        var (newcomer, checks) = Check(request, visit, credentials);
        if (!checks.Pass) return checks.Refusal();
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;

        await work.BeginAsync(http.RequestAborted);
        await enrolment.AskAsync(newcomer, request.Password!, browser: null, back: null, http.RequestAborted);
        await work.CommitAsync(http.RequestAborted);
        return TypedResults.Accepted((string?)null, new Answer("link_sent", newcomer.Email!));
    }

    private static IResult Show(string? @return, Visit visit) =>
        visit.Caller.IsKnown ? Results.LocalRedirect(ReturnPath.Local(@return)) : Page(new Form(null, null, null, null, null), @return, [], StatusCodes.Status200OK);

    private static async Task<IResult> SubmitAsync(
        [FromForm] Form form, string? @return, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, Enrolment enrolment)
    {
        var (newcomer, checks) = Check(new Request(form.Email, form.Password, form.FirstName, form.LastName, form.Phone, visit.Language), visit, credentials, form.WantsPasskey());
        if (!checks.Pass) return Page(form, @return, FormSentences.Of(checks), StatusCodes.Status400BadRequest);
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Page(form, @return, FormSentences.Of(Refusals.SignInsBusy), Refusals.SignInsBusy.Status);

        await work.BeginAsync(http.RequestAborted);
        await enrolment.AskAsync(newcomer, form.WantsPasskey() ? null : form.Password, AskingBrowser.Mark(http), @return, http.RequestAborted);
        await work.CommitAsync(http.RequestAborted);
        return CheckMail.For(LinkPurpose.Register, newcomer.Email!, ReturnPath.To("/register", @return));
    }

    // What was typed is shown again, the password never.
    private static RazorComponentResult<RegisterPage> Page(Form form, string? @return, IReadOnlyList<FieldError> errors, int status) =>
        new(new { Return = ReturnPath.Local(@return), form.FirstName, form.LastName, form.Email, form.Phone, Errors = errors }) { StatusCode = status };

    private static (User Newcomer, Checks Checks) Check(Request request, Visit visit, Credentials credentials, bool wantsPasskey = false)
    {
        var checks = new Checks();
        var email = checks.Email(request.Email, "email", "Please give your e-mail address.");
        var firstName = checks.Text(request.FirstName, "firstName", LongestName, "Please give your first name.");
        var lastName = checks.Text(request.LastName, "lastName", LongestName, "Please give your last name.");
        var phone = PhoneNumber.Check(checks, request.Phone);
        if (!wantsPasskey) PasswordRules.Check(checks, request.Password, email);
        var language = request.Language is { } wish && visit.Languages.Contains(wish) ? wish : visit.Language;
        return (credentials.Newcomer(email, firstName, lastName, phone, language), checks);
    }
}
