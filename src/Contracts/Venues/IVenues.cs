namespace PadelSaaS.Contracts.Venues;

/// <summary>Questions about the current tenant's venues. Answers come from memory and may be a moment old: they carry the revision they speak of.</summary>
public interface IVenues
{
    /// <summary>All active venues of the tenant, in the club's order.</summary>
    ValueTask<IReadOnlyList<VenueCard>> AllAsync(CancellationToken stop = default);

    /// <summary>One venue; <see langword="null"/> when the tenant has none with this id.</summary>
    ValueTask<VenueCard?> FindAsync(Guid venueId, CancellationToken stop = default);

    /// <summary>The venue of a court; <see langword="null"/> when the tenant has no such court.</summary>
    ValueTask<VenueCard?> FindByCourtAsync(Guid courtId, CancellationToken stop = default);

    /// <summary>Forgets what memory holds of the tenant's venues and reads them again: for a caller whose revision turned out old.</summary>
    ValueTask<VenueCard?> ReloadAsync(Guid venueId, CancellationToken stop = default);
}
