using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Booking.Waitlist;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>
/// A court that was freed is offered to the first in line whom it suits. A hold that was itself an offer and was declined, or that nobody took
/// in time, goes on to the next one; who had it keeps waiting for another time.
/// </summary>
internal sealed class WhenCourtFreed(UnitOfWork work, Offering offering, Drawing drawing, TimeProvider clock)
    : IReaction<BookingCancelled>, IReaction<BookingExpired>, IReaction<BookingMoved>, IReaction<CourtReopened>, IReaction<LessonCancelled>, IReaction<LessonMoved>
{
    public async Task HearAsync(BookingCancelled fact, CancellationToken stop)
    {
        // Before anybody in line: what was drawn goes on in the order of its draw.
        await drawing.PassOnAsync(fact.Court.BookingId, stop);
        await CloseAsync(fact.Court.BookingId, WaitlistOffer.Declined, stop);
        await offering.OfferAsync(fact.Court.VenueId, stop);
    }

    public async Task HearAsync(BookingExpired fact, CancellationToken stop)
    {
        await drawing.PassOnAsync(fact.BookingId, stop);
        await CloseAsync(fact.BookingId, WaitlistOffer.Passed, stop);
        await offering.OfferAsync(fact.VenueId, stop);
    }

    public Task HearAsync(BookingMoved fact, CancellationToken stop) => offering.OfferAsync(fact.From.VenueId, stop);

    public Task HearAsync(CourtReopened fact, CancellationToken stop) => offering.OfferAsync(fact.Courts.VenueId, stop);

    public Task HearAsync(LessonCancelled fact, CancellationToken stop) => offering.OfferAsync(fact.Lesson.Court.VenueId, stop);

    public Task HearAsync(LessonMoved fact, CancellationToken stop) => offering.OfferAsync(fact.From.Court.VenueId, stop);

    private async Task CloseAsync(Guid bookingId, string state, CancellationToken stop)
    {
        var model = work.Model<BookingModel>();
        if (await model.WaitlistOffers.FirstOrDefaultAsync(offer => offer.BookingId == bookingId && offer.State == WaitlistOffer.Open, stop) is not { } offer) return;
        offer.State = state;
        if (await model.WaitlistEntries.FirstOrDefaultAsync(entry => entry.Id == offer.EntryId && entry.Status == WaitlistEntry.Offered, stop) is { } entry)
            entry.Status = entry.Latest > clock.GetUtcNow() ? WaitlistEntry.Waiting : WaitlistEntry.Ended;
        await model.SaveChangesAsync(stop);
    }
}
