using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>
/// Somebody follows the link that signs them in. At another browser than the one that asked, the page says so first: who did not ask should not go on.
/// Opening the page alone uses nothing up. A second factor is asked for as after a password.
/// </summary>
internal static class FollowSignInLink
{
    public const string Path = "/sign-in/link/open";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, ShowAsync);
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.SignIn);
    }

    private static async Task<IResult> ShowAsync(string? key, string? @return, HttpContext http, Visit visit, UnitOfWork work, OneTimeLinks links)
    {
        await work.BeginAsync(http.RequestAborted);
        var (state, link) = await links.FindAsync(LinkPurpose.SignIn, key, http.RequestAborted);
        await work.RollbackAsync();
        return state == LinkState.Open
            ? new RazorComponentResult<FollowLinkPage>(new
            {
                Purpose = LinkPurpose.SignIn,
                Action = Path,
                Key = key,
                Return = ReturnPath.Local(@return),
                IsElsewhere = !AskingBrowser.Asked(http, link!),
            })
            : LinkProblem.Page(state, LinkPurpose.SignIn, visit.Caller.IsKnown);
    }

    private static async Task<IResult> SubmitAsync(
        IFormCollection form, string? @return, HttpContext http, Visit visit, UnitOfWork work, OneTimeLinks links, Users users, Entrance entrance, PendingSignIn pending)
    {
        await work.BeginAsync(http.RequestAborted);
        var (state, link) = await links.FindAsync(LinkPurpose.SignIn, form["key"], http.RequestAborted);
        if (state != LinkState.Open) return LinkProblem.Page(state, LinkPurpose.SignIn, visit.Caller.IsKnown);
        var user = await users.FindByIdAsync(link!.UserId!.Value.ToString()) ?? throw new InvalidOperationException("A link outlived its account.");
        // The account may have taken another address since. The page is asked with "here" where the reader was told that it is another device.
        if (user.NormalizedEmail != link.Address) return LinkProblem.Page(LinkState.Used, LinkPurpose.SignIn, visit.Caller.IsKnown);
        if (!AskingBrowser.Asked(http, link) && form["here"] != "yes") return LinkProblem.Page(LinkState.Unknown, LinkPurpose.SignIn, visit.Caller.IsKnown);
        if (!await links.TakeAsync(link, http.RequestAborted)) return LinkProblem.Page(LinkState.Used, LinkPurpose.SignIn, visit.Caller.IsKnown);

        if (!user.EmailConfirmed)
        {
            user.EmailConfirmed = true;
            await users.UpdateAsync(user);
            work.Tell(new EmailVerified(user.Id, user.Email!));
        }
        var session = user.TwoFactorEnabled ? null : entrance.Open(user, http, Proofs.Mail);
        await work.CommitAsync(http.RequestAborted);
        return await ProveSecond.ContinueAsync(user, session, @return, http, entrance, pending);
    }
}
