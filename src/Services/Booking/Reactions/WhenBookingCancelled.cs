using PadelSaaS.Booking.People;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Booking.Reactions;

/// <summary>Those who were to play along hear that it does not take place. Of a hold that was given up they never knew.</summary>
internal sealed class WhenBookingCancelled(Telling telling) : IReaction<BookingCancelled>
{
    public Task HearAsync(BookingCancelled fact, CancellationToken stop) => fact.WasConfirmed ? telling.CancelledAsync(fact, stop) : Task.CompletedTask;
}
