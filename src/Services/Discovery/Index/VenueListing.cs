using PadelSaaS.Contracts.Discovery;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Discovery.Index;

/// <summary>Tells everything again: for an index that is new, or was lost.</summary>
internal sealed class VenueListing(UnitOfWork work, IVenues venues, VenueIndex index, CurrentTenant tenant) : IVenueListing
{
    public async Task<int> RebuildAsync(CancellationToken stop = default)
    {
        await work.BeginAsync(stop);
        var all = await venues.AllAsync(stop);
        foreach (var venue in all) await index.TellAsync(venue.Id, venue.Revision, stop);
        await using var rename = work.Command("select platform.rename_found_club($1)", FoldedText.Of(tenant.Info.Name));
        await rename.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
        return all.Count;
    }
}
