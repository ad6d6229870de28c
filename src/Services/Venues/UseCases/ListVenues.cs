using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Venues.UseCases;

/// <summary>A visitor asks where this club can be played at: all of it, near a place, or by a word of the address.</summary>
internal static class ListVenues
{
    private const double MostKilometres = 20_100;

    internal sealed record Answer(IReadOnlyList<VenueAnswer> Venues);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/venues", HandleAsync).WithName("ListVenues")
            .WithSummary("The club's venues with courts, hours and booking rules: in the club's order, or the closest first with near=lat,lng and radiusKm; q looks for a name, city or postcode.");
        doors.Club.MapGet("/venues", ShowAsync);
    }

    private static async Task<Results<Ok<Answer>, Refusal>> HandleAsync(string? near, double? radiusKm, string? q, NearVenues venues, Visit visit, CancellationToken stop)
    {
        var here = Whereabouts.Parse(near);
        var checks = new Checks().That(near is null || here is not null, "near", "A place such as 31.5204,74.3587 is needed.")
            .That(radiusKm is null || (radiusKm is > 0 and <= MostKilometres && here is not null), "radiusKm", "A radius in kilometres around a place is needed.");
        if (!checks.Pass) return checks.Refusal();

        var found = await venues.FindAsync(here, radiusKm * 1000, q, stop);
        return TypedResults.Ok(new Answer([.. found.Select(one => VenueAnswer.Of(one.Venue, visit) with { DistanceMetres = one.Metres })]));
    }

    // A person's address is never refused: what makes no sense counts as not said.
    private static async Task<RazorComponentResult> ShowAsync(string? near, string? q, NearVenues venues, CancellationToken stop)
    {
        var here = Whereabouts.Parse(near);
        return new RazorComponentResult<VenueListPage>(new { Found = (await venues.FindAsync(here, null, q, stop)).Select(one => (one.Venue, one.Metres)).ToList(), Words = q, Near = here is null ? null : near });
    }
}
