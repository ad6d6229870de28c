using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Venues.UseCases;

/// <summary>A search engine asks a club which pages it has: its front and its venues.</summary>
internal static class ShowSitemap
{
    public static void Map(Doors doors) => doors.Club.MapGet("/sitemap.xml", HandleAsync);

    private static async Task<IResult> HandleAsync(IVenues venues, Visit visit, CancellationToken stop) =>
        Sitemap.Of(visit.Origin, ["/", "/venues", "/book", .. (await venues.AllAsync(stop)).Select(venue => $"/venues/{Uri.EscapeDataString(venue.Key)}")]);
}
