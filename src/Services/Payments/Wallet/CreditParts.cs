using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Credit that pays a part of a booking while the rest comes by a provider. It is set aside before the payer is sent away, taken in the transaction that notes the
/// provider's money, and back in the wallet as soon as nobody waits for that money. The booking's payments are locked.
/// </summary>
internal sealed class CreditParts(UnitOfWork work, Wallets wallets, ReturningCredit returning, MoneyEntries entries, TimeProvider clock)
{
    /// <summary>How much of a price credit can pay.</summary>
    public async Task<long> PartAsync(Guid account, PaymentWanted wanted, CancellationToken stop) =>
        PartOfPrice.Of(await wallets.BalanceAsync(account, wanted.Amount.Currency, UseOf(wanted), stop), wanted.Amount).AmountMinor;

    /// <summary>Sets a part aside for the payment of the rest.</summary>
    /// <returns>False when there is not so much any more; nothing was moved then.</returns>
    public async Task<bool> SetAsideAsync(Guid account, Guid whole, Money part, PaymentWanted wanted, CancellationToken stop)
    {
        var aside = Payment.PartBy(whole, wanted.BookingId, account, part, wanted.Description, clock.GetUtcNow());
        if (await wallets.SpendAsync(account, part, UseOf(wanted), aside.Id, wanted.BookingId, stop, Account.AtProvider(Payment.Wallet)) is null) return false;
        work.Model<PaymentsModel>().Payments.Add(aside);
        return true;
    }

    /// <summary>Gives everything back that is set aside for payments of a booking.</summary>
    /// <param name="but">A payment whose part stays.</param>
    public async Task ReleaseAsync(IEnumerable<Payment> payments, CancellationToken stop, Guid? but = null)
    {
        foreach (var part in payments.Where(one => one is { PartOf: not null, State: PaymentState.Held } && one.PartOf != but).ToList())
        {
            if (!await returning.GiveBackAsync(part.Id, part.Amount, part.Id, stop)) throw new InvalidOperationException($"Payment {part.Id} has not set aside {part.Amount}.");
            part.Release();
        }
    }

    /// <summary>The rest has come: the part is taken with it.</summary>
    /// <returns>What both are; <see langword="null"/> when the part is not there any more, so that what came pays for nothing.</returns>
    public async Task<Money?> TakeAsync(Payment rest, CancellationToken stop)
    {
        if (await work.Model<PaymentsModel>().Payments.FirstOrDefaultAsync(one => one.PartOf == rest.Id, stop) is not { } part) return rest.Amount;
        if (part.State != PaymentState.Held || !part.Settle(clock.GetUtcNow(), part.AmountMinor)) return null;
        await entries.SettledAsync(part, new ProviderPayment(part.ProviderReference!, part.Id, part.Amount, ProviderState.Succeeded, 0) { TakenMinor = part.AmountMinor }, stop);
        return rest.Amount with { AmountMinor = rest.AmountMinor + part.AmountMinor };
    }

    private static WalletUse UseOf(PaymentWanted wanted) => new(wanted.VenueId, wanted.Day);
}
