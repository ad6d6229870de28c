using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner changes how courts are booked, paid and given back.</summary>
internal static class ChangeRules
{
    /// <param name="Revision">The revision the change was decided by; another one is refused.</param>
    internal sealed record Request(long Revision, RulesInput? Rules);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/venues/{key}/rules", ShowAsync).Needs(Ability.ManageVenues);
        doors.Club.MapPost("/manage/venues/{key}/rules", SubmitAsync).Needs(Ability.ManageVenues);
        doors.Api.MapPut("/manage/venues/{id:guid}/rules", HandleAsync).Needs(Ability.ManageVenues).Idempotent()
            .WithSummary("Change how a venue's courts are booked, paid and given back").Produces<ManagedAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> ShowAsync(string key, string? done, Pages pages, CancellationToken stop) =>
        pages.ShowAsync<RulesPage>(key, found => RulesInput.Of(found.Venue).Typed(found.Revision), done, stop);

    private static Task<IResult> SubmitAsync(string key, IFormCollection form, Pages pages, CancellationToken stop)
    {
        var typed = Typed.Of(form);
        return pages.SaveAsync<RulesPage>(key, "rules", "rules", typed, (venue, faults) =>
        {
            RulesInput.Read(typed).Apply(venue, faults);
            return ValueTask.CompletedTask;
        }, stop);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, Editor editor, Readiness readiness, CancellationToken stop)
    {
        var edited = await editor.ChangeAsync($"{id}", request.Revision, "rules", (venue, faults) =>
        {
            if (faults.Must(request.Rules is not null, "rules", "Rules are needed.")) request.Rules!.Apply(venue, faults);
            return ValueTask.CompletedTask;
        }, stop);
        return await ManagedAnswer.AfterAsync(id, edited, editor, readiness, stop);
    }
}
