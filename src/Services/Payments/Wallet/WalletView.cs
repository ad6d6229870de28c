using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>A wallet as its holder, or somebody who works at the club, sees it.</summary>
/// <param name="TopUps">Amounts that can be paid in; none where the club offers it to nobody.</param>
public sealed record WalletSeen(Money Balance, IReadOnlyList<WalletLot> Lots, IReadOnlyList<WalletMove> Moves, IReadOnlyList<Money> TopUps)
{
    /// <summary>Gift cards the holder bought for others.</summary>
    public IReadOnlyList<CreditCode> GiftCards { get; init; } = [];
}

/// <summary>Reads a wallet as a whole.</summary>
internal sealed class WalletView(UnitOfWork work, CurrentTenant tenant, Wallets wallets, GiftCards cards, IPayments payments)
{
    private const int MostMoves = 100;

    public async Task<WalletSeen> OfAsync(Guid account, CancellationToken stop)
    {
        var currency = tenant.Info.Currency;
        var methods = await payments.MethodsAsync(stop);
        var given = await cards.GivenByAsync(account, stop);
        await work.BeginAsync(stop);
        var settings = await wallets.SettingsAsync(stop);
        var seen = new WalletSeen(
            await wallets.BalanceAsync(account, currency, WalletUse.Anything, stop), await wallets.LotsAsync(account, stop), await wallets.MovesAsync(account, MostMoves, stop),
            methods.Any(method => method.Online && method.Code != Payment.Wallet) ? [.. settings.TopUps.Select(amount => new Money(amount, currency))] : [])
        {
            GiftCards = given,
        };
        await work.RollbackAsync();
        return seen;
    }
}
