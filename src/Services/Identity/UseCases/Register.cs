using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>A player opens an account with the club and is signed in at once.</summary>
internal static class Register
{
    public const int ShortestPassword = 10;
    private const int LongestPassword = 128;
    public const int LongestName = 80;

    public sealed record Request(string? Email, string? Password, string? FirstName, string? LastName, string? Phone, string? Language);

    public sealed record Form(string? Email, string? Password, string? FirstName, string? LastName, string? Phone);

    public static void Map(Doors doors)
    {
        // No Idempotency-Key: the first answer would have to be kept, and it holds tokens. A repeated registration with the same password
        // signs in to the account the first one made, so a retry gets what it came for.
        doors.Api.MapPost("/auth/register", AnswerAsync).AllowAnonymous().WithName("Register").WithSummary("Open an account and sign in");
        doors.Club.MapGet("/register", Show);
        doors.Club.MapPost("/register", SubmitAsync);
    }

    private static async Task<Results<Created<TokenAnswer>, Refusal>> AnswerAsync(
        Request request, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, Entrance entrance)
    {
        var (newcomer, checks) = Check(request, visit, credentials);
        if (!checks.Pass) return checks.Refusal();
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;

        await entrance.PrepareAsync(http);
        await work.BeginAsync(http.RequestAborted);
        if (await credentials.RegisterAsync(newcomer, request.Password!, http.RequestAborted) is not { } user)
        {
            await work.CommitAsync(http.RequestAborted);
            return Refusals.EmailTaken;
        }
        var answer = await entrance.HandTokensAsync(user, entrance.Open(user, http), http);
        await work.CommitAsync(http.RequestAborted);
        return TypedResults.Created("/api/v1/auth/me", answer);
    }

    private static IResult Show(string? @return, Visit visit) =>
        visit.Caller.IsKnown ? Results.LocalRedirect(ReturnPath.Local(@return)) : Page(new Form(null, null, null, null, null), @return, [], StatusCodes.Status200OK);

    private static async Task<IResult> SubmitAsync(
        [FromForm] Form form, string? @return, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, Entrance entrance)
    {
        var (newcomer, checks) = Check(new Request(form.Email, form.Password, form.FirstName, form.LastName, form.Phone, visit.Language), visit, credentials);
        if (!checks.Pass) return Page(form, @return, FormSentences.Of(checks), StatusCodes.Status400BadRequest);
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Page(form, @return, FormSentences.Of(Refusals.SignInsBusy), Refusals.SignInsBusy.Status);

        await work.BeginAsync(http.RequestAborted);
        var user = await credentials.RegisterAsync(newcomer, form.Password!, http.RequestAborted);
        var session = user is null ? null : entrance.Open(user, http);
        await work.CommitAsync(http.RequestAborted);
        if (user is null || session is null) return Page(form, @return, FormSentences.Of(Refusals.EmailTaken), Refusals.EmailTaken.Status);

        await entrance.HandCookieAsync(user, session, http);
        return Results.LocalRedirect(ReturnPath.Local(@return));
    }

    // What was typed is shown again, the password never.
    private static RazorComponentResult<RegisterPage> Page(Form form, string? @return, IReadOnlyList<FieldError> errors, int status) =>
        new(new { Return = ReturnPath.Local(@return), form.FirstName, form.LastName, form.Email, form.Phone, Errors = errors }) { StatusCode = status };

    private static (User Newcomer, Checks Checks) Check(Request request, Visit visit, Credentials credentials)
    {
        var checks = new Checks();
        var email = checks.Email(request.Email, "email", "Please give your e-mail address.");
        var firstName = checks.Text(request.FirstName, "firstName", LongestName, "Please give your first name.");
        var lastName = checks.Text(request.LastName, "lastName", LongestName, "Please give your last name.");
        var phone = PhoneNumber.Check(checks, request.Phone);
        checks.That(request.Password?.Length >= ShortestPassword, "password", "A password has at least 10 characters. A few words in a row are easy to remember.");
        checks.That(request.Password is not { Length: > LongestPassword }, "password", "A password has at most 128 characters.");
        var language = request.Language is { } wish && visit.Languages.Contains(wish) ? wish : visit.Language;
        return (credentials.Newcomer(email, firstName, lastName, phone, language), checks);
    }
}
