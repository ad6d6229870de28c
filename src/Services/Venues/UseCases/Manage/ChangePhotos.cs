using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Venues.Managing;
using PadelSaaS.Venues.Photos;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner orders the photos of a venue, says what can be seen on them, and drops some.</summary>
internal static class ChangePhotos
{
    /// <param name="Revision">The revision the change was decided by; another one is refused.</param>
    /// <param name="Photos">In the order they are shown; those that are not named are gone.</param>
    internal sealed record Request(long Revision, IReadOnlyList<PhotosInput.Photo?>? Photos);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/venues/{key}/photos", ShowAsync).Needs(Ability.ManageVenues);
        doors.Club.MapPost("/manage/venues/{key}/photos", SubmitAsync).Needs(Ability.ManageVenues);
        doors.Api.MapPut("/manage/venues/{id:guid}/photos", HandleAsync).Needs(Ability.ManageVenues).Idempotent()
            .WithSummary("Order, describe and drop photos of a venue").Produces<ManagedAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> ShowAsync(string key, string? done, Pages pages, CancellationToken stop) =>
        pages.ShowAsync<PhotosPage>(key, found => PhotosInput.Of(found.Venue).Typed(found.Revision), done, stop);

    private static Task<IResult> SubmitAsync(string key, IFormCollection form, Pages pages, UnitOfWork work, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var typed = Typed.Of(form);
        var (act, row) = RowAct.Of(typed["do"]);
        if (act.Length > 0) return pages.DraftAsync<PhotosPage>(key, typed.Ordered("photos", RowAct.Moved([.. Enumerable.Range(0, typed.Rows("photos"))], act, row)), null, stop);
        return pages.SaveAsync<PhotosPage>(key, "photos", "photos", typed, Change(PhotosInput.Read(typed, visit), work, visit, clock), stop);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, Editor editor, Readiness readiness, UnitOfWork work, Visit visit, TimeProvider clock, CancellationToken stop) =>
        await ManagedAnswer.AfterAsync(id, await editor.ChangeAsync($"{id}", request.Revision, "photos", Change(new PhotosInput(request.Photos), work, visit, clock), stop), editor, readiness, stop);

    private static Func<Venue, Faults, ValueTask> Change(PhotosInput wanted, UnitOfWork work, Visit visit, TimeProvider clock) => (venue, faults) =>
    {
        foreach (var gone in wanted.Apply(venue, visit, faults)) work.RingAt(clock.GetUtcNow(), TidyPhoto.Job, $"{gone}");
        return ValueTask.CompletedTask;
    };
}
