using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments;

/// <summary>Wallets by the API: one's own, and for who keeps bookings everybody's.</summary>
internal static class WalletApi
{
    /// <summary>Credit from one origin.</summary>
    /// <param name="Kind"><c>wallet</c>, <c>credit_pack</c>, <c>voucher</c> or <c>gift_card</c>.</param>
    /// <param name="Weekdays">Days of play it counts on, 1 for Monday; empty for all.</param>
    internal sealed record LotAnswer(Guid Id, string Kind, string Label, Money Amount, Money Left, DateTimeOffset? ExpiresAt, IReadOnlyList<int> Weekdays, IReadOnlyList<Guid> VenueIds, DateTimeOffset CreatedAt);

    internal sealed record Answer(Money Balance, IReadOnlyList<LotAnswer> Lots, IReadOnlyList<WalletMove> Moves, IReadOnlyList<Money> TopUps);

    /// <param name="Method">A provider's name; the club's first where none is said.</param>
    internal sealed record TopUpRequest(long AmountMinor, string? Method);

    internal sealed record ToPay(Guid PurchaseId, string PayAt);

    internal sealed record GrantRequest(long AmountMinor, DateOnly? ExpiresOn, string? Reason);

    internal sealed record TakeRequest(Guid LotId, long AmountMinor, string? Reason);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/me/wallet", async (Visit visit, WalletView view, CancellationToken stop) => Of(await view.OfAsync(visit.Caller.AccountId!.Value, stop)))
            .NeedsAccount().WithSummary("What you have with the club: balance, credit by origin with its end, and what moved");
        doors.Api.MapPost("/me/wallet/top-ups", TopUpAsync).NeedsAccount().MovesMoney().Idempotent()
            .WithSummary("Pay money into your wallet: 202 with the address where it is paid").Produces<ToPay>(StatusCodes.Status202Accepted).ProducesProblem(400).ProducesProblem(409);
        doors.Api.MapGet("/manage/wallets/{account:guid}", SeeAsync).Needs(Ability.ManageBookings).WithSummary("What a customer has with the club").Produces<Answer>().ProducesProblem(404);
        doors.Api.MapPost("/manage/wallets/{account:guid}/grants", GiveAsync).Needs(Ability.ManageBookings).MovesMoney().Idempotent()
            .WithSummary("Give a customer credit, with a reason and within your limit").Produces<Answer>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        doors.Api.MapPost("/manage/wallets/{account:guid}/withdrawals", TakeAsync).Needs(Ability.ManageBookings).MovesMoney().Idempotent()
            .WithSummary("Take credit out of a customer's wallet, with a reason").Produces<Answer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> TopUpAsync(TopUpRequest request, Visit visit, ToppingUp toppingUp, CancellationToken stop)
    {
        var outcome = await toppingUp.TopUpAsync(visit.Caller.AccountId!.Value, request.AmountMinor, request.Method, stop);
        return outcome.Refusal is { } refusal ? refusal : TypedResults.Accepted(outcome.PayAt, new ToPay(outcome.Id, outcome.PayAt!));
    }

    private static async Task<IResult> SeeAsync(Guid account, IAccounts accounts, WalletView view, CancellationToken stop) =>
        await accounts.FindAsync(account, stop) is null ? WalletRefusals.NoAccount : Results.Ok(Of(await view.OfAsync(account, stop)));

    private static async Task<IResult> GiveAsync(Guid account, GrantRequest request, GivingCredit giving, WalletView view, CancellationToken stop) =>
        await giving.GiveAsync(account, request.AmountMinor, request.ExpiresOn, request.Reason, stop) is { } refusal ? refusal : Results.Ok(Of(await view.OfAsync(account, stop)));

    private static async Task<IResult> TakeAsync(Guid account, TakeRequest request, GivingCredit giving, WalletView view, CancellationToken stop) =>
        await giving.TakeAsync(account, request.LotId, request.AmountMinor, request.Reason, stop) is { } refusal ? refusal : Results.Ok(Of(await view.OfAsync(account, stop)));

    private static Answer Of(WalletSeen seen) => new(
        seen.Balance, [.. seen.Lots.Select(lot => new LotAnswer(lot.Id, lot.Kind, lot.Label, lot.Amount, lot.Left, lot.ExpiresAt, lot.Weekdays, lot.VenueIds, lot.CreatedAt))], seen.Moves, seen.TopUps);
}
