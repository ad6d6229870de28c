using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>
/// A split booking has another court, time or price. A lower price makes every share smaller in the same proportion; a higher one is the
/// organiser's to pay at the club: nobody is ever charged more than the share they agreed to.
/// </summary>
internal sealed class SplitMoving(UnitOfWork work, Giving giving, ShareTelling telling, TimeProvider clock)
{
    /// <returns>What the shares come to now; <see langword="null"/> when the booking is not split.</returns>
    public async Task<long?> MovedAsync(BookingMoved fact, CancellationToken stop)
    {
        var model = work.Model<PaymentsModel>();
        if (await model.LockSplitAsync(fact.Court.BookingId, stop) is not { } locked) return null;
        var (split, court, now) = (locked.Split, fact.Court, clock.GetUtcNow());
        if (!split.IsOn && split.State != SplitState.Settled) return null;

        (split.VenueName, split.CourtId, split.CourtName, split.StartsAt, split.EndsAt) = (court.VenueName, court.CourtId, court.CourtName, court.Start, court.End);
        if (court.Price.AmountMinor < split.AmountMinor) await ShrinkAsync(locked, court.Price.AmountMinor, stop);
        if (split.State is SplitState.Open or SplitState.Waiting)
        {
            var settings = await model.SplitSettings.AsNoTracking().FirstOrDefaultAsync(stop) ?? new SplitSettings();
            Due(split, locked.Payments, SplitTimes.Of(court.Start, now, settings.DeadlineHours, split.Fallback), now);
        }
        return split.AmountMinor;
    }

    // Later than before, a hold may not last until then: then it is decided while it does.
    private void Due(Split split, List<Payment> payments, SplitTimes times, DateTimeOffset now)
    {
        var holds = payments.Where(payment => payment.State == PaymentState.Held && payment.HeldUntil is not null).Select(payment => payment.HeldUntil!.Value - TimeSpan.FromHours(12)).ToList();
        var last = holds.Count > 0 && holds.Min() < times.Last ? holds.Min() : times.Last;
        var deadline = times.Deadline < last ? times.Deadline : last;
        (split.DeadlineAt, split.LastAt) = split.OfferedAt is null ? (deadline, last) : (last, last);
        work.RingAt(split.DeadlineAt < now ? now : split.DeadlineAt, DecideSplit.Job, split.BookingId.ToString());
    }

    private async Task ShrinkAsync(LockedSplit locked, long totalMinor, CancellationToken stop)
    {
        var split = locked.Split;
        split.AmountMinor = totalMinor;
        var parts = Portions.Of(totalMinor, [.. locked.Shares.Select(share => share.AmountMinor)]);
        foreach (var (share, part) in locked.Shares.Zip(parts))
        {
            if (part == 0 || part == share.AmountMinor) continue;
            (share.AmountMinor, share.CommissionMinor) = (part, CommissionTerms.Back(share.AmountMinor, share.CommissionMinor, 0, part));
            // What is held is taken in part later; what is there goes back in part now; a card page for the old amount counts no more.
            if (share.PaymentId is null) share.PayingId = null;
            else if (locked.Payments.Single(one => one.Id == share.PaymentId) is { SettledAt: not null } payment) await giving.KeepAsync(payment, part, "booking_moved", stop);
        }
        foreach (var payment in locked.Payments.Where(one => one.State == PaymentState.Open && one.ShareId is not null)) await giving.AllBackAsync(payment, "booking_moved", stop);
        telling.Changed(locked);
    }
}
