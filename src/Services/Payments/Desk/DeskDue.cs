using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Desk;

/// <summary>What is still due at the desk for a booking: one row that says how much.</summary>
internal sealed class DeskDue(UnitOfWork work, Refunding refunding, TimeProvider clock)
{
    /// <summary>All payments of a booking, locked; whoever takes money for it waits here, also when it has no payment yet.</summary>
    public async Task<List<Payment>> LockAsync(Guid bookingId, CancellationToken stop)
    {
        await using (var queue = work.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", $"desk {bookingId}")) await queue.ExecuteNonQueryAsync(stop);
        return await work.Model<PaymentsModel>().LockBookingAsync(bookingId, stop);
    }

    /// <summary>
    /// What is due now: what was asked for. Where nothing was ever asked for and nothing paid, it is what the booking costs: such a booking is older than
    /// its payments, or its fact is still on its way.
    /// </summary>
    public async Task<Money> OfAsync(DeskBooking booking, List<Payment> payments, CancellationToken stop)
    {
        if (payments.Find(one => one.State == PaymentState.DueAtClub) is { } asked) return asked.Amount;
        if (payments.Exists(one => one.SettledAt is not null || one.State == PaymentState.Open || one.IsLetGo)) return booking.Owed with { AmountMinor = 0 };
        var paid = Math.Max(booking.Paid.AmountMinor, await refunding.LeftAsync(payments, stop));
        return booking.Owed with { AmountMinor = Math.Max(0, booking.Owed.AmountMinor - paid) };
    }

    /// <summary>Says how much is due from now on. Its payments are locked.</summary>
    public void Set(DeskBooking booking, List<Payment> payments, long amountMinor)
    {
        var model = work.Model<PaymentsModel>();
        var asked = payments.Find(one => one.State == PaymentState.DueAtClub);
        if (asked is not null && amountMinor > 0) asked.AskFor(amountMinor);
        else if (asked is not null) model.Payments.Remove(asked);
        else if (amountMinor > 0) model.Payments.Add(Payment.ForDesk(booking.BookingId, booking.Owed with { AmountMinor = amountMinor }, $"{booking.VenueName} · {booking.CourtName}", clock.GetUtcNow()));
    }
}
