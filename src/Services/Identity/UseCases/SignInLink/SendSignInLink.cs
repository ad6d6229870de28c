using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>Somebody wants to sign in without a password: a link to their address does it. Whether there is an account, only its reader learns.</summary>
internal static class SendSignInLink
{
    public const string Path = "/sign-in/link";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? @return) => Page(null, @return, [], StatusCodes.Status200OK));
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.Link);
    }

    private static async Task<IResult> SubmitAsync(IFormCollection form, string? @return, HttpContext http, Visit visit, UnitOfWork work, Users users, OneTimeLinks links)
    {
        var checks = new Checks();
        var email = checks.Email(form["email"], "email", "Please give your e-mail address.");
        if (!checks.Pass) return Page(form["email"], @return, FormSentences.Of(checks), StatusCodes.Status400BadRequest);

        await work.BeginAsync(http.RequestAborted);
        var user = await users.FindByEmailAsync(email);
        var wish = new LinkWish(LinkPurpose.SignIn, FollowSignInLink.Path, user?.Email ?? email, user?.FirstName ?? "", user?.Language ?? visit.Language, Lifetime)
        {
            UserId = user?.Id,
            Browser = AskingBrowser.Mark(http),
            Return = @return,
        };
        if (user is null) await links.PretendAsync(wish, http.RequestAborted);
        else await links.SendAsync(wish, http.RequestAborted);
        await work.CommitAsync(http.RequestAborted);
        return CheckMail.For(LinkPurpose.SignIn, email, ReturnPath.To(Path, @return));
    }

    private static RazorComponentResult<SignInLinkPage> Page(string? email, string? @return, IReadOnlyList<FieldError> errors, int status) =>
        new(new { Email = email, Return = ReturnPath.Local(@return), Errors = errors }) { StatusCode = status };
}
