using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Pages.Waitlist;
using PadelSaaS.Booking.Waitlist;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Waitlist;

/// <summary>Somebody looks how their waiting goes, and leaves the line.</summary>
internal static class SeeWaitlist
{
    internal sealed record Answer(IReadOnlyList<PlaceView> Places);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/waitlist/{id:guid}", ShowAsync);
        doors.Club.MapPost("/waitlist/{id:guid}/leave", SubmitAsync);
        doors.Api.MapGet("/waitlist", MineAsync).NeedsAccount().WithSummary("What the caller waits for");
        doors.Api.MapGet("/waitlist/{id:guid}", FindAsync).WithSummary("A place in line, with the court that is held for it").Produces<PlaceView>().ProducesProblem(404);
        doors.Api.MapDelete("/waitlist/{id:guid}", LeaveByProgramAsync).WithSummary("Leave the line; a court that is held goes on to the next one").Produces(204).ProducesProblem(404);
    }

    private static async Task<Ok<Answer>> MineAsync(Line line, IVenues venues, Visit visit, CancellationToken stop)
    {
        var places = new List<PlaceView>();
        foreach (var entry in await line.MineAsync(visit.Caller.AccountId!.Value, stop))
            if (await line.FindAsync(entry.Id, null, stop) is { } place) places.Add(PlaceView.Of(place));
        return TypedResults.Ok(new Answer(places));
    }

    private static async Task<IResult> FindAsync(Guid id, [FromHeader(Name = Access.Header)] string? key, Line line, CancellationToken stop) =>
        await line.FindAsync(id, key, stop) is { } place ? TypedResults.Ok(PlaceView.Of(place)) : Refusals.NoPlace;

    private static async Task<IResult> LeaveByProgramAsync(Guid id, [FromHeader(Name = Access.Header)] string? key, Line line, Cancelling cancelling, LinkKeys keys, CancellationToken stop)
    {
        if (await line.FindAsync(id, key, stop) is not { } place) return Refusals.NoPlace;
        await LeaveAsync(place, line, cancelling, keys, stop);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ShowAsync(Guid id, string? key, string? done, Line line, CancellationToken stop) =>
        await line.FindAsync(id, key, stop) is { } place ? Page(place, key, done, null, StatusCodes.Status200OK) : Refusals.NoPlace;

    private static async Task<IResult> SubmitAsync(Guid id, IFormCollection form, Line line, Cancelling cancelling, LinkKeys keys, CancellationToken stop)
    {
        var key = form["key"].ToString() is { Length: > 0 } sent ? sent : null;
        if (await line.FindAsync(id, key, stop) is not { } place) return Refusals.NoPlace;
        await LeaveAsync(place, line, cancelling, keys, stop);
        return Results.Redirect(Offering.PathOf(id, key));
    }

    internal static RazorComponentResult<PlacePage> Page(Place place, string? key, string? done, string? refusal, int status) => new(new
    {
        Place = PlaceView.Of(place),
        place.Venue,
        Key = key,
        Done = done,
        Refusal = refusal,
    })
    { StatusCode = status };

    // The line first: a hold that is given up then finds nobody who waits for another one.
    private static async Task LeaveAsync(Place place, Line line, Cancelling cancelling, LinkKeys keys, CancellationToken stop)
    {
        await line.LeaveAsync(place.Entry.Id, stop);
        if (place.Offer is { } offer) await cancelling.CancelAsync(offer.BookingId, await keys.ForAsync(offer.BookingId, stop), null, stop);
    }
}
