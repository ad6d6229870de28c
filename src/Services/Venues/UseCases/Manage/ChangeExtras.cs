using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner says what is sold with a court. Bookings made before keep what they were agreed with.</summary>
internal static class ChangeExtras
{
    /// <param name="Revision">The revision the change was decided by; another one is refused.</param>
    internal sealed record Request(long Revision, IReadOnlyList<ExtrasInput.Item?>? Extras);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/venues/{key}/extras", ShowAsync).Needs(Ability.ManagePrices);
        doors.Club.MapPost("/manage/venues/{key}/extras", SubmitAsync).Needs(Ability.ManagePrices);
        doors.Api.MapPut("/manage/venues/{id:guid}/extras", HandleAsync).Needs(Ability.ManagePrices).Idempotent()
            .WithSummary("Change what is sold with a venue's courts").Produces<ManagedAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> ShowAsync(string key, string? done, Pages pages, CancellationToken stop) =>
        pages.ShowAsync<ExtrasPage>(key, found => ExtrasInput.Of(found.Venue).Typed(found.Revision, found.Venue.Currency), done, stop);

    private static async Task<IResult> SubmitAsync(string key, IFormCollection form, Pages pages, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var typed = Typed.Of(form);
        var rows = Enumerable.Range(0, typed.Rows("extras")).ToList();
        var (act, row) = RowAct.Of(typed["do"]);
        if (act == "add") typed = typed.With($"extras[{rows.Count}].name", "").With($"extras[{rows.Count}].per", "booking");
        else if (act is "remove" or "up" or "down") typed = typed.Ordered("extras", RowAct.Moved(rows, act, row));
        if (act.Length > 0) return await pages.DraftAsync<ExtrasPage>(key, typed, null, stop);
        return await pages.SaveAsync<ExtrasPage>(key, "extras", "extras", typed, (venue, faults) => Apply(ExtrasInput.Read(typed, venue), venue, clock, visit, faults), stop);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, Editor editor, Readiness readiness, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var edited = await editor.ChangeAsync($"{id}", request.Revision, "extras", (venue, faults) => Apply(new ExtrasInput(request.Extras), venue, clock, visit, faults), stop);
        return await ManagedAnswer.AfterAsync(id, edited, editor, readiness, stop);
    }

    private static ValueTask Apply(ExtrasInput input, Venue venue, TimeProvider clock, Visit visit, Faults faults)
    {
        input.Apply(venue, clock.GetUtcNow(), visit.Caller.Name, faults);
        return ValueTask.CompletedTask;
    }
}
