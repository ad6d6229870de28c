using PadelSaaS.Platform;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Discovery.Search;

/// <summary>What somebody may mean who is still typing.</summary>
/// <param name="Kind"><c>city</c> or <c>venue</c>.</param>
/// <param name="Club">The venue's club.</param>
/// <param name="City">The venue's city.</param>
/// <param name="Venues">How many there are in the city.</param>
/// <param name="Url">The city's page here, or the venue's at its club.</param>
internal sealed record Suggestion(string Kind, string Name, string? Club, string? City, int? Venues, string Url)
{
    public const string OfCity = "city";
    public const string OfVenue = "venue";
}

/// <summary>Suggests cities and venues while somebody types: with wrong letters, without accents, by the beginning of a word, of clubs that are open.</summary>
internal sealed class Suggesting(UnitOfWork work, IVenueSearch search, Cities cities, ITenantStore tenants, Visit visit, Hosts hosts)
{
    private const int Fewest = 2, MostCities = 3, MostVenues = 6, Looked = 60;
    private const double Likeness = 0.39;

    /// <returns>Nothing for less than two letters.</returns>
    public async Task<IReadOnlyList<Suggestion>> OfAsync(string? typed, CancellationToken stop)
    {
        var words = Wish.WordsOf(typed);
        if (words.Sum(word => word.Length) < Fewest) return [];
        var open = (await tenants.AllAsync(stop)).Where(tenant => tenant.State == TenantState.Open).ToDictionary(tenant => tenant.Schema);
        var venues = (await search.FindAsync(words, null, null, stop, Looked)).Where(venue => open.ContainsKey(venue.TenantSchema)).Take(MostVenues);
        return
        [
            .. (await CitiesAsync(string.Join(' ', words), stop)).Select(city => new Suggestion(Suggestion.OfCity, city.Name, null, null, city.Venues, city.Path)),
            .. venues.Select(venue => new Suggestion(Suggestion.OfVenue, venue.Name, open[venue.TenantSchema].Name, venue.City, null, $"{SiteOf(open[venue.TenantSchema])}/venues/{Uri.EscapeDataString(venue.Key)}")),
        ];
    }

    private async Task<IReadOnlyList<City>> CitiesAsync(string typed, CancellationToken stop)
    {
        var all = await cities.AllAsync(stop);
        var found = new List<(City City, double Likeness)>();
        await work.BeginPlatformAsync(stop);
        try
        {
            await using var ask = work.Command("select at::int, public.word_similarity($1, name) from unnest($2::text[]) with ordinality as city (name, at)", typed, all.Select(city => FoldedText.Of(city.Name)).ToArray());
            await using var row = await ask.ExecuteReaderAsync(stop);
            while (await row.ReadAsync(stop))
                if (row.GetFloat(1) >= Likeness) found.Add((all[row.GetInt32(0) - 1], row.GetFloat(1)));
        }
        finally
        {
            await work.RollbackAsync();
        }
        return [.. found.OrderByDescending(one => one.Likeness).ThenByDescending(one => one.City.Venues).Select(one => one.City).Take(MostCities)];
    }

    private string SiteOf(TenantInfo club)
    {
        var here = new Uri(visit.Origin);
        return new UriBuilder(here.Scheme, hosts.Of(club), here.Port).Uri.GetLeftPart(UriPartial.Authority);
    }
}
