using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Venues.Prices;

/// <summary>Every list a venue has had, for making a price again.</summary>
internal sealed class KeptPriceLists(UnitOfWork work) : IKeptPrices
{
    public async Task<KeptPrices> OfAsync(Guid venueId, CancellationToken stop = default)
    {
        var mine = !work.IsOpen;
        if (mine) await work.BeginAsync(stop);
        var model = work.Model<VenuesModel>();
        var courts = await model.Set<Court>().AsNoTracking().Where(court => court.VenueId == venueId).ToDictionaryAsync(court => court.Key, court => court.Id, stop);
        var rows = await model.Set<PriceVersionRow>().AsNoTracking().Where(row => row.VenueId == venueId).OrderBy(row => row.Number).ToListAsync(stop);
        if (mine) await work.RollbackAsync();

        Guid? CourtOf(string key) => courts.TryGetValue(key, out var id) ? id : null;
        return new KeptPrices(
            [.. rows.Where(row => row.Kind == PriceVersionRow.Courts).Select(row => new KeptList<PriceList>(
                row.Number, row.ValidFrom, row.SavedAt, row.WithdrawnAt, PriceContent.List(row.Number, row.ValidFrom, row.Content, CourtOf)))],
            [.. rows.Where(row => row.Kind == PriceVersionRow.Extras).Select(row => new KeptList<IReadOnlyList<Extra>>(
                row.Number, row.ValidFrom, row.SavedAt, row.WithdrawnAt, PriceContent.Extras(row.Content, CourtOf)))]);
    }
}
