using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Pays for a booking out of the wallet of whoever asks: spent, settled and told in one transaction, or not at all.</summary>
internal sealed class PayByWallet(UnitOfWork work, Wallets wallets, CreditParts parts, Abandonment abandonment, Visit visit, TimeProvider clock)
{
    /// <returns><see langword="null"/> when there is not enough; nothing was taken then.</returns>
    public async Task<PaymentStarted?> PayAsync(PaymentWanted wanted, CancellationToken stop)
    {
        if (visit.Caller.AccountId is not { } account) return null;
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        // Two clicks at once: no payment is there to lock for the first, so the booking itself is.
        await using (var alone = work.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", $"wallet {wanted.BookingId}")) await alone.ExecuteNonQueryAsync(stop);
        var ours = await model.LockBookingAsync(wanted.BookingId, stop);
        if (ours.Find(one => one.IsWhole) is { } paid)
        {
            await work.RollbackAsync();
            return new PaymentStarted(paid.Id, ReturnFromProvider.PathOf(paid.Id));
        }
        // What was set aside for a part of it pays for all of it now.
        await parts.ReleaseAsync(ours, stop);
        abandonment.Replace(ours.Where(one => one.State == PaymentState.Open && ours.Exists(part => part.PartOf == one.Id)));
        var payment = Payment.ByWallet(wanted.BookingId, wanted.Amount, wanted.Description, wanted.ReturnPath, clock.GetUtcNow());
        if (await wallets.SpendAsync(account, wanted.Amount, new WalletUse(wanted.VenueId, wanted.Day), payment.Id, wanted.BookingId, stop) is null)
        {
            await work.RollbackAsync();
            return null;
        }
        model.Payments.Add(payment);
        work.Tell(new PaymentSettled(payment.Id, wanted.BookingId, wanted.Amount, Payment.Wallet));
        await work.CommitAsync(stop);
        return new PaymentStarted(payment.Id, ReturnFromProvider.PathOf(payment.Id));
    }
}
