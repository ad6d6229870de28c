using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Somebody follows the link that proves their account's address. It needs no sign-in: who reads the mail is who it is about.</summary>
internal static class VerifyEmail
{
    public const string Path = "/account/verify";

    public sealed record Request(string? Key);

    public sealed record Form(string? Key);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/auth/verify-email", AnswerAsync).Costs(Effort.SignIn).AllowAnonymous().WithName("VerifyEmail").WithSummary("Prove an account's address by the link that was sent to it");
        doors.Club.MapGet(Path, ShowAsync);
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.SignIn);
    }

    private static async Task<Results<NoContent, Refusal>> AnswerAsync(Request request, HttpContext http, UnitOfWork work, OneTimeLinks links, Users users)
    {
        var state = await ProveAsync(request.Key, http, work, links, users);
        return state == LinkState.Open ? TypedResults.NoContent() : LinkRefusals.Of(state);
    }

    private static async Task<IResult> ShowAsync(string? key, HttpContext http, Visit visit, UnitOfWork work, OneTimeLinks links)
    {
        await work.BeginAsync(http.RequestAborted);
        var (state, _) = await links.FindAsync(LinkPurpose.VerifyEmail, key, http.RequestAborted);
        await work.RollbackAsync();
        return state == LinkState.Open
            ? new RazorComponentResult<FollowLinkPage>(new { Purpose = LinkPurpose.VerifyEmail, Action = Path, Key = key })
            : LinkProblem.Page(state, LinkPurpose.VerifyEmail, visit.Caller.IsKnown);
    }

    private static async Task<IResult> SubmitAsync([FromForm] Form form, HttpContext http, Visit visit, UnitOfWork work, OneTimeLinks links, Users users)
    {
        var state = await ProveAsync(form.Key, http, work, links, users);
        return state == LinkState.Open ? Results.LocalRedirect($"{ShowAccount.Path}?done=verified") : LinkProblem.Page(state, LinkPurpose.VerifyEmail, visit.Caller.IsKnown);
    }

    // Open means that it worked: nobody else had used it.
    private static async Task<LinkState> ProveAsync(string? key, HttpContext http, UnitOfWork work, OneTimeLinks links, Users users)
    {
        await work.BeginAsync(http.RequestAborted);
        var (state, link) = await links.FindAsync(LinkPurpose.VerifyEmail, key, http.RequestAborted);
        if (state != LinkState.Open) return state;
        var user = await users.FindByIdAsync(link!.UserId!.Value.ToString()) ?? throw new InvalidOperationException("A link outlived its account.");
        // The account may have taken another address since.
        if (user.NormalizedEmail != link.Address || !await links.TakeAsync(link, http.RequestAborted)) return LinkState.Used;

        user.EmailConfirmed = true;
        await users.UpdateAsync(user);
        work.Tell(new EmailVerified(user.Id, user.Email!));
        await work.CommitAsync(http.RequestAborted);
        return LinkState.Open;
    }
}
