using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Discovery.Search;

/// <summary>
/// Finds somewhere to play: the index says which venues there are, each club's own calendar which of them has the time. Only clubs that are open are shown,
/// and each is asked in a scope of its own: no question ever speaks of two clubs.
/// </summary>
internal sealed class Finder(IVenueSearch search, ITenantStore tenants, IServiceScopeFactory scopes, Visit visit, Hosts hosts)
{
    /// <summary>Venues on a page.</summary>
    public const int PageSize = 20;

    private const int MostAsked = 60;
    private const int AtOnce = 4;
    private const int MinutesAway = 30;
    private const int TimesShown = 6;

    public async Task<Findings> FindAsync(Wish wish, CancellationToken stop)
    {
        var open = (await tenants.AllAsync(stop)).Where(tenant => tenant.State == TenantState.Open).ToDictionary(tenant => tenant.Schema);
        var found = (await search.FindAsync(wish.Words, wish.Near, wish.Metres, stop)).Where(venue => open.ContainsKey(venue.TenantSchema)).ToList();
        var facets = Choosing.Counts(found, wish.Choices);
        var fitting = Choosing.Among(found, wish.Choices).ToList();
        var first = (wish.Page - 1) * PageSize;
        if (wish.Date is not { } date)
            return new Findings([.. fitting.Skip(first).Take(PageSize).Select(venue => Hit(venue, open[venue.TenantSchema], []))], fitting.Count, true, wish.Page, fitting.Count > first + PageSize, facets);

        // Whoever does not sell the length has nothing to say.
        var candidates = fitting.Where(venue => venue.Durations.Contains(wish.Duration)).ToList();
        var asked = candidates.Take(MostAsked).ToList();
        var times = new IReadOnlyList<FreeTime>[asked.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, asked.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (at, token) =>
            times[at] = await TimesAsync(asked[at], open[asked[at].TenantSchema], date, wish, token));
        var hits = asked.Select((venue, at) => Hit(venue, open[venue.TenantSchema], times[at])).Where(hit => hit.Times.Count > 0).ToList();
        return new Findings([.. hits.Skip(first).Take(PageSize)], hits.Count, candidates.Count <= MostAsked, wish.Page, hits.Count > first + PageSize, facets);
    }

    /// <summary>All venues of a city, the largest first.</summary>
    public async Task<IReadOnlyList<Hit>> InAsync(City city, CancellationToken stop)
    {
        var open = (await tenants.AllAsync(stop)).Where(tenant => tenant.State == TenantState.Open).ToDictionary(tenant => tenant.Schema);
        var found = await search.FindAsync(city.Slug.Split('-'), null, null, stop);
        return [.. found.Where(venue => venue.Country == city.Country && City.SlugOf(venue.City) == city.Slug && open.ContainsKey(venue.TenantSchema))
            .OrderByDescending(venue => venue.Courts).ThenBy(venue => venue.Name, StringComparer.Ordinal).Select(venue => Hit(venue, open[venue.TenantSchema], []))];
    }

    private async Task<IReadOnlyList<FreeTime>> TimesAsync(FoundVenue venue, TenantInfo club, DateOnly date, Wish wish, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(club);
        var times = await scope.ServiceProvider.GetRequiredService<IFreeTimes>().AroundAsync(venue.Id, date, wish.Time, MinutesAway, wish.Duration, wish.Choices.Roofs, stop);
        return [.. times.Take(TimesShown)];
    }

    private Hit Hit(FoundVenue venue, TenantInfo club, IReadOnlyList<FreeTime> times)
    {
        var here = new Uri(visit.Origin);
        return new Hit(venue, club, new UriBuilder(here.Scheme, hosts.Of(club), here.Port).Uri.GetLeftPart(UriPartial.Authority), times);
    }
}
