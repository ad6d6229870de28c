using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>The reader of the old address takes a change back that was not theirs. The account is signed out everywhere.</summary>
internal static class UndoEmail
{
    public const string Path = "/account/email/undo";

    public sealed record Request(string? Key);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/auth/email/undo", AnswerAsync).Costs(Effort.SignIn).AllowAnonymous().WithName("UndoEmail").WithSummary("Take the change of an address back by the link that was sent to the old one");
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
        var (state, link) = await links.FindAsync(LinkPurpose.UndoEmail, key, http.RequestAborted);
        await work.RollbackAsync();
        return state == LinkState.Open
            ? new RazorComponentResult<FollowLinkPage>(new { Purpose = LinkPurpose.UndoEmail, Action = Path, Key = key, Detail = link!.Read<NewAddress>().Email })
            : LinkProblem.Page(state, LinkPurpose.UndoEmail, visit.Caller.IsKnown);
    }

    private static async Task<IResult> SubmitAsync(IFormCollection form, HttpContext http, Visit visit, UnitOfWork work, AddressChange change)
    {
        var state = await FollowAsync(form["key"], http, work, change);
        return state == LinkState.Open ? Results.LocalRedirect($"{ForgotPassword.Path}?done=email") : LinkProblem.Page(state, LinkPurpose.UndoEmail, visit.Caller.IsKnown);
    }

    private static async Task<LinkState> FollowAsync(string? key, HttpContext http, UnitOfWork work, AddressChange change)
    {
        await work.BeginAsync(http.RequestAborted);
        var state = await change.FollowAsync(LinkPurpose.UndoEmail, key, http.RequestAborted);
        if (state == LinkState.Open) await work.CommitAsync(http.RequestAborted);
        return state;
    }
}
