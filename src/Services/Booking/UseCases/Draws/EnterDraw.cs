using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Draws;

/// <summary>A player with an account enters a draw, and takes the entry out again while it is open.</summary>
internal static class EnterDraw
{
    public const int MostStarts = 5;

    /// <param name="Starts">Local times such as <c>18:00</c>, the dearest first.</param>
    /// <param name="CourtId">The one court that will do; any when left out.</param>
    internal sealed record Request(IReadOnlyList<string?>? Starts, int DurationMinutes, Guid? CourtId);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/draws/{id:guid}/entries", HandleAsync).NeedsAccount().Idempotent()
            .WithSummary("Enter a draw with the starts that would do, one entry for each account").Produces<DrawView>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapDelete("/draws/entries/{id:guid}", WithdrawAsync).NeedsAccount()
            .WithSummary("Take the own entry out of a draw that is open").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    /// <summary>What is wished for, if it can be understood.</summary>
    internal static DrawWish? Wish(Request request, Draw draw, VenueCard venue, Func<string, string> say, Checks checks)
    {
        var minutes = (request.Starts ?? []).Select(text => TimeSearch.Minute(text ?? "")).ToList();
        checks.That(minutes.Count is >= 1 and <= MostStarts && minutes.TrueForAll(minute => minute is < 1440), "starts", say("At least one start is needed, such as 18:00, and at most five."));
        checks.That(minutes.Distinct().Count() == minutes.Count, "starts", say("Name each start once."));
        checks.That(venue.Rules.DurationsMinutes.Contains(request.DurationMinutes), "durationMinutes", say("Choose one of the lengths the club sells."));
        if (!checks.Pass) return null;
        var (date, zone) = (LocalDate.FromDateOnly(draw.LocalDate), Zones.Of(venue.Zone));
        return new DrawWish([.. minutes.Select(minute => date.AtMidnight().PlusMinutes(minute!.Value).InZoneLeniently(zone).ToDateTimeOffset().ToUniversalTime())], request.DurationMinutes, request.CourtId);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, FindingDraws finding, Entering entering, TimeProvider clock, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, stop) is not { } found) return DrawRefusals.NoDraw;
        var checks = new Checks();
        if (Wish(request, found.Draw, found.Venue, text => text, checks) is not { } wish) return checks.Refusal();
        if (await entering.EnterAsync(id, wish, stop) is { } refusal) return refusal;
        return TypedResults.Created($"/api/v1/draws/{id}", DrawView.Of((await finding.ReadAsync(id, stop))!, clock.GetUtcNow()));
    }

    private static async Task<IResult> WithdrawAsync(Guid id, Entering entering, CancellationToken stop) =>
        await entering.WithdrawAsync(id, stop) is { } refusal ? refusal : TypedResults.NoContent();
}
