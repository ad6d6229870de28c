using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>The new address is proved by following its link, and is the account's from then on. It needs no sign-in.</summary>
internal static class ConfirmEmail
{
    public const string Path = "/account/email/confirm";

    public sealed record Request(string? Key);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/auth/email/confirm", AnswerAsync).Costs(Effort.SignIn).AllowAnonymous().WithName("ConfirmEmail").WithSummary("Make the change of an address by the link that was sent to the new one");
        doors.Club.MapGet(Path, ShowAsync);
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.SignIn);
    }

    private static async Task<Results<NoContent, Refusal>> AnswerAsync(Request request, HttpContext http, UnitOfWork work, AddressChange change)
    {
        var state = await FollowAsync(request.Key, http, work, change);
        return state == LinkState.Open ? TypedResults.NoContent() : LinkRefusals.Of(state);
    }

    private static async Task<IResult> ShowAsync(string? key, HttpContext http, Visit visit, UnitOfWork work, OneTimeLinks links)
    {
        await work.BeginAsync(http.RequestAborted);
        var (state, link) = await links.FindAsync(LinkPurpose.ChangeEmail, key, http.RequestAborted);
        await work.RollbackAsync();
        return state == LinkState.Open
            ? new RazorComponentResult<FollowLinkPage>(new { Purpose = LinkPurpose.ChangeEmail, Action = Path, Key = key, Detail = link!.Read<NewAddress>().Email })
            : LinkProblem.Page(state, LinkPurpose.ChangeEmail, visit.Caller.IsKnown);
    }

    private static async Task<IResult> SubmitAsync(IFormCollection form, HttpContext http, Visit visit, UnitOfWork work, AddressChange change)
    {
        var state = await FollowAsync(form["key"], http, work, change);
        return state == LinkState.Open ? Results.LocalRedirect($"{ShowAccount.Path}?done=email") : LinkProblem.Page(state, LinkPurpose.ChangeEmail, visit.Caller.IsKnown);
    }

    private static async Task<LinkState> FollowAsync(string? key, HttpContext http, UnitOfWork work, AddressChange change)
    {
        await work.BeginAsync(http.RequestAborted);
        var state = await change.FollowAsync(LinkPurpose.ChangeEmail, key, http.RequestAborted);
        if (state == LinkState.Open) await work.CommitAsync(http.RequestAborted);
        return state;
    }
}
