using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner shows a venue to players, or takes it back from them. It is not shown before it has courts, hours and prices.</summary>
internal static class PublishVenue
{
    /// <param name="Revision">The revision the change was decided by; another one is refused.</param>
    internal sealed record Request(long Revision, bool Published);

    public static void Map(Doors doors)
    {
        doors.Club.MapPost("/manage/venues/{key}/published", SubmitAsync).Needs(Ability.ManageVenues);
        doors.Api.MapPut("/manage/venues/{id:guid}/published", HandleAsync).Needs(Ability.ManageVenues).Idempotent()
            .WithSummary("Show a venue to players, or take it back").Produces<ManagedAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> SubmitAsync(string key, IFormCollection form, Pages pages, IBookings bookings, CancellationToken stop)
    {
        var typed = Typed.Of(form);
        var wanted = typed.Is("published");
        return pages.DoAsync(key, typed.Revision, wanted ? "published" : "unpublished", (venue, faults) => ApplyAsync(venue, wanted, bookings, faults, stop), stop);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, Editor editor, Readiness readiness, IBookings bookings, CancellationToken stop)
    {
        var edited = await editor.ChangeAsync($"{id}", request.Revision, request.Published ? "published" : "unpublished",
            (venue, faults) => ApplyAsync(venue, request.Published, bookings, faults, stop), stop);
        return await ManagedAnswer.AfterAsync(id, edited, editor, readiness, stop);
    }

    // What a published venue needs is looked at by the editor, as with every other change of one.
    private static async ValueTask ApplyAsync(Venue venue, bool published, IBookings bookings, Faults faults, CancellationToken stop)
    {
        if (venue.Active && !published)
        {
            var ahead = 0;
            foreach (var court in venue.Courts) ahead += await bookings.CountAheadAsync(court.Id, stop);
            faults.Rule(ahead == 0, "has_bookings_ahead", "published", "This venue still has {0} bookings ahead of it. Move or cancel them first.", ahead);
        }
        venue.Active = published;
    }
}
