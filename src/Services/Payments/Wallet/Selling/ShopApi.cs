using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments;

/// <summary>The shop by the API: packs, gift cards, vouchers and codes.</summary>
internal static class ShopApi
{
    internal sealed record PackAnswer(Guid Id, string Name, Money Price, Money Credit, int? ValidDays, IReadOnlyList<int> Weekdays, bool Active, int Revision)
    {
        public static PackAnswer Of(CreditPack pack) => new(pack.Id, pack.Name, pack.Price, pack.Credit, pack.ValidDays, pack.Weekdays, pack.Active, pack.Revision);
    }

    /// <param name="GiftAmounts">What gift cards are sold for.</param>
    internal sealed record Shop(IReadOnlyList<PackAnswer> Packs, IReadOnlyList<Money> GiftAmounts);

    /// <param name="PriceMinor">The price that was seen; another one is asked about.</param>
    internal sealed record BuyRequest(long? PriceMinor, string? Method);

    internal sealed record GiftRequest(long AmountMinor, string? Recipient, string? RecipientName, string? GiverName, string? Message, DateOnly? DeliverOn, string? Method, string? Language);

    internal sealed record RedeemRequest(string? Code);

    internal sealed record RedeemAnswer(string Label, Money Amount);

    internal sealed record PackList(IReadOnlyList<PackAnswer> Packs);

    /// <param name="Revision">The one the change was decided by.</param>
    internal sealed record PackChange(int Revision, PackInput? Pack);

    internal sealed record Issued(Guid BatchId, IReadOnlyList<string> Codes);

    internal sealed record BatchList(IReadOnlyList<VoucherBatch> Batches);

    internal sealed record StopAnswer(int Stopped);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/shop", ShowAsync).WithSummary("What the club sells besides courts: packs of credit and gift cards");
        doors.Api.MapPost("/shop/packs/{id:guid}/buy", BuyAsync).NeedsAccount().MovesMoney().Idempotent()
            .WithSummary("Buy a pack: 202 with the address where it is paid").Produces<WalletApi.ToPay>(202).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/shop/gift-cards", GiveAsync).NeedsAccount().MovesMoney().Idempotent()
            .WithSummary("Buy a gift card: 202 with the address where it is paid").Produces<WalletApi.ToPay>(202).ProducesProblem(400);
        doors.Api.MapPost("/me/wallet/codes", RedeemAsync).NeedsAccount().MovesMoney().Idempotent().Costs(Effort.SignIn)
            .WithSummary("Redeem the code of a gift card or a voucher").Produces<RedeemAnswer>().ProducesProblem(404).ProducesProblem(409);

        doors.Api.MapGet("/manage/packs", async (Packs packs, CancellationToken stop) => new PackList([.. (await packs.ListAsync(false, stop)).Select(PackAnswer.Of)])).Needs(Ability.ManagePrices).WithSummary("The club's packs of credit");
        doors.Api.MapPost("/manage/packs", AddAsync).Needs(Ability.ManagePrices).Idempotent().WithSummary("Make a pack of credit").Produces<PackAnswer>(201).ProducesProblem(400).ProducesProblem(409);
        doors.Api.MapPut("/manage/packs/{id:guid}", ChangeAsync).Needs(Ability.ManagePrices).Idempotent()
            .WithSummary("Change a pack; what was sold keeps what was agreed").Produces<PackAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapGet("/manage/vouchers", async (Vouchers vouchers, CancellationToken stop) => new BatchList(await vouchers.ListAsync(stop))).Needs(Ability.ManagePrices).WithSummary("Vouchers by batch, with how many were redeemed");
        doors.Api.MapPost("/manage/vouchers", IssueAsync).Needs(Ability.ManagePrices).MovesMoney()
            .WithSummary("Issue vouchers; their codes are told here and never again").Produces<Issued>().ProducesProblem(400).ProducesProblem(403);
        doors.Api.MapPost("/manage/vouchers/{batch:guid}/stop", StopAsync).Needs(Ability.ManagePrices).Idempotent().WithSummary("Stop what nobody has redeemed of a batch of vouchers").Produces<StopAnswer>().ProducesProblem(404);
    }

    private static async Task<Shop> ShowAsync(ShopView view, CancellationToken stop)
    {
        var seen = await view.ReadAsync(stop);
        return new Shop([.. seen.Packs.Select(PackAnswer.Of)], seen.GiftAmounts);
    }

    private static async Task<IResult> BuyAsync(Guid id, BuyRequest request, Visit visit, Packs packs, CancellationToken stop) =>
        Of(await packs.BuyAsync(visit.Caller.AccountId!.Value, id, request.PriceMinor, request.Method, stop));

    private static async Task<IResult> GiveAsync(GiftRequest request, Visit visit, GiftCards cards, CancellationToken stop) => Of(await cards.BuyAsync(
        visit.Caller.AccountId!.Value, new GiftInput(request.AmountMinor, request.Recipient, request.RecipientName, request.GiverName, request.Message, request.DeliverOn, request.Language), request.Method, stop));

    private static async Task<IResult> RedeemAsync(RedeemRequest request, Visit visit, Redeeming redeeming, CancellationToken stop)
    {
        var (code, refusal) = await redeeming.RedeemAsync(visit.Caller.AccountId!.Value, request.Code, stop);
        return refusal is not null ? refusal : Results.Ok(new RedeemAnswer(code!.Label, code.Amount));
    }

    private static async Task<IResult> AddAsync(PackInput input, Packs packs, CancellationToken stop)
    {
        var (pack, refusal) = await packs.AddAsync(input, stop);
        return refusal is not null ? refusal : Results.Created((string?)null, PackAnswer.Of(pack!));
    }

    private static async Task<IResult> ChangeAsync(Guid id, PackChange change, Packs packs, CancellationToken stop)
    {
        if (change.Pack is not { } input) return Refusal.Malformed("pack", "What the pack is to be is needed.");
        var (pack, refusal) = await packs.ChangeAsync(id, change.Revision, input, stop);
        return refusal is not null ? refusal : Results.Ok(PackAnswer.Of(pack!));
    }

    private static async Task<IResult> IssueAsync(VoucherInput input, Vouchers vouchers, CancellationToken stop)
    {
        var (batch, codes, refusal) = await vouchers.IssueAsync(input, stop);
        return refusal is not null ? refusal : Results.Ok(new Issued(batch, codes));
    }

    private static async Task<IResult> StopAsync(Guid batch, Vouchers vouchers, CancellationToken stop)
    {
        var (stopped, refusal) = await vouchers.StopAsync(batch, stop);
        return refusal is not null ? refusal : Results.Ok(new StopAnswer(stopped));
    }

    private static IResult Of(PurchaseOutcome outcome) => outcome.Refusal is { } refusal ? refusal : TypedResults.Accepted(outcome.PayAt, new WalletApi.ToPay(outcome.Id, outcome.PayAt!));
}
