using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>Somebody forgot their password. What they hear is the same whether the club knows the address or not.</summary>
internal static class ForgotPassword
{
    public const string Path = "/forgot-password";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    public sealed record Request(string? Email);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/auth/forgot-password", AnswerAsync).Costs(Effort.Link).AllowAnonymous().WithName("ForgotPassword").WithSummary("Have a link sent that sets a new password");
        doors.Club.MapGet(Path, (string? email, string? done) => Page(email, [], StatusCodes.Status200OK, done));
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.Link);
    }

    private static async Task<Results<Accepted<Register.Answer>, Refusal>> AnswerAsync(Request request, HttpContext http, Visit visit, UnitOfWork work, Users users, OneTimeLinks links)
    {
        var checks = new Checks();
        var email = checks.Email(request.Email, "email", "Please give your e-mail address.");
        if (!checks.Pass) return checks.Refusal();

        await SendAsync(email, http, visit, work, users, links);
        return TypedResults.Accepted((string?)null, new Register.Answer("link_sent", email));
    }

    private static async Task<IResult> SubmitAsync(IFormCollection form, HttpContext http, Visit visit, UnitOfWork work, Users users, OneTimeLinks links)
    {
        var checks = new Checks();
        var email = checks.Email(form["email"], "email", "Please give your e-mail address.");
        if (!checks.Pass) return Page(form["email"], FormSentences.Of(checks), StatusCodes.Status400BadRequest);

        await SendAsync(email, http, visit, work, users, links);
        return CheckMail.For(LinkPurpose.ResetPassword, email, Path);
    }

    private static async Task SendAsync(string email, HttpContext http, Visit visit, UnitOfWork work, Users users, OneTimeLinks links)
    {
        await work.BeginAsync(http.RequestAborted);
        var user = await users.FindByEmailAsync(email);
        var wish = new LinkWish(LinkPurpose.ResetPassword, ResetPassword.Path, user?.Email ?? email, user?.FirstName ?? "", user?.Language ?? visit.Language, Lifetime) { UserId = user?.Id };
        // Beyond so many an hour none is sent, and nobody hears of it either.
        if (user is null) await links.PretendAsync(wish, http.RequestAborted);
        else await links.SendAsync(wish, http.RequestAborted);
        await work.CommitAsync(http.RequestAborted);
    }

    private static RazorComponentResult<ForgotPasswordPage> Page(string? email, IReadOnlyList<FieldError> errors, int status, string? done = null) => new(new { Email = email, Errors = errors, Done = done }) { StatusCode = status };
}
