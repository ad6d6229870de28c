using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Lessons;

/// <summary>Somebody takes a place in a lesson, with an account or as a guest, and gives it back while there is time.</summary>
internal static class TakePlace
{
    /// <summary>Who it is for, where nobody is signed in.</summary>
    internal sealed record Request(string? Name, string? Email, string? Phone);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/lessons/{id:guid}/places", JoinAsync).Idempotent()
            .WithSummary("Take a place in a lesson, paid at the club").Produces<LessonPlaceView>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapGet("/lessons/places/mine", MineAsync).NeedsAccount().WithSummary("The caller's places in lessons, the latest lesson first, at most 100");
        doors.Api.MapGet("/lessons/places/{id:guid}", SeeAsync)
            .WithSummary("A place of the caller, or of the guest whose key is sent").Produces<LessonPlaceView>().ProducesProblem(404);
        doors.Api.MapPost("/lessons/places/{id:guid}/leave", LeaveAsync).Idempotent(Access.Header)
            .WithSummary("Give a place back, until it is decided whether the lesson takes place").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    /// <summary>Who wants the place: the account that is signed in, or a guest.</summary>
    internal static LessonGuest? Guest(Request request, Visit visit, Func<string, string> say, Checks checks)
    {
        var caller = visit.Caller;
        var name = caller.IsKnown ? caller.Name : checks.Text(request.Name, "name", 100, say("A name is needed."));
        var email = caller.IsKnown ? caller.Email ?? "" : checks.Email(request.Email, "email", say("Please write an e-mail address, such as name@example.com."));
        var phone = checks.Optional(request.Phone, "phone", 30);
        return checks.Pass ? new LessonGuest(caller.AccountId, name, email, phone) : null;
    }

    private static async Task<IResult> JoinAsync(Guid id, Request request, LessonPlaces places, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var checks = new Checks();
        if (Guest(request, visit, text => text, checks) is not { } guest) return checks.Refusal();
        var (place, key, refusal) = await places.JoinAsync(id, guest, stop);
        return refusal is not null ? refusal : TypedResults.Created($"/api/v1/lessons/places/{place!.Place.Id}", LessonPlaceView.Of(place, clock.GetUtcNow(), key));
    }

    private static async Task<Ok<IReadOnlyList<LessonPlaceView>>> MineAsync(LessonPlaces places, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return TypedResults.Ok<IReadOnlyList<LessonPlaceView>>([.. (await places.MineAsync(visit.Caller.AccountId!.Value, stop)).Select(found => LessonPlaceView.Of(found, now))]);
    }

    private static async Task<IResult> SeeAsync(Guid id, [FromHeader(Name = Access.Header)] string? key, LessonPlaces places, TimeProvider clock, CancellationToken stop) =>
        await places.ReadAsync(id, key, stop) is { } found ? TypedResults.Ok(LessonPlaceView.Of(found, clock.GetUtcNow())) : LessonRefusals.NoPlace;

    private static async Task<IResult> LeaveAsync(Guid id, [FromHeader(Name = Access.Header)] string? key, LessonPlaces places, CancellationToken stop) =>
        await places.LeaveAsync(id, key, stop) is { } refusal ? refusal : TypedResults.NoContent();
}
