using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Venues;

/// <summary>
/// A club's venues from memory: all of them are one entry, because a club has few and most questions need more than one. A change
/// drops it in every process; a caller who finds out that it is old asks for it anew.
/// </summary>
internal sealed class KnownVenues(Cached cached, VenueReader reader, CurrentTenant current, TimeProvider clock) : IVenues
{
    public const string Tag = "venues";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public async ValueTask<IReadOnlyList<VenueCard>> AllAsync(CancellationToken stop = default) => (await PageAsync()).InOrder;

    public async ValueTask<VenueCard?> FindAsync(Guid venueId, CancellationToken stop = default) => (await PageAsync()).ById.GetValueOrDefault(venueId);

    public async ValueTask<VenueCard?> FindByCourtAsync(Guid courtId, CancellationToken stop = default) => (await PageAsync()).ByCourt.GetValueOrDefault(courtId);

    public ValueTask<VenueCard?> ReloadAsync(Guid venueId, CancellationToken stop = default)
    {
        cached.Drop(current.Info.Id, Tag);
        return FindAsync(venueId, stop);
    }

    // Others may be waiting for the same read, so it does not end when the visitor who began it goes away.
    private ValueTask<Page> PageAsync() => cached.GetAsync(current.Info.Id, Tag, [Tag], async () => (new Page(await reader.ReadAsync()), clock.GetUtcNow() + Longest));

    private sealed class Page(IReadOnlyList<VenueCard> venues)
    {
        public IReadOnlyList<VenueCard> InOrder { get; } = venues;

        public Dictionary<Guid, VenueCard> ById { get; } = venues.ToDictionary(venue => venue.Id);

        public Dictionary<Guid, VenueCard> ByCourt { get; } = venues.SelectMany(venue => venue.Courts, (venue, court) => (venue, court)).ToDictionary(pair => pair.court.Id, pair => pair.venue);
    }
}
