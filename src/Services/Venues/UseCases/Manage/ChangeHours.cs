using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner changes the weekly opening hours of a venue.</summary>
internal static class ChangeHours
{
    /// <param name="Revision">The revision the change was decided by; another one is refused.</param>
    internal sealed record Request(long Revision, IReadOnlyList<HoursInput.Opening?>? Openings);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/venues/{key}/hours", ShowAsync).Needs(Ability.ManageVenues);
        doors.Club.MapPost("/manage/venues/{key}/hours", SubmitAsync).Needs(Ability.ManageVenues);
        doors.Api.MapPut("/manage/venues/{id:guid}/hours", HandleAsync).Needs(Ability.ManageVenues).Idempotent()
            .WithSummary("Change when a venue is open in a usual week").Produces<ManagedAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> ShowAsync(string key, string? done, Pages pages, CancellationToken stop) =>
        pages.ShowAsync<HoursPage>(key, found => HoursInput.Of(found.Venue).Typed(found.Revision), done, stop);

    private static Task<IResult> SubmitAsync(string key, IFormCollection form, Pages pages, CancellationToken stop)
    {
        var typed = Typed.Of(form);
        if (typed["do"] == "copy") return pages.DraftAsync<HoursPage>(key, MondayToFriday(typed), null, stop);

        return pages.SaveAsync<HoursPage>(key, "hours", "hours", typed, (venue, faults) =>
        {
            HoursInput.Read(typed).Apply(venue, faults);
            return ValueTask.CompletedTask;
        }, stop);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, Editor editor, Readiness readiness, CancellationToken stop)
    {
        var edited = await editor.ChangeAsync($"{id}", request.Revision, "hours", (venue, faults) =>
        {
            new HoursInput(request.Openings).Apply(venue, faults);
            return ValueTask.CompletedTask;
        }, stop);
        return await ManagedAnswer.AfterAsync(id, edited, editor, readiness, stop);
    }

    private static Typed MondayToFriday(Typed typed)
    {
        for (var row = HoursInput.PeriodsPerDay; row < 5 * HoursInput.PeriodsPerDay; row++)
        {
            var monday = row % HoursInput.PeriodsPerDay;
            typed = typed.With($"openings[{row}].opens", typed[$"openings[{monday}].opens"]).With($"openings[{row}].closes", typed[$"openings[{monday}].closes"]);
        }
        return typed;
    }
}
