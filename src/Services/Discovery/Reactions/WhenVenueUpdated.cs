using PadelSaaS.Contracts.Venues;
using PadelSaaS.Discovery.Index;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Discovery.Reactions;

/// <summary>Players find a venue as it is now.</summary>
internal sealed class WhenVenueUpdated(VenueIndex index) : IReaction<VenueUpdated>
{
    public Task HearAsync(VenueUpdated fact, CancellationToken stop) => index.TellAsync(fact.VenueId, fact.Revision, stop);
}
