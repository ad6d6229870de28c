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
    /// <param name="KeepBookings">Bookings outside the new hours that are kept as they are; one that is not named refuses the change.</param>
    internal sealed record Request(long Revision, IReadOnlyList<HoursInput.Opening?>? Openings, IReadOnlyList<Guid>? KeepBookings);

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
        if (typed["do"] == "copy") return pages.DraftAsync<HoursPage>(key, HoursInput.MondayToFriday(typed, ""), null, stop);

        return pages.SaveHoursAsync<HoursPage>(key, "hours", typed, typed.Revision, HoursInput.Read(typed).Apply, stop);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, OtherHours hours, Editor editor, Readiness readiness, CancellationToken stop)
    {
        var changed = await hours.ChangeAsync($"{id}", request.Revision, "hours", new HoursInput(request.Openings).Apply, request.KeepBookings ?? [], stop);
        return await ManagedAnswer.AfterAsync(id, new Edited(changed.Found, changed.Faults, changed.Refusal), editor, readiness, stop);
    }
}
