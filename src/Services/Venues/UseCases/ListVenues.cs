using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Venues.UseCases;

/// <summary>A visitor asks where this club can be played at.</summary>
internal static class ListVenues
{
    internal sealed record Answer(IReadOnlyList<VenueAnswer> Venues);

    public static void Map(Doors doors) => doors.Api.MapGet("/venues", HandleAsync)
        .WithName("ListVenues").WithSummary("The club's venues with courts, hours and booking rules, in the club's order.");

    private static async Task<Ok<Answer>> HandleAsync(IVenues venues, Visit visit, CancellationToken stop)
    {
        var all = await venues.AllAsync(stop);
        return TypedResults.Ok(new Answer([.. all.Select(venue => VenueAnswer.Of(venue, visit))]));
    }
}
