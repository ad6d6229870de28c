using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tenants.Lifecycle;

namespace PadelSaaS.Tenants.Clubs;

/// <summary>An admin suspends a club, lets it go on, closes it, takes that back or has it erased sooner: the address typed, a reason given, written down on both sides.</summary>
internal sealed class TurnClub(SeeClubs see, Turning turning, ClubUse use, Visit visit)
{
    private const int ShortestReason = 10;
    private const int LongestReason = 300;

    private const string WrongAddress = "Please type the address of the club as it stands above.";
    internal const string NoReason = "Please say why, in 10 to 300 characters. The club reads it.";
    private const string BookingsAhead = "Bookings are still ahead. Its staff has to cancel or play them first, so that everybody gets their money back.";
    private const string RefundsUnderWay = "Refunds are still under way. Close it when they have arrived.";
    private const string NotInThatState = "It is not in the state for that, or was suspended less than 15 minutes ago. Nothing was changed.";

    public sealed record Form(string? Confirm, string? Reason);

    public static void Map(Doors doors)
    {
        foreach (var (path, turn) in Turns)
            doors.Console.MapPost($"{SeeClubs.Path}/{{slug}}/{path}", (string slug, [FromForm] Form form, TurnClub use, CancellationToken stop) => use.TurnAsync(slug, path, turn, form, stop)).Needs(ConsoleDoor.Ability);
    }

    private static readonly (string Path, ClubTurn Turn)[] Turns =
        [("suspend", ClubTurn.Suspend), ("resume", ClubTurn.Resume), ("close", ClubTurn.Close), ("reopen", ClubTurn.Reopen), ("erase", ClubTurn.Hasten)];

    private async Task<IResult> TurnAsync(string slug, string path, ClubTurn turn, Form form, CancellationToken stop)
    {
        if (await see.FindAsync(slug, stop) is not { } club) return Refusal.NotFound("This club");
        var (checks, reason) = (new Checks(), form.Reason?.Trim() ?? "");
        checks.That(string.Equals(form.Confirm?.Trim(), club.Slug, StringComparison.OrdinalIgnoreCase), "confirm", WrongAddress);
        checks.That(reason.Length is >= ShortestReason and <= LongestReason && !reason.Contains('\0', StringComparison.Ordinal), "reason", NoReason);
        if (!checks.Pass)
            return await RefuseAsync(new ClubRefused(path, StatusCodes.Status400BadRequest, form.Confirm, form.Reason, Word(checks, "confirm"), Word(checks, "reason"), null));

        if (SeeClubs.Word(club.State) != turn.From) return await RefuseAsync(new ClubRefused(path, StatusCodes.Status409Conflict, form.Confirm, form.Reason, null, null, NotInThatState));
        // Nothing new can come while it is suspended, and it has to have been for longer than anything takes: what is counted here only becomes less.
        if (turn == ClubTurn.Close && await use.ThisMonthAsync(club, stop) is { } figures && figures.Ahead + figures.RefundsDue > 0)
            return await RefuseAsync(new ClubRefused(path, StatusCodes.Status409Conflict, form.Confirm, form.Reason, null, null, figures.Ahead > 0 ? BookingsAhead : RefundsUnderWay));
        return await turning.TurnAsync(club.Id, turn, visit.Caller, reason, stop)
            ? Results.Redirect($"{SeeClubs.Path}/{club.Slug}?done={turn.Act}")
            : await RefuseAsync(new ClubRefused(path, StatusCodes.Status409Conflict, form.Confirm, form.Reason, null, null, NotInThatState));

        Task<IResult> RefuseAsync(ClubRefused refused) => see.PageAsync(club, null, refused, stop);
    }

    private static string? Word(Checks checks, string field) => checks.Errors.TryGetValue(field, out var words) ? words[0] : null;
}
