using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>What a visitor can buy besides courts.</summary>
/// <param name="TakesMoney">Whether the club takes money online now; without it nothing here can be bought.</param>
public sealed record ShopSeen(IReadOnlyList<CreditPack> Packs, IReadOnlyList<Money> GiftAmounts, bool TakesMoney)
{
    public bool IsEmpty => Packs.Count == 0 && GiftAmounts.Count == 0;
}

/// <summary>Reads the shop.</summary>
internal sealed class ShopView(UnitOfWork work, CurrentTenant tenant, Wallets wallets, Packs packs, IPayments payments)
{
    public async Task<ShopSeen> ReadAsync(CancellationToken stop)
    {
        var takes = (await payments.MethodsAsync(stop)).Any(method => method.Online && method.Code != Payment.Wallet);
        var offered = await packs.ListAsync(true, stop);
        await work.BeginAsync(stop);
        var settings = await wallets.SettingsAsync(stop);
        await work.RollbackAsync();
        return new ShopSeen(offered, [.. settings.GiftAmounts.Select(amount => new Money(amount, tenant.Info.Currency))], takes);
    }
}
