using System.Globalization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Desk;

/// <summary>
/// Lets go of what is due for a booking: with a reason, within one's limit for giving back, and noted in the log. The booking was sold for that much
/// less, and nobody is asked for it again.
/// </summary>
internal sealed class LettingGo(UnitOfWork work, DeskDue due, Sales sales, IDeskBookings bookings, IMoneyLimits limits, Visit visit)
{
    /// <param name="seenMinor">What whoever decided saw as due: another amount is another decision.</param>
    public async Task<Refusal?> LetGoAsync(Guid bookingId, long seenMinor, string reason, CancellationToken stop)
    {
        if (await bookings.FindAsync(bookingId, stop) is not { } booking) return DeskRefusals.NoBooking;
        await work.BeginAsync(stop);
        var asked = (await due.LockAsync(bookingId, stop)).Find(one => one.State == PaymentState.DueAtClub);
        if (asked is null) return await UndoAsync(DeskRefusals.NothingDue);
        if (asked.AmountMinor != seenMinor) return await UndoAsync(DeskRefusals.DueChanged(asked.Amount));
        if (visit.Caller.AccountId is { } hand && await limits.TakeAsync(hand, asked.Amount, stop) is { } over) return await UndoAsync(DeskRefusals.Over(over));

        asked.Fail(FailureReason.LetGo);
        await sales.ReduceAsync(bookingId, asked.Amount, "let_go", stop);
        work.Tell(new DueLetGo(asked.Id, bookingId, asked.Amount));
        work.Audit(new Act("payment.let_go", "booking", $"{bookingId}", booking.Code)
        {
            Reason = reason,
            Changes = [new Changed("due", string.Create(CultureInfo.InvariantCulture, $"{asked.AmountMinor} {asked.Currency}"), null)],
        });
        await work.CommitAsync(stop);
        return null;
    }

    private async Task<Refusal> UndoAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return refusal;
    }
}
