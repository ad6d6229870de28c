using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A player takes a court for some minutes, until it is paid.</summary>
internal static class HoldCourt
{
    /// <summary>What is wanted. Somebody signed in need not say who they are; a guest gives a name and an e-mail address.</summary>
    /// <param name="Start">An instant the availability showed.</param>
    /// <param name="QuotedAmountMinor">The price that was shown, in minor units: if it has risen since, 409 `price_changed` asks again. May be left out.</param>
    /// <param name="GroupSize">How many will play; at least the booker and who is named.</param>
    /// <param name="Extras">What is wanted with the court, by the keys the venue names; may be left out.</param>
    /// <param name="PromoCode">A code that takes something off the court's price; may be left out.</param>
    /// <param name="Participants">Who is to play along; may be left out.</param>
    internal sealed record Request(
        Guid CourtId, DateTimeOffset Start, int DurationMinutes, Guest? Guest, IReadOnlyList<Participant?>? Participants, string? SpecialRequests,
        long? QuotedAmountMinor, int? GroupSize = null, IReadOnlyList<ExtraWish?>? Extras = null, string? PromoCode = null);

    /// <summary>So many of an extra.</summary>
    internal sealed record ExtraWish(string? Key, int Count);

    /// <summary>Who books without an account.</summary>
    internal sealed record Guest(string? Name, string? Email, string? Phone);

    public static void Map(Doors doors) => doors.Api.MapPost("/bookings", HandleAsync).Idempotent()
        .WithSummary("Hold a court until it is paid")
        .Produces<BookingView>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

    private static async Task<IResult> HandleAsync(Request request, Holding holding, Visit visit, HttpContext http, CancellationToken stop)
    {
        var checks = new Checks();
        var wish = Wish(request, visit, checks);
        if (!checks.Pass) return checks.Refusal();

        var outcome = await holding.HoldAsync(wish, Idempotency.KeyOf(http), stop);
        if (outcome.Refusal is { } refusal) return refusal;

        Idempotency.IsStored(http);
        http.Response.Headers.Location = $"/api/v1/bookings/{outcome.Booking!.Id}";
        return Results.Text(outcome.Answer, "application/json; charset=utf-8", Encoding.UTF8, StatusCodes.Status201Created);
    }

    private static Wish Wish(Request request, Visit visit, Checks checks)
    {
        checks.That(request.CourtId != Guid.Empty, "courtId", "A court is needed.");
        checks.That(Horizon.IsThinkable(request.Start), "start", "An instant such as 2026-11-24T18:00:00Z is needed.");
        checks.That(request.DurationMinutes is > 0 and <= 1440, "durationMinutes", "A duration in minutes is needed.");
        checks.That(request.GroupSize is null or (>= 1 and <= 40), "groupSize", "From 1 to 40 people.");
        var participants = request.Participants ?? [];
        for (var at = 0; at < participants.Count; at++) checks.That(participants[at] is not null, $"participants[{at}]", "Somebody is needed.");
        checks.That((request.Extras ?? []).All(extra => extra?.Key is { Length: > 0 and <= 60 }) && (request.Extras ?? []).Select(extra => extra?.Key).Distinct().Count() == (request.Extras ?? []).Count,
            "extras", "Every extra needs its key, each once.");
        checks.That(participants.Count <= 12, "participants", "At most 12 people can be invited.");
        var invited = participants.Take(12).Select((who, at) => who is null ? new Participant(null, null) : new Participant(
            checks.Optional(who.Name, $"participants[{at}].name", 100),
            who.Email is null ? null : checks.Email(who.Email, $"participants[{at}].email", "An e-mail address is needed."))).ToList();
        var name = visit.Caller.IsKnown ? visit.Caller.Name : checks.Text(request.Guest?.Name, "guest.name", 100, "A name is needed.");
        var email = visit.Caller.IsKnown ? visit.Caller.Email : checks.Email(request.Guest?.Email, "guest.email", "An e-mail address is needed.");
        return new Wish(request.CourtId, request.Start.ToUniversalTime(), request.DurationMinutes, name, email,
            checks.Optional(request.Guest?.Phone, "guest.phone", 30), invited, checks.Optional(request.SpecialRequests, "specialRequests", 500), "api")
        {
            QuotedMinor = request.QuotedAmountMinor,
            GroupSize = request.GroupSize,
            PromoCode = checks.Optional(request.PromoCode, "promoCode", 60),
            Extras = [.. (request.Extras ?? []).OfType<ExtraWish>().Select(extra => new ChosenExtra(extra.Key ?? "", extra.Count))],
        };
    }
}
