using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>What players have with the club, as a way to pay a share.</summary>
internal sealed class ShareWallet(UnitOfWork work, Wallets wallets, IPayments payments, Visit visit)
{
    /// <summary>Whether the club takes credit at all.</summary>
    public async ValueTask<bool> IsOfferedAsync(CancellationToken stop) => (await payments.MethodsAsync(stop)).Any(method => method.Code == Payment.Wallet);

    /// <summary>What whoever is signed in has for a game, if that is enough for an amount; <see langword="null"/> otherwise.</summary>
    public async Task<Money?> EnoughAsync(Guid venueId, DateTimeOffset start, string zone, Money amount, CancellationToken stop)
    {
        if (visit.Caller.AccountId is not { } account || !await IsOfferedAsync(stop)) return null;
        await work.BeginAsync(stop);
        var balance = await wallets.BalanceAsync(account, amount.Currency, UseOf(venueId, start, zone), stop);
        await work.RollbackAsync();
        return balance.AmountMinor >= amount.AmountMinor ? balance : null;
    }

    /// <summary>Sets credit aside for a payment, in the open unit of work.</summary>
    /// <returns>False when there is not enough; nothing was moved then.</returns>
    public async Task<bool> SetAsideAsync(Guid account, Split split, Payment payment, CancellationToken stop) =>
        await wallets.SpendAsync(account, payment.Amount, UseOf(split.VenueId, split.StartsAt, split.Zone), payment.Id, split.BookingId, stop, Account.AtProvider(Payment.Wallet)) is not null;

    private static WalletUse UseOf(Guid venueId, DateTimeOffset start, string zone) =>
        new(venueId, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime));
}
