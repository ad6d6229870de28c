using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner gives stretches of dates a week of their own: a summer, a fasting month.</summary>
internal static class ChangeSeasons
{
    /// <param name="Revision">The revision the change was decided by; another one is refused.</param>
    /// <param name="KeepBookings">Bookings outside the new hours that are kept as they are; one that is not named refuses the change.</param>
    internal sealed record Request(long Revision, IReadOnlyList<SeasonsInput.Season?>? Seasons, IReadOnlyList<Guid>? KeepBookings);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/venues/{key}/seasons", ShowAsync).Needs(Ability.ManageVenues);
        doors.Club.MapPost("/manage/venues/{key}/seasons", SubmitAsync).Needs(Ability.ManageVenues);
        doors.Api.MapPut("/manage/venues/{id:guid}/seasons", HandleAsync).Needs(Ability.ManageVenues).Idempotent()
            .WithSummary("Change the seasons of a venue: stretches of dates with a week of their own").Produces<ManagedAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> ShowAsync(string key, string? done, Pages pages, CancellationToken stop) =>
        pages.ShowAsync<SeasonsPage>(key, found => SeasonsInput.Of(found.Venue).Typed(found.Revision), done, stop);

    private static Task<IResult> SubmitAsync(string key, IFormCollection form, Pages pages, CancellationToken stop)
    {
        var typed = Typed.Of(form);
        var rows = Enumerable.Range(0, typed.Rows("seasons")).ToList();
        var (act, row) = RowAct.Of(typed["do"]);
        if (act == "add") return pages.DraftAsync<SeasonsPage>(key, typed.With($"seasons[{rows.Count}].name", ""), null, stop);
        if (act == "copy" && rows.Contains(row)) return pages.DraftAsync<SeasonsPage>(key, HoursInput.MondayToFriday(typed, $"seasons[{row}]."), null, stop);
        if (act.Length > 0) return pages.DraftAsync<SeasonsPage>(key, typed.Ordered("seasons", RowAct.Moved(rows, act, row)), null, stop);

        return pages.SaveHoursAsync<SeasonsPage>(key, "seasons", typed, typed.Revision, SeasonsInput.Read(typed).Apply, stop);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, OtherHours hours, Editor editor, Readiness readiness, CancellationToken stop)
    {
        var changed = await hours.ChangeAsync($"{id}", request.Revision, "seasons", new SeasonsInput(request.Seasons).Apply, request.KeepBookings ?? [], stop);
        return await ManagedAnswer.AfterAsync(id, new Edited(changed.Found, changed.Faults, changed.Refusal), editor, readiness, stop);
    }
}
