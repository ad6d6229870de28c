using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Desk;

/// <summary>Money to be taken at a desk.</summary>
/// <param name="Method">One of <see cref="DeskMethod"/>.</param>
/// <param name="AmountMinor"><see langword="null"/> for all that is due.</param>
/// <param name="TenderedMinor">What was handed over in cash, to say the change.</param>
/// <param name="Reference">What the terminal printed.</param>
/// <param name="Key">The id of the payment to be: the same key takes it once.</param>
internal sealed record DeskTaking(Guid BookingId, string Method, long? AmountMinor, long? TenderedMinor, string? Reference, Guid Key);

/// <summary>What was taken, or why not.</summary>
internal sealed record DeskTaken(Payment? Payment, Money? Change, Money Left, Refusal? Refusal)
{
    public static DeskTaken Refused(Refusal refusal) => new(null, null, default, refusal);
}

/// <summary>
/// Takes money at the desk. Each time is a payment of its own, so that parts can be taken from several players and by several ways; what is still due
/// stands in one <c>due_at_club</c> row, which is made smaller or goes. Payments of a booking are taken one after the other.
/// </summary>
internal sealed class TakingMoney(UnitOfWork work, TillBook tills, DeskDue due, Books books, IDeskBookings bookings, TimeProvider clock)
{
    public const int LongestReference = 60;

    public async Task<DeskTaken> TakeAsync(DeskTaking wanted, CancellationToken stop)
    {
        if (await bookings.FindAsync(wanted.BookingId, stop) is not { } seen) return DeskTaken.Refused(DeskRefusals.NoBooking);
        if (Wrong(wanted) is { } wrong) return DeskTaken.Refused(wrong);

        await work.BeginAsync(stop);
        var payments = await due.LockAsync(wanted.BookingId, stop);
        // A double click, or an answer that was lost: it was taken, and once.
        if (payments.Find(one => one.Id == wanted.Key) is { } known) return await AgainAsync(known, seen, payments, stop);
        // Read again under the lock: it may have moved, or been given up, since.
        var booking = (await bookings.FindAsync(wanted.BookingId, stop))!;
        var open = await due.OfAsync(booking, payments, stop);
        if (open.AmountMinor == 0) return await UndoAsync(DeskRefusals.NothingDue);
        var amount = open with { AmountMinor = wanted.AmountMinor ?? open.AmountMinor };
        if (amount.AmountMinor > open.AmountMinor) return await UndoAsync(DeskRefusals.MoreThanDue(open));
        if (wanted.TenderedMinor < amount.AmountMinor) return await UndoAsync(Refusal.Malformed("tendered", "This is less than what is to be paid."));

        var till = await tills.HoldOpenAsync(booking.VenueId, stop);
        if (till is null && wanted.Method == DeskMethod.Cash) return await UndoAsync(DeskRefusals.TillClosed);
        var payment = Payment.AtDesk(wanted.Key, booking.BookingId, amount, wanted.Method, $"{booking.VenueName} · {booking.CourtName}", clock.GetUtcNow());
        work.Model<PaymentsModel>().Payments.Add(payment);
        due.Set(booking, payments, open.AmountMinor - amount.AmountMinor);
        tills.Note(till?.Id, TillMovement.Taken, wanted.Method, amount, payment, null, wanted.Reference);
        await books.PostAsync(Posted(payment, $"desk {payment.Id}", "desk_payment", amount.AmountMinor), stop);
        work.Tell(new MoneyTakenAtDesk(payment.Id, booking.BookingId, amount, wanted.Method));
        try
        {
            await work.CommitAsync(stop);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The key is another booking's payment.
            await work.RollbackAsync();
            return DeskTaken.Refused(Refusal.Malformed("key", "This key was used for another payment."));
        }
        return new DeskTaken(payment, wanted.TenderedMinor is { } tendered ? amount with { AmountMinor = tendered - amount.AmountMinor } : null, amount with { AmountMinor = open.AmountMinor - amount.AmountMinor }, null);
    }

    /// <summary>Takes back the note of a payment that was not made, or not for this booking: the same day only, while its drawer has not been counted.</summary>
    public async Task<(Payment? Payment, Refusal? Refusal)> ReverseAsync(Guid paymentId, string reason, CancellationToken stop)
    {
        if (await FindAsync(paymentId, stop) is not { BookingId: { } bookingId }) return (null, DeskRefusals.NoPayment);
        await work.BeginAsync(stop);
        var payments = await due.LockAsync(bookingId, stop);
        var payment = payments.Single(one => one.Id == paymentId);
        var booking = (await bookings.FindAsync(bookingId, stop))!;
        var taken = await work.Model<PaymentsModel>().TillMovements.AsNoTracking().FirstOrDefaultAsync(one => one.PaymentId == paymentId && one.Kind == TillMovement.Taken, stop);
        if (taken is null || !payment.IsWhole || !await IsStillTodayAsync(taken, booking, stop)) return (null, (await UndoAsync(DeskRefusals.NotReversible)).Refusal);

        var open = (await due.OfAsync(booking, payments, stop)).AmountMinor;
        payment.Reverse();
        // What was taken is due again, as far as the booking still costs it.
        due.Set(booking, payments, Math.Min(open + payment.AmountMinor, booking.Owed.AmountMinor));
        var back = payment.Amount with { AmountMinor = -payment.AmountMinor };
        tills.Note(taken.TillId, TillMovement.Reversed, payment.Method, back, payment, reason, taken.Reference);
        await books.PostAsync(Posted(payment, $"desk reversed {payment.Id}", "desk_reversal", -payment.AmountMinor), stop);
        work.Tell(new DeskPaymentReversed(payment.Id, bookingId, payment.Amount, payment.Method));
        work.Audit(new Act("payment.reversed", "booking", $"{bookingId}", booking.Code)
        {
            Reason = reason,
            Changes = [new Changed("taken", string.Create(CultureInfo.InvariantCulture, $"{payment.AmountMinor} {payment.Currency} {payment.Method}"), null)],
        });
        await work.CommitAsync(stop);
        return (payment, null);
    }

    // Cash: while its drawer is open, which is the desk's day. A terminal that stands beside no drawer: within the calendar day of the venue.
    private async Task<bool> IsStillTodayAsync(TillMovement taken, DeskBooking booking, CancellationToken stop)
    {
        if (taken.TillId is { } till)
            return (await work.Model<PaymentsModel>().Tills.FromSql($"select * from tills where id = {till} and closed_at is null for share").AsNoTracking().ToListAsync(stop)).Count == 1;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(booking.Zone);
        return TimeZoneInfo.ConvertTime(taken.At, zone).Date == TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).Date;
    }

    private async Task<Payment?> FindAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var payment = await work.Model<PaymentsModel>().Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        await work.RollbackAsync();
        return payment is not null && DeskMethod.Is(payment.Provider) ? payment : null;
    }

    private async Task<DeskTaken> AgainAsync(Payment known, DeskBooking booking, List<Payment> payments, CancellationToken stop)
    {
        var left = await due.OfAsync(booking, payments, stop);
        await work.RollbackAsync();
        return new DeskTaken(known, null, left, null);
    }

    private async Task<DeskTaken> UndoAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return DeskTaken.Refused(refusal);
    }

    private static Refusal? Wrong(DeskTaking wanted) =>
        !DeskMethod.Is(wanted.Method) ? Refusal.Malformed("method", "One of cash and terminal.")
        : wanted.AmountMinor is <= 0 ? Refusal.Malformed("amount", "An amount above zero is needed.")
        : wanted.Reference is { Length: > LongestReference } ? Refusal.Malformed("reference", "At most 60 characters.")
        : wanted.TenderedMinor is not null && wanted.Method != DeskMethod.Cash ? Refusal.Malformed("tendered", "Only cash has change.") : null;

    private static Entry Posted(Payment payment, string key, string kind, long minor) =>
        new(key, kind, [new Line(DeskMethod.AccountOf(payment.Method), payment.Amount with { AmountMinor = minor }), new Line(Account.Receivable, payment.Amount with { AmountMinor = -minor })])
        {
            BookingId = payment.BookingId,
            PaymentId = payment.Id,
            Provider = payment.Provider,
        };
}
