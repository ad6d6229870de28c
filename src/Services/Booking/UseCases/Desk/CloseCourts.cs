using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Booking.Days;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>The club closes a court or a whole venue for a while, having seen which bookings that breaks.</summary>
internal static class CloseCourts
{
    private const int MostDays = 92;

    /// <summary>What is to be closed.</summary>
    /// <param name="CourtIds">The courts; none or left out for the whole venue.</param>
    /// <param name="Reason"><c>maintenance</c>, <c>event</c>, <c>weather</c>, <c>lesson_free</c> or <c>other</c>.</param>
    /// <param name="Note">For the players who lose their court, and for the desk.</param>
    /// <param name="Decisions">What happens to each booking in the way.</param>
    /// <param name="CourtGroupId">Instead of courts: those of a group that are in use.</param>
    internal sealed record Request(
        IReadOnlyList<Guid>? CourtIds, DateTimeOffset Start, DateTimeOffset End, string? Reason, string? Note, IReadOnlyList<BookingDecision?>? Decisions, Guid? CourtGroupId = null);

    /// <summary>What becomes of one booking: <c>cancel_and_refund</c> gives it up with everything back; <c>cancel_and_credit</c> gives it up, and what was paid becomes credit of the account; <c>move</c> gives it another court or time for what was agreed, or less.</summary>
    /// <param name="CourtId">For a move: the new court.</param>
    /// <param name="Start">For a move: the new start.</param>
    internal sealed record BookingDecision(Guid BookingId, string? Decision, Guid? CourtId = null, DateTimeOffset? Start = null);

    /// <summary>The live bookings a closure would break, and what giving them up costs.</summary>
    internal sealed record Preview(IReadOnlyList<ImpactView> InTheWay, Money Refunds);

    /// <summary>The closure, and the bookings that were given up or moved for it, as they were.</summary>
    /// <param name="Credited">Those of the given up whose money becomes credit once the players are told.</param>
    internal sealed record Answer(ClosureView Closure, IReadOnlyList<ImpactView> Cancelled, IReadOnlyList<ImpactView> Moved, IReadOnlyList<Guid> Credited);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/venues/{venueId:guid}/closures/preview", PreviewAsync).Needs(Access.Desk).Idempotent()
            .WithSummary("Which bookings a closure would break; nothing is changed")
            .Produces<Preview>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        doors.Api.MapPost("/venues/{venueId:guid}/closures", CloseAsync).MovesMoney().Needs(Access.Desk).Idempotent()
            .WithSummary("Close a court (desk) or several or a whole venue (who manages venues)")
            .Produces<Answer>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> PreviewAsync(Guid venueId, Request request, IVenues venues, Closing closing, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        if (await venues.FindAsync(venueId, stop) is not { } venue) return Refusals.NoVenue;
        var (wish, refusal) = Read(request, venue, visit, clock);
        if (wish is null) return refusal!;
        var broken = await closing.PreviewAsync(wish, stop);
        return TypedResults.Ok(new Preview(
            [.. broken.Select(impact => ImpactView.Of(impact, venue, clock.GetUtcNow()))], new Money(broken.Sum(impact => impact.Refund.AmountMinor), venue.Currency)));
    }

    private static async Task<IResult> CloseAsync(Guid venueId, Request request, IVenues venues, Closing closing, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        if (await venues.FindAsync(venueId, stop) is not { } venue) return Refusals.NoVenue;
        var (wish, refusal) = Read(request, venue, visit, clock);
        if (wish is null) return refusal!;
        var decisions = request.Decisions ?? [];
        if (decisions.Any(decision => decision is not ({ Decision: Decision.CancelAndRefund or Decision.CancelAndCredit } or { Decision: Decision.MoveElsewhere, CourtId: not null, Start: not null })))
            return Refusal.Malformed("decisions", "A decision is cancel_and_refund, cancel_and_credit, or move with a court and a start.");
        if (decisions.DistinctBy(decision => decision!.BookingId).Count() < decisions.Count) return Refusal.Malformed("decisions", "A booking is decided about twice.");

        var decided = decisions.ToDictionary(decision => decision!.BookingId, decision => decision!.Decision switch
        {
            Decision.MoveElsewhere => new Decision(new NewPlace(decision.CourtId!.Value, decision.Start!.Value.ToUniversalTime())),
            Decision.CancelAndCredit => Decision.Credit,
            _ => Decision.Refund,
        });
        var outcome = await closing.CloseAsync(wish, decided, stop);
        if (outcome.Refusal is not null) return outcome.Refusal;
        var moved = outcome.InTheWay.ToLookup(impact => decided[impact.Booking.Id].Place is not null, impact => ImpactView.Of(impact, venue, clock.GetUtcNow()));
        return TypedResults.Created($"/api/v1/venues/{venueId}/closures/{outcome.Closure!.Id}", new Answer(ClosureView.Of(outcome.Closure, venue), [.. moved[false]], [.. moved[true]], [.. outcome.InTheWay.Select(impact => impact.Booking.Id).Where(id => decided[id].AsCredit)]));
    }

    internal static (ClosureWish? Wish, Refusal? Refusal) Read(Request request, VenueCard venue, Visit visit, TimeProvider clock)
    {
        var courts = (request.CourtIds ?? []).Distinct().ToArray();
        if (courts.Any(id => venue.Courts.All(court => court.Id != id))) return (null, Refusals.NoCourt);
        if (request.CourtGroupId is { } wanted)
        {
            if (venue.Groups.FirstOrDefault(group => group.Id == wanted) is not { } group) return (null, Refusal.NotFound("This court group"));
            courts = [.. venue.Courts.Select(court => court.Id).Where(group.CourtIds.Contains)];
            if (courts.Length == 0) return (null, Refusals.NoCourt);
        }
        var isWhole = courts.Length == 0;
        if (ClosureAccess.Refuses(visit, isWhole, courts.Length) is { } refusal) return (null, refusal);

        var checks = new Checks();
        var areThinkable = Horizon.IsThinkable(request.Start) && Horizon.IsThinkable(request.End);
        checks.That(areThinkable, "start", "Two instants such as 2026-11-24T18:00:00Z are needed.");
        checks.That(IsMinute(request.Start) && IsMinute(request.End), "start", "Courts are closed by the minute.");
        checks.That(request.End > request.Start, "end", "A closure has to end after it begins.");
        checks.That(request.End > clock.GetUtcNow(), "end", "This time is over.");
        checks.That(request.End - request.Start <= TimeSpan.FromDays(MostDays), "end", "A closure lasts 92 days at most.");
        checks.That(ClosureReason.All.Contains(request.Reason), "reason", "A reason is needed: maintenance, event, weather, lesson_free or other.");
        var note = checks.Optional(request.Note, "note", 300);
        return checks.Pass
            ? (new ClosureWish(venue, isWhole ? [.. venue.Courts.Select(court => court.Id)] : courts, isWhole,
                request.Start.ToUniversalTime(), request.End.ToUniversalTime(), request.Reason!, note), null)
            : (null, checks.Refusal());
    }

    private static bool IsMinute(DateTimeOffset instant) => instant.UtcTicks % TimeSpan.TicksPerMinute == 0;
}
