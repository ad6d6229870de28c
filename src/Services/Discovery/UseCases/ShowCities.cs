using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Discovery.Pages;
using PadelSaaS.Discovery.Search;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Discovery.UseCases;

/// <summary>A page for every city, for whoever asks a search engine where to play there; and the list of them, for people and for the engine.</summary>
internal static class ShowCities
{
    public const string Path = "/courts/cities";

    public static void Map(Doors doors)
    {
        doors.Portal.MapGet(Path, ListAsync);
        doors.Portal.MapGet("/courts/in/{country}/{city}", OneAsync).Costs(Effort.Search);
        doors.Portal.MapGet("/sitemap.xml", SitemapAsync);
    }

    private static async Task<RazorComponentResult> ListAsync(Cities cities, CancellationToken stop) => new RazorComponentResult<CitiesPage>(new { Cities = await cities.AllAsync(stop) });

    private static async Task<IResult> OneAsync(string country, string city, Cities cities, Finder finder, Visit visit, CancellationToken stop)
    {
        if (await cities.FindAsync(country, city, stop) is not { } found) return Refusal.NotFound("The city");
        // One address for one page, however it was typed.
        if (found.Path != $"/courts/in/{country}/{Uri.EscapeDataString(city)}") return Results.LocalRedirect(found.Path, permanent: true);
        var others = (await cities.AllAsync(stop)).Where(other => other.Country == found.Country && other.Slug != found.Slug).Take(CityPage.MostOthers).ToList();
        return new RazorComponentResult<CityPage>(new { City = found, Hits = await finder.InAsync(found, stop), Others = (IReadOnlyList<City>)others, visit.Origin });
    }

    private static async Task<IResult> SitemapAsync(Cities cities, Visit visit, CancellationToken stop) =>
        Sitemap.Of(visit.Origin, ["/", FindVenues.Path, Path, .. (await cities.AllAsync(stop)).Select(city => city.Path)]);
}
