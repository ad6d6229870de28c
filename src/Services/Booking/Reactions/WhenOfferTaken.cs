using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Booking.Waitlist;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>Who takes what was offered waits no longer.</summary>
internal sealed class WhenOfferTaken(UnitOfWork work, Drawing drawing) : IReaction<BookingConfirmed>
{
    public async Task HearAsync(BookingConfirmed fact, CancellationToken stop)
    {
        await drawing.TakenAsync(fact.Court.BookingId, stop);
        var model = work.Model<BookingModel>();
        if (await model.WaitlistOffers.FirstOrDefaultAsync(offer => offer.BookingId == fact.Court.BookingId, stop) is not { } offer) return;
        offer.State = WaitlistOffer.Accepted;
        if (await model.WaitlistEntries.FirstOrDefaultAsync(entry => entry.Id == offer.EntryId, stop) is { } entry) entry.Status = WaitlistEntry.Accepted;
    }
}
