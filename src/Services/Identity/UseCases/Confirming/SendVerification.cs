using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Somebody whose address nobody has proved yet asks for the link that does.</summary>
internal static class SendVerification
{
    public const string Path = "/account/verify/send";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/auth/verify-email/send", AnswerAsync).Costs(Effort.Link).NeedsAccount().ByHolderAlone().WithName("SendVerification").WithSummary("Have the link sent that proves the account's address");
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.Link).NeedsAccount();
    }

    private static async Task<Results<Accepted, Refusal>> AnswerAsync(HttpContext http, Visit visit, UnitOfWork work, OneTimeLinks links) =>
        await SendAsync(http, visit, work, links) is { } refusal ? refusal : TypedResults.Accepted((string?)null);

    // The form is asked for, empty as it is, because binding one is what checks the antiforgery token.
    private static async Task<IResult> SubmitAsync(IFormCollection _, HttpContext http, Visit visit, UnitOfWork work, OneTimeLinks links) =>
        Results.LocalRedirect($"{ShowAccount.Path}?done={(await SendAsync(http, visit, work, links))?.Slug ?? "link_sent"}");

    private static async Task<Refusal?> SendAsync(HttpContext http, Visit visit, UnitOfWork work, OneTimeLinks links)
    {
        await work.BeginAsync(http.RequestAborted);
        var user = await work.Model<IdentityModel>().Users.AsNoTracking().SingleAsync(user => user.Id == visit.Caller.AccountId, http.RequestAborted);
        if (user.EmailConfirmed) return Refusals.AlreadyVerified;

        var wish = new LinkWish(LinkPurpose.VerifyEmail, VerifyEmail.Path, user.Email!, user.FirstName, user.Language, Lifetime) { UserId = user.Id };
        if (!await links.SendAsync(wish, http.RequestAborted)) return Refusals.EnoughLinks;
        await work.CommitAsync(http.RequestAborted);
        return null;
    }
}
