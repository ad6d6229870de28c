using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>Whoever closed by mistake takes it back before a player hears of it: everything stands as it stood.</summary>
internal static class UndoClosure
{
    /// <param name="Restored">How many bookings are back where they were.</param>
    /// <param name="Failed">Those that could not come back; they stay as decided, and their players are told.</param>
    internal sealed record Answer(int Restored, IReadOnlyList<NotRestored> Failed);

    public static void Map(Doors doors) => doors.Api.MapPost("/venues/{venueId:guid}/closures/{id:guid}/undo", HandleAsync).Needs(Access.Desk).Idempotent()
        .WithSummary("Undo a closure, with all it did, before the players are told").Produces<Answer>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);

    private static async Task<IResult> HandleAsync(Guid venueId, Guid id, Undoing undoing, CancellationToken stop)
    {
        var undone = await undoing.UndoAsync(venueId, id, stop);
        return undone.Refusal is not null ? undone.Refusal : TypedResults.Ok(new Answer(undone.Restored, undone.Failed));
    }
}
