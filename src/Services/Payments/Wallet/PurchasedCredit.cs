using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Credit that was bought for oneself, a top-up or a pack: it is there when the money is.</summary>
internal sealed class PurchasedCredit(string name, string kind, UnitOfWork work, Wallets wallets, TimeProvider clock) : IPurpose
{
    public string Name => name;

    public async Task SettledAsync(Payment payment, CancellationToken stop)
    {
        var purchase = await work.Model<PaymentsModel>().Purchases.FirstAsync(one => one.Id == payment.PurposeId, stop);
        var now = clock.GetUtcNow();
        purchase.State = Purchase.Done;
        await wallets.AddAsync(new WalletLot
        {
            Id = Guid.CreateVersion7(now),
            AccountId = purchase.AccountId,
            Kind = kind,
            AmountMinor = purchase.CreditMinor,
            Currency = purchase.Currency,
            ExpiresAt = purchase.ValidDays is { } days ? now.AddDays(days) : null,
            Origin = LotOrigin.Purchase,
            OriginId = purchase.Id,
            Label = purchase.Label,
            Weekdays = purchase.Weekdays,
            VenueIds = purchase.VenueIds,
        }, Account.Receivable, stop, paidMinor: purchase.PriceMinor);
    }

    public async Task FailedAsync(Payment payment, CancellationToken stop)
    {
        if (await work.Model<PaymentsModel>().Purchases.FirstOrDefaultAsync(one => one.Id == payment.PurposeId && one.State == Purchase.Open, stop) is { } purchase) purchase.State = Purchase.Failed;
    }
}
