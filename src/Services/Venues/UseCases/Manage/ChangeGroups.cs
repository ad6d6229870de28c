using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner puts courts of a venue together under names, for prices and closures to speak of.</summary>
internal static class ChangeGroups
{
    /// <param name="Revision">The revision the change was decided by; another one is refused.</param>
    internal sealed record Request(long Revision, IReadOnlyList<GroupsInput.Group?>? Groups);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/venues/{key}/groups", ShowAsync).Needs(Ability.ManageVenues);
        doors.Club.MapPost("/manage/venues/{key}/groups", SubmitAsync).Needs(Ability.ManageVenues);
        doors.Api.MapPut("/manage/venues/{id:guid}/groups", HandleAsync).Needs(Ability.ManageVenues).Idempotent()
            .WithSummary("Change which courts of a venue belong together under a name").Produces<ManagedAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> ShowAsync(string key, string? done, Pages pages, CancellationToken stop) =>
        pages.ShowAsync<GroupsPage>(key, found => GroupsInput.Of(found.Venue).Typed(found.Revision), done, stop);

    private static Task<IResult> SubmitAsync(string key, IFormCollection form, Pages pages, TimeProvider clock, CancellationToken stop)
    {
        var typed = Typed.Of(form);
        var rows = Enumerable.Range(0, typed.Rows("groups")).ToList();
        var (act, row) = RowAct.Of(typed["do"]);
        if (act == "add") return pages.DraftAsync<GroupsPage>(key, typed.With($"groups[{rows.Count}].name", ""), null, stop);
        if (act.Length > 0) return pages.DraftAsync<GroupsPage>(key, typed.Ordered("groups", RowAct.Moved(rows, act, row)), null, stop);

        return pages.SaveAsync<GroupsPage>(key, "groups", "groups", typed, (venue, faults) =>
        {
            GroupsInput.Read(typed).Apply(venue, clock.GetUtcNow(), faults);
            return ValueTask.CompletedTask;
        }, stop);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, Editor editor, Readiness readiness, TimeProvider clock, CancellationToken stop)
    {
        var edited = await editor.ChangeAsync($"{id}", request.Revision, "groups", (venue, faults) =>
        {
            new GroupsInput(request.Groups).Apply(venue, clock.GetUtcNow(), faults);
            return ValueTask.CompletedTask;
        }, stop);
        return await ManagedAnswer.AfterAsync(id, edited, editor, readiness, stop);
    }
}
