using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Venues.UseCases;

/// <summary>A visitor asks about one venue. Another club's venue does not exist here.</summary>
internal static class ShowVenue
{
    public static void Map(Doors doors) => doors.Api.MapGet("/venues/{id:guid}", HandleAsync)
        .WithName("ShowVenue").WithSummary("One venue with courts, hours and booking rules.");

    private static async Task<Results<Ok<VenueAnswer>, Refusal>> HandleAsync(Guid id, IVenues venues, Visit visit, CancellationToken stop) =>
        await venues.FindAsync(id, stop) is { } venue ? TypedResults.Ok(VenueAnswer.Of(venue, visit)) : Refusal.NotFound("The venue");
}
