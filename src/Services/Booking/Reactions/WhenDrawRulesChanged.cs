using PadelSaaS.Booking.Draws;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Booking.Reactions;

/// <summary>Open draws that the venue's rules do not know any more are called off.</summary>
internal sealed class WhenDrawRulesChanged(Drawing drawing) : IReaction<VenueUpdated>
{
    public Task HearAsync(VenueUpdated fact, CancellationToken stop) => drawing.FollowRulesAsync(fact.VenueId, stop);
}
