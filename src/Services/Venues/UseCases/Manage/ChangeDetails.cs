using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner changes where a venue is, how to reach it and what it says about itself.</summary>
internal static class ChangeDetails
{
    /// <param name="Revision">The revision the change was decided by; another one is refused.</param>
    internal sealed record Request(long Revision, DetailsInput? Details);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/venues/{key}", ShowAsync).Needs(Ability.ManageVenues);
        doors.Club.MapPost("/manage/venues/{key}", SubmitAsync).Needs(Ability.ManageVenues);
        doors.Api.MapPut("/manage/venues/{id:guid}/details", HandleAsync).Needs(Ability.ManageVenues).Idempotent()
            .WithSummary("Change a venue's name, place and description").Produces<ManagedAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> ShowAsync(string key, string? done, Pages pages, CancellationToken stop) =>
        pages.ShowAsync<DetailsPage>(key, found => DetailsInput.Of(found.Venue).Typed(found.Revision), done, stop);

    private static Task<IResult> SubmitAsync(string key, IFormCollection form, Pages pages, Visit visit, CancellationToken stop)
    {
        var typed = Typed.Of(form);
        return pages.SaveAsync<DetailsPage>(key, "", "details", typed, (venue, faults) =>
        {
            DetailsInput.Read(typed, visit).Apply(venue, visit, faults);
            return ValueTask.CompletedTask;
        }, stop);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, Editor editor, Readiness readiness, Visit visit, CancellationToken stop)
    {
        var edited = await editor.ChangeAsync($"{id}", request.Revision, "details", (venue, faults) =>
        {
            if (faults.Must(request.Details is not null, "details", "Details are needed.")) request.Details!.Apply(venue, visit, faults);
            return ValueTask.CompletedTask;
        }, stop);
        return await ManagedAnswer.AfterAsync(id, edited, editor, readiness, stop);
    }
}
