using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Payments.Desk;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Dues;

/// <summary>Players pay what they owe the club of a booking: as with a booking itself, our row is committed before the provider is called.</summary>
internal sealed class PayingDues(
    UnitOfWork work, IPayments payments, Providers providers, StartPayment starting, DeskDue due, DueMoney money, Wallets wallets, Abandonment abandonment, Visit visit, TimeProvider clock) : IDues
{
    private static readonly TimeSpan TimeToPay = TimeSpan.FromMinutes(30);

    public async Task<Money?> OfAsync(Guid bookingId, CancellationToken stop = default)
    {
        if (work.IsOpen) return await ReadAsync(bookingId, stop);
        await work.BeginAsync(stop);
        var asked = await ReadAsync(bookingId, stop);
        await work.RollbackAsync();
        return asked;
    }

    public async Task<DueStarted> StartAsync(PaymentWanted wanted, CancellationToken stop = default)
    {
        if (!(await payments.MethodsAsync(stop)).Any(method => method.Online && method.Code == wanted.Method) || providers.Find(wanted.Method) is not { } provider) return Refused(DueProblem.Method);
        await work.BeginAsync(stop);
        var ours = await due.LockAsync(wanted.BookingId, stop);
        // Just paid, and the page has not been told: nobody is sent to pay twice.
        if (ours.Find(one => one.State == PaymentState.DueAtClub) is not { } asked || asked.Amount != wanted.Amount) return await UndoAsync(DueProblem.Changed);
        var outcome = wanted.Method == Payment.Wallet ? await FromWalletAsync(wanted, stop) : await OpenAsync(wanted, ours, stop);
        if (outcome is not { } payment) return await UndoAsync(DueProblem.TooLittle);
        await work.CommitAsync(stop);
        if (payment.State != PaymentState.Open) return new DueStarted(ReturnFromProvider.PathOf(payment.Id), null);
        try
        {
            return new DueStarted((await starting.SendAsync(provider, payment, stop)).PayAt, null);
        }
        catch (ProviderDownException)
        {
            return Refused(DueProblem.Down);
        }
    }

    private async Task<Payment> OpenAsync(PaymentWanted wanted, List<Payment> ours, CancellationToken stop)
    {
        var open = ours.Find(one => one is { State: PaymentState.Open, ShareId: null } && one.Provider == wanted.Method);
        if (open is { ForDue: true } && open.Amount == wanted.Amount && open.ExpiresAt > clock.GetUtcNow()) return open;
        // The demand has changed since the payer was sent away; should the old page be paid all the same, what is too much goes back.
        if (open is not null) abandonment.Replace([open]);
        var (model, now) = (work.Model<PaymentsModel>(), clock.GetUtcNow());
        await model.SaveChangesAsync(stop);
        var payment = Payment.ForDues(wanted, visit.Caller.AccountId, now + TimeToPay, now);
        model.Payments.Add(payment);
        foreach (var minutes in ReconcilePayment.AfterMinutes) work.RingAt(now.AddMinutes(minutes), ReconcilePayment.Job, $"{payment.Id}");
        if (providers.Find(wanted.Method) is { Capabilities.CallOff: true }) work.RingAt(now + TimeToPay + Abandonment.Patience, CallOffPayment.Job, $"{payment.Id}");
        return payment;
    }

    private async Task<Payment?> FromWalletAsync(PaymentWanted wanted, CancellationToken stop)
    {
        if (visit.Caller.AccountId is not { } account) return null;
        var payment = Payment.DuesByWallet(wanted, clock.GetUtcNow());
        if (await wallets.SpendAsync(account, wanted.Amount, new WalletUse(wanted.VenueId, wanted.Day), payment.Id, wanted.BookingId, stop) is null) return null;
        work.Model<PaymentsModel>().Payments.Add(payment);
        await money.SettledAsync(payment, stop);
        return payment;
    }

    private async Task<Money?> ReadAsync(Guid bookingId, CancellationToken stop) =>
        (await work.Model<PaymentsModel>().Payments.AsNoTracking().FirstOrDefaultAsync(one => one.BookingId == bookingId && one.State == PaymentState.DueAtClub, stop))?.Amount;

    private async Task<DueStarted> UndoAsync(string problem)
    {
        await work.RollbackAsync();
        return Refused(problem);
    }

    private static DueStarted Refused(string problem) => new(null, problem);
}
