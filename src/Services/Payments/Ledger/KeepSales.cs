using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Payments.Invoices;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// The books follow what becomes of a booking. Runs after the reactions that decide what goes back, so that what is left of the payments is
/// what the club keeps.
/// </summary>
internal sealed class KeepSales(UnitOfWork work, Sales sales, Refunding refunding, Invoicing invoicing, TimeProvider clock)
    : IReaction<BookingConfirmed>, IReaction<BookingMoved>, IReaction<BookingCancelled>, IReaction<BookingResold>, IReaction<NoShowRecorded>
{
    public Task HearAsync(BookingConfirmed fact, CancellationToken stop) => SetAsync(fact.Court, fact.Court.Price.AmountMinor, "confirmed", stop);

    public async Task HearAsync(BookingMoved fact, CancellationToken stop) => await SetAsync(fact.Court, await MovedAsync(fact.Court, stop), "moved", stop);

    public async Task HearAsync(BookingCancelled fact, CancellationToken stop)
    {
        // A hold that was given up was never sold; money that comes for it all the same goes back.
        if (fact.WasConfirmed) await SetAsync(fact.Court, await KeptAsync(fact.Court, stop), "cancelled", stop);
    }

    public async Task HearAsync(BookingResold fact, CancellationToken stop) => await SetAsync(fact.Court, await KeptAsync(fact.Court, stop), "resold", stop);

    public async Task HearAsync(NoShowRecorded fact, CancellationToken stop) =>
        await SetAsync(fact.Court, await KeptAsync(fact.Court, stop) + fact.Unpaid.AmountMinor, "no_show", stop);

    private async Task SetAsync(BookedCourt court, long grossMinor, string why, CancellationToken stop)
    {
        await sales.SetAsync(court, grossMinor, why, stop);
        await invoicing.RememberAsync(court, stop);
        // What nobody paid for has no invoice; the first money for it writes one.
        if (await work.Model<PaymentsModel>().Payments.AnyAsync(payment => payment.BookingId == court.BookingId && payment.SettledAt != null, stop))
            work.RingAt(clock.GetUtcNow(), KeepInvoices.Job, $"{court.BookingId}");
    }

    // What was let go of the price stays so. What was given back of it as a kindness was not sold either, as far as the club has no other money for it and asks for none.
    private async Task<long> MovedAsync(BookedCourt court, CancellationToken stop)
    {
        var ours = (await work.Model<PaymentsModel>().LockBookingAsync(court.BookingId, stop)).Where(payment => payment.Currency == court.Price.Currency).ToList();
        var price = Math.Max(0, court.Price.AmountMinor - ours.Where(payment => payment.IsLetGo).Sum(payment => payment.AmountMinor));
        var kindness = await sales.GivenBackAsync(court.BookingId, court.Price.Currency, stop);
        if (kindness == 0) return price;
        var there = await refunding.LeftAsync(ours, stop) + ours.Where(payment => payment.State == PaymentState.DueAtClub).Sum(payment => payment.AmountMinor);
        return Math.Max(Math.Max(0, price - kindness), Math.Min(price, there));
    }

    private async Task<long> KeptAsync(BookedCourt court, CancellationToken stop)
    {
        var payments = await work.Model<PaymentsModel>().LockBookingAsync(court.BookingId, stop);
        var ours = payments.Where(payment => payment.Currency == court.Price.Currency).ToList();
        // A part of a hold that is kept is being taken just now.
        return await refunding.LeftAsync(ours, stop) + ours.Where(payment => payment.State == PaymentState.Held).Sum(payment => payment.TakeMinor ?? 0);
    }
}
