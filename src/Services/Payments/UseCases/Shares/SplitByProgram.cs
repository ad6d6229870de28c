using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments.Shares;

/// <summary>Programs split a price, see who has paid, and do what the organiser, a payer and the club can do with a share.</summary>
internal static class SplitByProgram
{
    private const string Key = "X-Booking-Key";

    /// <summary>Who pays a share; somebody signed in need not say.</summary>
    internal sealed record Person(string? Name, string? Email);

    /// <param name="PaymentMethod"><c>wallet</c> to pay from one's own wallet; otherwise as the organiser chose.</param>
    internal sealed record PayRequest(string? Name, string? Email, string? PaymentMethod);

    /// <param name="AmountMinor">Left out on all shares: equal shares, the organiser has what cannot be divided.</param>
    internal sealed record ShareRequest(string? Name, string? Email, long? AmountMinor);

    /// <summary>How to split. The first share is the organiser's own.</summary>
    /// <param name="Fallback">What happens if somebody does not pay: <c>release</c>, <c>organiser_covers</c>, <c>next_friend</c> or <c>open_seat</c>.</param>
    /// <param name="CoverUpToMinor">The most the organiser pays for others; nothing is ever charged beyond it.</param>
    /// <param name="OwnPaymentMethod"><c>wallet</c> to pay one's own share from one's wallet; nobody can be charged for the others then.</param>
    internal sealed record Request(string? PaymentMethod, IReadOnlyList<ShareRequest>? Shares, string? Fallback, long? CoverUpToMinor, IReadOnlyList<Person>? NextFriends, string? OwnPaymentMethod);

    internal sealed record Reason(string? Why);

    /// <summary>Where the payer goes to pay.</summary>
    internal sealed record ToPay(string PayAt);

    /// <param name="Link">Path of its page with its key; for the organiser only.</param>
    /// <param name="State"><c>open</c>, <c>authorised</c>, <c>captured</c>, <c>released</c>, <c>expired</c>, <c>covered</c> or <c>refunded</c>.</param>
    internal sealed record ShareView(Guid Id, int Seat, string? Name, Money Amount, string State, string? Note, DateTimeOffset Deadline, string? Link);

    /// <param name="MostYouCanOwe">The organiser's own share and the most they pay for others.</param>
    internal sealed record Answer(Guid BookingId, string State, Money Total, Money Secured, string Fallback, Money MostYouCanOwe, DateTimeOffset Deadline, DateTimeOffset DecidedAt, IReadOnlyList<ShareView> Shares);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/bookings/{id:guid}/split", SplitAsync).MovesMoney().Idempotent(Key).WithSummary("Split the price of a held court between players: 202 with the address to authorise one's own share")
            .Produces<ToPay>(StatusCodes.Status202Accepted).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapGet("/bookings/{id:guid}/split", SeeAsync).WithSummary("Who has paid their share of a booking").Produces<Answer>().ProducesProblem(404);
        doors.Api.MapPost("/bookings/{id:guid}/split/shares/{share:guid}/remind", RemindAsync).WithSummary("Ask somebody again for their share, at most once in twelve hours").Produces<Answer>().ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/bookings/{id:guid}/split/shares/{share:guid}/replace", ReplaceAsync).MovesMoney().WithSummary("Give a share to somebody else; the link of before opens nothing any more").Produces<Answer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/bookings/{id:guid}/split/shares/{share:guid}/refund", RefundAsync).Needs(Ability.TakePayments).MovesMoney().WithSummary("Staff: give one share back").Produces<Answer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapGet("/payment-shares/{id:guid}", SeeShareAsync).WithSummary("A share, by the key of its link").Produces<ShareView>().ProducesProblem(404);
        doors.Api.MapPost("/payment-shares/{id:guid}/pay", PayAsync).MovesMoney().WithSummary("Pay a share: 202 with the address to pay at").Produces<ToPay>(StatusCodes.Status202Accepted).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/payment-shares/{id:guid}/leave", LeaveAsync).MovesMoney().WithSummary("Give up a share one has paid, before the deadline: all of it goes back").Produces<ShareView>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> SplitAsync(Guid id, Request request, [FromHeader(Name = Key)] string? key, Splitting splitting, CancellationToken stop)
    {
        var checks = new Checks();
        var shares = (request.Shares ?? []).Take(SplitWish.Most + 1).Select((share, at) => new WishedShare(
            checks.Optional(share.Name, $"shares[{at}].name", 100), Email(share.Email, $"shares[{at}].email", checks), share.AmountMinor)).ToList();
        var friends = (request.NextFriends ?? []).Take(SplitWish.MostFriends).Select((friend, at) => new WishedFriend(
            checks.Text(friend.Name, $"nextFriends[{at}].name", 100, "A name is needed."), checks.Email(friend.Email, $"nextFriends[{at}].email", "An e-mail address is needed."))).ToList();
        if (!checks.Pass) return checks.Refusal();
        var (refusal, payAt) = await splitting.SplitAsync(id, key, new SplitWish(request.PaymentMethod ?? "", shares, request.Fallback ?? Fallback.Release, request.CoverUpToMinor ?? 0, friends) { OwnFromWallet = request.OwnPaymentMethod == Payment.Wallet }, stop);
        return refusal is not null ? refusal : TypedResults.Accepted(payAt, new ToPay(payAt!));
    }

    private static async Task<IResult> SeeAsync(Guid id, [FromHeader(Name = Key)] string? key, ISplittable bookings, FindingShares finding, ShareTelling telling, CancellationToken stop) =>
        await bookings.FindAsync(id, key, stop) is { } ? await AnswerAsync(id, finding, telling, stop) : SplitRefusals.NoBooking;

    private static async Task<IResult> RemindAsync(Guid id, Guid share, [FromHeader(Name = Key)] string? key, ISplittable bookings, ManagingShares managing, FindingShares finding, ShareTelling telling, CancellationToken stop) =>
        await bookings.FindAsync(id, key, stop) is null ? SplitRefusals.NoBooking
        : await managing.RemindAsync(id, share, stop) is { } refusal ? refusal : await AnswerAsync(id, finding, telling, stop);

    private static async Task<IResult> ReplaceAsync(Guid id, Guid share, Person who, [FromHeader(Name = Key)] string? key, ISplittable bookings, ManagingShares managing, FindingShares finding, ShareTelling telling, CancellationToken stop)
    {
        if (await bookings.FindAsync(id, key, stop) is null) return SplitRefusals.NoBooking;
        var checks = new Checks();
        var (name, email) = (checks.Optional(who.Name, "name", 100), Email(who.Email, "email", checks));
        if (!checks.Pass) return checks.Refusal();
        return await managing.ReplaceAsync(id, share, name, email, stop) is { } refusal ? refusal : await AnswerAsync(id, finding, telling, stop);
    }

    private static async Task<IResult> RefundAsync(Guid id, Guid share, Reason reason, ManagingShares managing, FindingShares finding, ShareTelling telling, CancellationToken stop) =>
        await managing.GiveBackAsync(id, share, reason.Why, stop) is { } refusal ? refusal : await AnswerAsync(id, finding, telling, stop);

    private static async Task<IResult> SeeShareAsync(Guid id, [FromHeader(Name = Key)] string? key, FindingShares finding, CancellationToken stop) =>
        await finding.ShareAsync(id, key, stop) is { } found ? TypedResults.Ok(View(found.Split, found.Share, null)) : SplitRefusals.NoShare;

    private static async Task<IResult> PayAsync(Guid id, PayRequest who, [FromHeader(Name = Key)] string? key, FindingShares finding, PayingShare paying, ShareTelling telling, Visit visit, CancellationToken stop)
    {
        if (await finding.ShareAsync(id, key, stop) is not { } found) return SplitRefusals.NoShare;
        var checks = new Checks();
        var payer = PayerOf(who.Name, who.Email, found.Share, visit, checks, "Please tell us your name.", "An e-mail address is needed.");
        if (!checks.Pass) return checks.Refusal();
        var (book, link) = (found.Split.BookingId, await telling.LinkAsync(found.Share, stop));
        var (refusal, payAt) = who.PaymentMethod == Payment.Wallet ? await paying.FromWalletAsync(book, id, payer, link, stop) : await paying.StartAsync(book, id, payer, link, null, stop);
        return refusal is not null ? refusal : TypedResults.Accepted(payAt, new ToPay(payAt!));
    }

    private static async Task<IResult> LeaveAsync(Guid id, [FromHeader(Name = Key)] string? key, FindingShares finding, ManagingShares managing, CancellationToken stop)
    {
        if (await finding.ShareAsync(id, key, stop) is not { } found) return SplitRefusals.NoShare;
        if (await managing.LeaveAsync(found.Split.BookingId, id, stop) is { } refusal) return refusal;
        return TypedResults.Ok(View(found.Split, found.Share, null) with { State = ShareState.Open, Note = ShareNote.Left, Name = null });
    }

    /// <summary>Who pays: the account that is signed in, whom the organiser named, or whoever says who they are. A place that is nobody's is taken by name and address.</summary>
    public static Payer PayerOf(string? name, string? email, Share share, Visit visit, Checks checks, string nameNeeded, string emailNeeded) =>
        visit.Caller is { IsKnown: true } caller ? new Payer(caller.AccountId, caller.Name, caller.Email)
        : share.Name is null && share.Email is null ? new Payer(null, checks.Text(name, "name", 100, nameNeeded), checks.Email(email, "email", emailNeeded))
        : new Payer(null, share.Name, share.Email);

    private static string? Email(string? email, string field, Checks checks) => string.IsNullOrWhiteSpace(email) ? null : checks.Email(email, field, "An e-mail address is needed.");

    private static async Task<IResult> AnswerAsync(Guid id, FindingShares finding, ShareTelling telling, CancellationToken stop)
    {
        if (await finding.SplitAsync(id, stop) is not { } found) return SplitRefusals.NotSplit;
        var split = found.Split;
        var shares = new List<ShareView>();
        foreach (var share in found.Shares) shares.Add(View(split, share, share.IsOrganisers ? null : await telling.LinkAsync(share, stop)));
        return TypedResults.Ok(new Answer(
            split.BookingId, split.State, split.Of(split.AmountMinor), split.Of(found.Shares.Where(share => share.IsSecured).Sum(share => share.AmountMinor)), split.Fallback,
            split.Of(found.Shares[0].AmountMinor + split.CoverUpToMinor), split.DeadlineAt, split.LastAt, shares));
    }

    private static ShareView View(Split split, Share share, string? link) => new(share.Id, share.Seat, share.Shown, split.Of(share.AmountMinor), share.State, share.Note, split.DeadlineAt, link);
}
