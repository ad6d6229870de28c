using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>What other services may ask about wallets.</summary>
internal sealed class WalletQuestions(UnitOfWork work, Wallets wallets) : IWallets
{
    public Task<Money> AvailableAsync(Guid accountId, string currency, Guid venueId, DateOnly day, Guid? bookingId = null, CancellationToken stop = default) => ReadAsync(async () =>
    {
        var there = await wallets.BalanceAsync(accountId, currency, new WalletUse(venueId, day), stop);
        // What was set aside to pay a part of this booking can be used for it another way, too.
        var aside = bookingId is null ? 0 : await work.Model<PaymentsModel>().Payments
            .Where(part => part.BookingId == bookingId && part.PayerAccountId == accountId && part.PartOf != null && part.State == PaymentState.Held && part.Currency == currency).SumAsync(part => part.AmountMinor, stop);
        return there with { AmountMinor = there.AmountMinor + aside };
    }, stop);

    public Task<string> CancelledToAsync(CancellationToken stop = default) => ReadAsync(async () =>
        // Credit that nobody can pay with is no money back.
        await work.Model<PaymentsModel>().PaymentSettings.AnyAsync(settings => settings.Providers.Contains(Payment.Wallet), stop) ? (await wallets.SettingsAsync(stop)).CancelledTo : WalletSettings.ToOrigin, stop);

    private async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken stop)
    {
        if (work.IsOpen) return await read();

        await work.BeginAsync(stop);
        var answer = await read();
        await work.RollbackAsync();
        return answer;
    }
}
