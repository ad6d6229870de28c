using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime.Text;
using PadelSaaS.Booking.Series;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Series;

/// <summary>Somebody books a court every week. All dates are seen and priced first; confirming takes all of them or none.</summary>
internal static class BookSeries
{
    /// <summary>The pattern, and who it is for: players book for themselves, staff for an account or a guest.</summary>
    /// <param name="FirstDate">The first date, by the venue's calendar.</param>
    /// <param name="StartTime">Time of the venue's wall clock, such as `18:00`; it stays when the clocks change.</param>
    /// <param name="Weekdays">ISO weekdays, 1 = Monday; that of the first date when left out.</param>
    /// <param name="EveryWeeks">1 is every week.</param>
    /// <param name="LastDate">The last date, included, at most a year after the first; or `times`.</param>
    /// <param name="Times">How many dates.</param>
    /// <param name="Choices">What to do about dates that cannot be had.</param>
    /// <param name="QuotedAmountMinor">The sum that was shown, in minor units: if it has risen since, 409 `price_changed` asks again. May be left out.</param>
    internal sealed record Request(
        Guid CourtId, string? FirstDate, string? StartTime, int? DurationMinutes, IReadOnlyList<int>? Weekdays, int? EveryWeeks, string? LastDate, int? Times,
        Guest? Guest, Guid? AccountId, string? Note, IReadOnlyList<Choice?>? Choices, long? QuotedAmountMinor);

    /// <summary>Whom staff book for.</summary>
    internal sealed record Guest(string? Name, string? Email, string? Phone);

    /// <summary>One date: with a court and a start that is taken instead, without them the date is left out.</summary>
    internal sealed record Choice(string? Date, Guid? CourtId, DateTimeOffset? Start);

    /// <summary>All dates as they are now, and what the chosen ones cost together.</summary>
    internal sealed record Preview(Money Total, int Conflicts, IReadOnlyList<SeriesDateView> Dates)
    {
        public static Preview Of(SeriesOutcome outcome) =>
            new(outcome.Total, outcome.Dates.Count(date => date.IsOpen), [.. outcome.Dates.Select(date => SeriesDateView.Of(date, outcome.Venue!))]);
    }

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/series/preview", PreviewAsync).NeedsAccount().Idempotent()
            .WithSummary("Check and price all dates of a weekly booking; nothing is taken")
            .Produces<Preview>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/series", TakeAsync).NeedsAccount().Idempotent()
            .WithSummary("Book a court every week, all dates or none, paid at the club date by date")
            .Produces<SeriesView>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> PreviewAsync(Request request, TakingSeries taking, IAccounts accounts, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var checks = new Checks();
        if (await Input(request, visit, checks).WishAsync(visit, accounts, SeriesSentences.English, checks, clock, stop) is not { } wish) return checks.Refusal();
        var outcome = await taking.PreviewAsync(wish, null, stop);
        return outcome.Refusal is { } refusal ? refusal : TypedResults.Ok(Preview.Of(outcome));
    }

    private static async Task<IResult> TakeAsync(Request request, TakingSeries taking, IAccounts accounts, Visit visit, TimeProvider clock, HttpContext http, CancellationToken stop)
    {
        var checks = new Checks();
        if (await Input(request, visit, checks).WishAsync(visit, accounts, SeriesSentences.English, checks, clock, stop) is not { } wish) return checks.Refusal();
        var outcome = await taking.TakeAsync(wish, null, Idempotency.KeyOf(http), stop);
        return Answer(outcome, http);
    }

    /// <summary>The series as it was stored, or why not.</summary>
    internal static IResult Answer(SeriesOutcome outcome, HttpContext http)
    {
        if (outcome.Refusal is { } refusal) return refusal;
        Idempotency.IsStored(http);
        http.Response.Headers.Location = $"/api/v1/series/{outcome.Series!.Id}";
        return Results.Text(outcome.Answer, "application/json; charset=utf-8", Encoding.UTF8, StatusCodes.Status201Created);
    }

    internal static IReadOnlyList<DateChoice> Choices(IReadOnlyList<Choice?>? choices, Checks checks)
    {
        var read = new List<DateChoice>();
        for (var at = 0; at < (choices?.Count ?? 0); at++)
        {
            var date = LocalDatePattern.Iso.Parse(choices![at]?.Date ?? "");
            var start = choices[at]?.Start?.ToUniversalTime();
            checks.That(date.Success, $"choices[{at}].date", "A date such as 2026-12-01 is needed.");
            checks.That(start is null || Days.Horizon.IsThinkable(start.Value), $"choices[{at}].start", "An instant such as 2026-11-24T18:00:00Z is needed.");
            if (checks.Pass) read.Add(new DateChoice(date.Value, choices[at]!.CourtId, start));
        }
        return read;
    }

    private static SeriesInput Input(Request request, Visit visit, Checks checks) => new(
        request.CourtId, request.FirstDate, request.StartTime, request.DurationMinutes, request.Weekdays ?? [], request.EveryWeeks, request.LastDate, request.Times,
        request.Guest?.Name, request.Guest?.Email, request.Guest?.Phone, request.AccountId, request.Note, Choices(request.Choices, checks), request.QuotedAmountMinor,
        visit.Caller.May(Access.Manage) ? "desk" : "api");
}
