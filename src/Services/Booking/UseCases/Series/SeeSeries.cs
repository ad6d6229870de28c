using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Booking.Series;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Series;

/// <summary>Series with their dates: a player's own, or a venue's for its staff.</summary>
internal static class SeeSeries
{
    private const int Most = 100;

    /// <summary>Series that still have dates ahead, the next to end first.</summary>
    internal sealed record Answer(IReadOnlyList<SeriesView> Series);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/series", MineAsync).NeedsAccount().WithSummary("The caller's series that still have dates ahead, at most 100");
        doors.Api.MapGet("/desk/series", AllAsync).Needs(Access.Manage).WithSummary("A venue's series that still have dates ahead, at most 100");
        doors.Api.MapGet("/series/{id:guid}", OneAsync).WithSummary("One series of the caller, or of the guest whose key is sent");
    }

    private static async Task<Ok<Answer>> MineAsync(FindingSeries finding, Visit visit, TimeProvider clock, CancellationToken stop) =>
        TypedResults.Ok(Of(await finding.ListAsync(visit.Caller.AccountId, null, clock.GetUtcNow(), Most, stop), clock));

    private static async Task<Ok<Answer>> AllAsync(Guid venueId, FindingSeries finding, TimeProvider clock, CancellationToken stop) =>
        TypedResults.Ok(Of(await finding.ListAsync(null, venueId, clock.GetUtcNow(), Most, stop), clock));

    private static async Task<Results<Ok<SeriesView>, Refusal>> OneAsync(
        Guid id, [FromHeader(Name = Access.Header)] string? key, FindingSeries finding, TimeProvider clock, CancellationToken stop) =>
        await finding.ReadAsync(id, key, stop) is var (series, venue, bookings) ? TypedResults.Ok(SeriesView.Of(series, venue, bookings, clock.GetUtcNow())) : SeriesRefusals.NoSeries;

    private static Answer Of(IReadOnlyList<FoundSeries> found, TimeProvider clock) =>
        new([.. found.Select(one => SeriesView.Of(one.Series, one.Venue, one.Bookings, clock.GetUtcNow()))]);
}
