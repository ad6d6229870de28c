using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Pages.Desk;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>Somebody stands at the desk and wants to play: a click on a free time, a name, a click.</summary>
internal static class TakeWalkIn
{
    /// <summary>Who plays where, from when and how long.</summary>
    internal sealed record Request(Guid CourtId, DateTimeOffset Start, int DurationMinutes, string? Name, string? Phone);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/desk/walk-in", ShowAsync).Needs(Access.Desk);
        doors.Club.MapPost("/desk/walk-in", PostAsync).Needs(Access.Desk);
        doors.Api.MapPost("/desk/walk-ins", AnswerAsync).Needs(Access.Desk).Idempotent()
            .WithSummary("Give a court to somebody at the desk, paid at the club")
            .Produces<BookingView>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ShowAsync(Guid court, DateTimeOffset start, bool? block, IVenues venues, DayReader days)
    {
        if (await venues.FindByCourtAsync(court) is not { } venue) return TypedResults.NotFound();
        return await PageAsync(new WalkInForm(court, start.ToUniversalTime(), null) { ForBlock = block == true }, venue, days, StatusCodes.Status200OK);
    }

    private static async Task<IResult> PostAsync(IFormCollection form, Holding holding, IVenues venues, DayReader days, IStringLocalizer<BookingWords> t, CancellationToken stop)
    {
        if (WalkInForm.Read(form) is not { } typed || await venues.FindByCourtAsync(typed.CourtId, stop) is not { } venue) return Results.Redirect("/desk");

        var checks = new Checks();
        var wish = WishOf(typed.CourtId, typed.Start, typed.DurationMinutes ?? 0, typed.Name, typed.Phone, checks, t["A name is needed."]);
        checks.That(typed.DurationMinutes is not null, "duration", t["Choose how long they play."]);
        if (!checks.Pass) return await PageAsync(typed with { Error = checks.Errors.Values.First()[0] }, venue, days, StatusCodes.Status400BadRequest);

        var outcome = await holding.WalkInAsync(wish, stop);
        if (outcome.Refusal is { } refusal) return await PageAsync(typed with { Error = t[refusal.Sentence] }, venue, days, refusal.Status);

        var date = BusinessDay.Holding(venue, typed.Start).First().Date;
        return Results.Redirect($"/desk?venue={Uri.EscapeDataString(venue.Key)}&date={date:uuuu-MM-dd}&booked={outcome.Booking!.Code}");
    }

    private static async Task<IResult> AnswerAsync(Request request, Holding holding, CancellationToken stop)
    {
        var checks = new Checks();
        checks.That(request.DurationMinutes is > 0 and <= 1440, "durationMinutes", "A duration in minutes is needed.");
        var wish = WishOf(request.CourtId, request.Start.ToUniversalTime(), request.DurationMinutes, request.Name, request.Phone, checks, "A name is needed.");
        if (!checks.Pass) return checks.Refusal();

        var outcome = await holding.WalkInAsync(wish, stop);
        return outcome.Refusal is { } refusal ? refusal : Results.Text(outcome.Answer, "application/json; charset=utf-8", System.Text.Encoding.UTF8, StatusCodes.Status201Created);
    }

    private static Wish WishOf(Guid court, DateTimeOffset start, int duration, string? name, string? phone, Checks checks, string nameNeeded) =>
        new(court, start, duration, checks.Text(name, "name", 100, nameNeeded), null, checks.Optional(phone, "phone", 30), [], null, "desk");

    // Offered is what still fits before the next booking, with its price.
    private static async Task<RazorComponentResult<WalkInPage>> PageAsync(WalkInForm form, VenueCard venue, DayReader days, int status)
    {
        var offers = new List<(int Minutes, Money Price)>();
        if (BusinessDay.Holding(venue, form.Start).FirstOrDefault() is { } day)
        {
            var seen = await days.ReadFreshAsync(venue, day);
            var (pricing, busy) = (seen.PricingOf(form.CourtId, null), seen.Busy.GetValueOrDefault(form.CourtId, []));
            foreach (var minutes in venue.Rules.DurationsMinutes)
                if (day.Covers(form.Start, minutes) && !busy.Any(taken => taken.Start < form.Start.AddMinutes(minutes) && taken.End > form.Start) && pricing.AmountOf(form.Start, minutes) is { } price)
                    offers.Add((minutes, price));
        }
        return new(new { Form = form, Venue = venue, Offers = offers, Block = await BlockCourt.FormAsync(venue, form.CourtId, form.Start, days) }) { StatusCode = status };
    }
}

/// <summary>The walk-in form, as typed.</summary>
public sealed record WalkInForm(Guid CourtId, DateTimeOffset Start, int? DurationMinutes)
{
    /// <summary>Who plays.</summary>
    public string Name { get; init; } = "";

    /// <summary>How to reach them; may be left out.</summary>
    public string Phone { get; init; } = "";

    /// <summary>Why it was refused.</summary>
    public string? Error { get; init; }

    /// <summary>Whether somebody came to block the court instead.</summary>
    public bool ForBlock { get; init; }

    internal static WalkInForm? Read(IFormCollection form) =>
        Guid.TryParse(form["court"], out var court) && DateTimeOffset.TryParse(form["start"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            ? new WalkInForm(court, start.ToUniversalTime(), int.TryParse(form["duration"], CultureInfo.InvariantCulture, out var minutes) ? minutes : null) { Name = form["name"].ToString(), Phone = form["phone"].ToString() }
            : null;
}
