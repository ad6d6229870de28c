using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner sees all venues of the club, those that players do not see included.</summary>
internal static class ListManagedVenues
{
    public const string Path = "/manage/venues";

    internal sealed record Answer(IReadOnlyList<VenueLine> Venues);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, ShowAsync).Needs(Ability.ManageVenues);
        doors.Api.MapGet("/manage/venues", async (UnitOfWork work, CancellationToken stop) => TypedResults.Ok(new Answer(await ReadAsync(work, stop)))).Needs(Ability.ManageVenues)
            .WithSummary("All venues of the club, those that are not published included");
        doors.Api.MapGet("/manage/venues/{id:guid}", FindAsync).Needs(Ability.ManageVenues)
            .WithSummary("A venue with every section as saved, and the revision to send back with a change").Produces<ManagedAnswer>().ProducesProblem(404);
    }

    private static async Task<RazorComponentResult<VenuesPage>> ShowAsync(UnitOfWork work, CancellationToken stop) => new(new { Venues = await ReadAsync(work, stop) });

    private static async Task<IResult> FindAsync(Guid id, Editor editor, Readiness readiness, CancellationToken stop) =>
        await editor.FindAsync($"{id}", stop) is { } found ? TypedResults.Ok(await ManagedAnswer.OfAsync(found, readiness, stop)) : Refusals.NoVenue;

    private static async Task<IReadOnlyList<VenueLine>> ReadAsync(UnitOfWork work, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var venues = await work.Model<VenuesModel>().Venues.AsNoTracking().OrderBy(venue => venue.Position).ThenBy(venue => venue.Key)
            .Select(venue => new VenueLine(venue.Id, venue.Key, venue.Name, venue.City, venue.Active, venue.Courts.Count(court => court.Active), venue.UpdatedAt)).ToListAsync(stop);
        await work.RollbackAsync();
        return venues;
    }
}

/// <summary>A venue in the owner's list.</summary>
/// <param name="Courts">How many are in use.</param>
public sealed record VenueLine(Guid Id, string Key, string Name, string City, bool Published, int Courts, DateTimeOffset UpdatedAt);
