using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Venues.UseCases;

/// <summary>A visitor looks at a venue: where it is, when it is open and what can be played there.</summary>
internal static class ShowVenuePage
{
    public static void Map(Doors doors) => doors.Club.MapGet("/venues/{key}", HandleAsync);

    private static async Task<IResult> HandleAsync(string key, IVenues venues, TimeProvider clock, CancellationToken stop)
    {
        var all = await venues.AllAsync(stop);
        return all.FirstOrDefault(venue => venue.Key == key) is { } venue
            ? new RazorComponentResult<VenuePage>(new
            {
                Venue = venue,
                TodayDate = TimeText.LocalDate(clock.GetUtcNow(), venue.Zone),
                Others = (IReadOnlyList<VenueCard>)[.. all.Where(other => other.Id != venue.Id)],
            })
            : Refusal.NotFound("The venue");
    }
}
