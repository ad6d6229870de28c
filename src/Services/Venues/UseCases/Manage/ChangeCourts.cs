using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner changes the courts of a venue: adds, renames, reorders, takes out of use and back.</summary>
internal static class ChangeCourts
{
    /// <param name="Revision">The revision the change was decided by; another one is refused.</param>
    internal sealed record Request(long Revision, IReadOnlyList<CourtsInput.Court?>? Courts);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/venues/{key}/courts", ShowAsync).Needs(Ability.ManageVenues);
        doors.Club.MapPost("/manage/venues/{key}/courts", SubmitAsync).Needs(Ability.ManageVenues);
        doors.Api.MapPut("/manage/venues/{id:guid}/courts", HandleAsync).Needs(Ability.ManageVenues).Idempotent()
            .WithSummary("Change a venue's courts: their names, what they are, their order, and which are in use").Produces<ManagedAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> ShowAsync(string key, string? done, Pages pages, CancellationToken stop) =>
        pages.ShowAsync<CourtsPage>(key, found => CourtsInput.Of(found.Venue).Typed(found.Revision), done, stop);

    private static Task<IResult> SubmitAsync(string key, IFormCollection form, Pages pages, IBookings bookings, TimeProvider clock, CancellationToken stop)
    {
        var typed = Typed.Of(form);
        var rows = Enumerable.Range(0, typed.Rows("courts")).ToList();
        var (act, row) = RowAct.Of(typed["do"]);
        if (act == "add")
        {
            var at = $"courts[{rows.Count}]";
            return pages.DraftAsync<CourtsPage>(key, typed.With($"{at}.name", "").With($"{at}.roof", "indoor").With($"{at}.surface", "turf").With($"{at}.size", "double").With($"{at}.active", "true").With($"{at}.lights", "true"), null, stop);
        }
        if (act.Length > 0) return pages.DraftAsync<CourtsPage>(key, typed.Ordered("courts", RowAct.Moved(rows, act, row)), null, stop);

        return pages.SaveAsync<CourtsPage>(key, "courts", "courts", typed, (venue, faults) => CourtsInput.Read(typed).ApplyAsync(venue, court => bookings.CountAheadAsync(court, stop), clock.GetUtcNow(), faults), stop);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, Editor editor, Readiness readiness, IBookings bookings, TimeProvider clock, CancellationToken stop)
    {
        var edited = await editor.ChangeAsync($"{id}", request.Revision, "courts",
            (venue, faults) => new CourtsInput(request.Courts).ApplyAsync(venue, court => bookings.CountAheadAsync(court, stop), clock.GetUtcNow(), faults), stop);
        return await ManagedAnswer.AfterAsync(id, edited, editor, readiness, stop);
    }
}
