using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Where somebody pays for what they buy, or why not.</summary>
internal sealed record PurchaseOutcome(Guid Id, string? PayAt, Refusal? Refusal)
{
    public static PurchaseOutcome Refused(Refusal refusal) => new(Guid.Empty, null, refusal);
}

/// <summary>Somebody pays money into their wallet, or buys a pack of credit for themselves: the purchase stands before the payer is sent away.</summary>
internal sealed class ToppingUp(UnitOfWork work, CurrentTenant tenant, Wallets wallets, IPayments payments, StartPurchase starting, TimeProvider clock)
{
    private static readonly TimeSpan TimeToPay = TimeSpan.FromMinutes(30);

    /// <param name="method">A provider's name; the club's first where none is said.</param>
    public async Task<PurchaseOutcome> TopUpAsync(Guid account, long amountMinor, string? method, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var settings = await wallets.SettingsAsync(stop);
        await work.RollbackAsync();
        if (!settings.TopUps.Contains(amountMinor)) return PurchaseOutcome.Refused(WalletRefusals.NoTopUp);
        return await BuyAsync(new Purchase
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            AccountId = account,
            Purpose = PaymentPurpose.WalletTopUp,
            PriceMinor = amountMinor,
            CreditMinor = amountMinor,
            Currency = tenant.Info.Currency,
            Label = "Topped up",
            ValidDays = settings.TopUpValidDays,
            CreatedAt = clock.GetUtcNow(),
        }, method, "/me/wallet?done=top-up", stop);
    }

    /// <summary>Writes the purchase down and opens its payment.</summary>
    public async Task<PurchaseOutcome> BuyAsync(Purchase purchase, string? method, string returnPath, CancellationToken stop)
    {
        if (tenant.Info.State != TenantState.Open) return PurchaseOutcome.Refused(WalletRefusals.Suspended);
        var online = (await payments.MethodsAsync(stop)).Where(one => one.Online && one.Code != Payment.Wallet).Select(one => one.Code).ToList();
        if ((string.IsNullOrEmpty(method) ? online.FirstOrDefault() : online.Find(one => one == method)) is not { } provider) return PurchaseOutcome.Refused(WalletRefusals.NoOnlineMethod);

        await work.BeginAsync(stop);
        work.Model<PaymentsModel>().Purchases.Add(purchase);
        await work.CommitAsync(stop);
        var started = await starting.StartAsync(
            new PurchaseWanted(purchase.Purpose, purchase.Id, provider, new Money(purchase.PriceMinor, purchase.Currency), $"{tenant.Info.Name}: {purchase.Label}", returnPath, clock.GetUtcNow() + TimeToPay), stop);
        return started is null ? PurchaseOutcome.Refused(WalletRefusals.NoOnlineMethod) : new PurchaseOutcome(purchase.Id, started.PayAt, null);
    }
}
