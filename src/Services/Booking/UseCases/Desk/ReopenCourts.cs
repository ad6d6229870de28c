using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>The club takes a closure back: what is left of it can be booked again.</summary>
internal static class ReopenCourts
{
    public static void Map(Doors doors) => doors.Api.MapDelete("/venues/{venueId:guid}/closures/{id:guid}", HandleAsync).Needs(Access.Desk)
        .WithSummary("Open closed courts again");

    private static async Task<Results<NoContent, Refusal>> HandleAsync(Guid venueId, Guid id, Reopening reopening, CancellationToken stop) =>
        await reopening.ReopenAsync(venueId, id, stop) is { } refusal ? refusal : TypedResults.NoContent();
}
