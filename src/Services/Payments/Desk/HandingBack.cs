using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Desk;

/// <summary>How somebody handed money back.</summary>
internal static class HandingWay
{
    public const string Bank = "bank";

    /// <summary>In the provider's own pages.</summary>
    public const string Provider = "provider";

    public static readonly IReadOnlyList<string> All = [DeskMethod.Cash, DeskMethod.Terminal, Bank, Provider];
}

/// <summary>
/// Money that goes back by somebody's hand: what the desk gives back with a reason, and what is due or failed because no program can send it. It is
/// noted with who did it and is then as settled as any other.
/// </summary>
internal sealed class HandingBack(
    UnitOfWork work, Refunding refunding, Providers providers, Purposes purposes, MoneyEntries entries, Books books, TillBook tills, DeskDue due, IDeskBookings bookings, IMoneyLimits limits, Visit visit, TimeProvider clock)
{
    public const int LongestReason = 200;

    /// <summary>
    /// Gives back a part of what was paid for a booking, on the desk's own decision and within its limit: cash and terminal at once, what came by a
    /// provider by that provider. The booking costs that much less.
    /// </summary>
    public async Task<(Refund? Refund, Refusal? Refusal)> GiveAsync(Guid paymentId, long amountMinor, string reason, CancellationToken stop)
    {
        if (await FindAsync(paymentId, stop) is not { BookingId: { } bookingId } seen) return (null, DeskRefusals.NoPayment);
        await work.BeginAsync(stop);
        var payment = (await due.LockAsync(bookingId, stop)).Single(one => one.Id == seen.Id);
        if (await refunding.LeftAsync([payment], stop) is var left && left < amountMinor) return (null, await UndoAsync(left == 0 ? DeskRefusals.NotRefundable : DeskRefusals.MoreThanDue(payment.Amount with { AmountMinor = left })));
        var amount = payment.Amount with { AmountMinor = amountMinor };
        if (visit.Caller.AccountId is { } hand && await limits.TakeAsync(hand, amount, stop) is { } over) return (null, await UndoAsync(DeskRefusals.Over(over)));

        var refund = refunding.Owe(payment, amountMinor, reason);
        await ReduceSaleAsync(payment, refund, stop);
        if (DeskMethod.Is(payment.Provider) && await HandAsync(payment, refund, payment.Provider, null, stop) is { } refusal) return (null, await UndoAsync(refusal));
        work.Audit(new Act("refund.given", "booking", $"{bookingId}", null) { Reason = reason, Changes = [new Changed("given back", null, Plain(amount))] });
        await work.CommitAsync(stop);
        return (refund, null);
    }

    /// <summary>Notes that somebody handed back what no program could: it was owed before, so the limit is looked at and not used up.</summary>
    public async Task<(Refund? Refund, Refusal? Refusal)> DoneAsync(Guid refundId, string way, string? reference, CancellationToken stop)
    {
        if (await FindByRefundAsync(refundId, stop) is not { } seen) return (null, DeskRefusals.NoRefund);
        await work.BeginAsync(stop);
        if (seen.BookingId is { } bookingId) await due.LockAsync(bookingId, stop);
        var model = work.Model<PaymentsModel>();
        var payment = (await model.LockSameAsync(seen, stop)).Single(one => one.Id == seen.Id);
        var refund = await model.Refunds.SingleAsync(one => one.Id == refundId, stop);
        if (!RefundTasks.IsTask(payment, refund, providers)) return (null, await UndoAsync(DeskRefusals.DoneBefore));
        // One that failed was counted as not promised; meanwhile its money may have gone another way.
        if (refund.State == Refund.Failed && await refunding.LeftAsync([payment], stop) < refund.AmountMinor) return (null, await UndoAsync(DeskRefusals.NotRefundable));
        var amount = payment.Amount with { AmountMinor = refund.AmountMinor };
        if (visit.Caller.AccountId is { } hand && await limits.LookAsync(hand, amount, stop) is { } over) return (null, await UndoAsync(DeskRefusals.Over(over)));
        if (await HandAsync(payment, refund, way, reference, stop) is { } refusal) return (null, await UndoAsync(refusal));
        work.Audit(new Act("refund.handed_back", seen.BookingId is null ? "payment" : "booking", $"{seen.BookingId ?? seen.Id}", null) { Reason = reference, Changes = [new Changed(way, null, Plain(amount))] });
        await work.CommitAsync(stop);
        return (refund, null);
    }

    private async Task<Refusal?> HandAsync(Payment payment, Refund refund, string way, string? reference, CancellationToken stop)
    {
        if (DeskMethod.Is(way))
        {
            if (payment.BookingId is not { } bookingId || await bookings.FindAsync(bookingId, stop) is not { } booking) return Refusal.Malformed("way", "At the desk only money for a booking goes back.");
            var till = await tills.HoldOpenAsync(booking.VenueId, stop);
            if (way == DeskMethod.Cash && till is null) return DeskRefusals.TillClosed;
            if (way == DeskMethod.Cash && await tills.ExpectedAsync(till!, stop) < refund.AmountMinor) return DeskRefusals.NotEnoughCash;
            tills.Note(till?.Id, TillMovement.GivenBack, way, payment.Amount with { AmountMinor = -refund.AmountMinor }, payment, refund.Reason, reference);
        }
        refund.Settle(reference ?? refund.ProviderReference, clock.GetUtcNow());
        await PostAsync(payment, refund, way, stop);
        var others = await work.Model<PaymentsModel>().Refunds.AsNoTracking().Where(one => one.PaymentId == payment.Id && one.Id != refund.Id).ToListAsync(stop);
        payment.GaveBack(refund.AmountMinor, moreIsDue: others.Exists(other => other.State == Refund.Due));
        if (purposes.Of(payment) is { } purpose) await purpose.RefundedAsync(payment, refund, stop);
        else work.Tell(new RefundSettled(refund.Id, payment.Id, payment.OfBooking, payment.Amount with { AmountMinor = refund.AmountMinor }) { ByHand = true, ShareId = payment.ShareId });
        return null;
    }

    // What the provider holds for the club is less only where it went back there; otherwise it comes out of the drawer or the club's bank.
    private async Task PostAsync(Payment payment, Refund refund, string way, CancellationToken stop)
    {
        if (way == HandingWay.Provider)
        {
            await entries.RefundedAsync(payment, refund, stop);
            return;
        }
        var account = DeskMethod.Is(way) ? DeskMethod.AccountOf(way) : Account.Bank;
        var amount = payment.Amount with { AmountMinor = refund.AmountMinor };
        await books.PostAsync(new Entry($"refunded {refund.Id}", "refund", [new Line(Account.Receivable, amount), new Line(account, amount with { AmountMinor = -refund.AmountMinor })])
        {
            BookingId = payment.BookingId,
            PaymentId = payment.Id,
            Provider = payment.Provider,
            ProviderReference = refund.ProviderReference,
        }, stop);
    }

    // The club sold the booking for that much less: what was posted as sold, and the tax in it, goes down in proportion.
    private async Task ReduceSaleAsync(Payment payment, Refund refund, CancellationToken stop)
    {
        await using var sold = work.Command("""
            select coalesce(sum(l.amount_minor) filter (where l.account = $3), 0)::bigint, coalesce(-sum(l.amount_minor) filter (where l.account = $4), 0)::bigint
            from ledger_entries e join ledger_lines l on l.entry_id = e.id where e.booking_id = $1 and e.kind = $5 and l.currency = $2
            """, payment.BookingId, payment.Currency, Account.Receivable, Account.Tax, Sales.Kind);
        long gross, tax;
        await using (var reader = await sold.ExecuteReaderAsync(stop))
        {
            await reader.ReadAsync(stop);
            (gross, tax) = (reader.GetInt64(0), reader.GetInt64(1));
        }
        var less = Math.Min(refund.AmountMinor, gross);
        if (less <= 0) return;
        var taxLess = (long)((((Int128)tax * less * 2) + gross) / ((Int128)gross * 2));
        Money Of(long minor) => new(minor, payment.Currency);
        await books.PostAsync(new Entry($"sale less {refund.Id}", Sales.Kind, [new Line(Account.Receivable, Of(-less)), new Line(Account.Sales, Of(less - taxLess)), new Line(Account.Tax, Of(taxLess))])
        {
            BookingId = payment.BookingId,
            PaymentId = payment.Id,
            Note = Sales.GivenBack,
        }, stop);
    }

    private async Task<Payment?> FindAsync(Guid id, CancellationToken stop) => await ReadAsync(model => model.Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop), stop);

    private async Task<Payment?> FindByRefundAsync(Guid refundId, CancellationToken stop) =>
        await ReadAsync(model => model.Payments.AsNoTracking().FirstOrDefaultAsync(one => model.Refunds.Any(refund => refund.Id == refundId && refund.PaymentId == one.Id), stop), stop);

    private async Task<Payment?> ReadAsync(Func<PaymentsModel, Task<Payment?>> read, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var found = await read(work.Model<PaymentsModel>());
        await work.RollbackAsync();
        return found;
    }

    private async Task<Refusal> UndoAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return refusal;
    }

    private static string Plain(Money money) => string.Create(CultureInfo.InvariantCulture, $"{money.AmountMinor} {money.Currency}");
}
