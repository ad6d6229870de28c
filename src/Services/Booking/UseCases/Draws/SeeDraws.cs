using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Draws;

/// <summary>Anybody sees which times are drawn, and can make the order of a draw again.</summary>
internal static class SeeDraws
{
    /// <summary>Draws that can be entered, and those of the last two weeks, by time of play.</summary>
    internal sealed record Answer(IReadOnlyList<DrawView> Draws);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/venues/{venueId:guid}/draws", ListAsync).WithSummary("Times of a venue that are given by draw: open draws and those of the last two weeks").Produces<Answer>().ProducesProblem(404);
        doors.Api.MapGet("/draws/mine", MineAsync).NeedsAccount().WithSummary("The draws with times ahead that the caller takes part in, the next times first");
        doors.Api.MapGet("/draws/{id:guid}", OneAsync).WithSummary("A draw with its commitment and, once it is drawn, its seed and order").Produces<DrawView>().ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(Guid venueId, FindingDraws finding, IVenues venues, TimeProvider clock, CancellationToken stop)
    {
        if (await venues.FindAsync(venueId, stop) is not { } venue) return Refusals.NoVenue;
        var now = clock.GetUtcNow();
        return TypedResults.Ok(new Answer([.. (await finding.ListAsync(venue, stop)).Select(found => DrawView.Of(found, now))]));
    }

    private static async Task<Ok<Answer>> MineAsync(FindingDraws finding, TimeProvider clock, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return TypedResults.Ok(new Answer([.. (await finding.MineAsync(stop)).Select(found => DrawView.Of(found, now))]));
    }

    private static async Task<IResult> OneAsync(Guid id, FindingDraws finding, TimeProvider clock, CancellationToken stop) =>
        await finding.ReadAsync(id, stop) is { } found ? TypedResults.Ok(DrawView.Of(found, clock.GetUtcNow())) : DrawRefusals.NoDraw;
}
