using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Pages.Waitlist;
using PadelSaaS.Booking.Waitlist;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Waitlist;

/// <summary>What somebody wanted is taken: they say what would suit them and are told when it is freed.</summary>
internal static class JoinWaitlist
{
    /// <summary>Who asks, where nobody is signed in.</summary>
    internal sealed record Guest(string? Name, string? Email, string? Phone);

    /// <param name="CourtIds">Courts that will do; none for any.</param>
    /// <param name="Date">Local date, such as <c>2026-11-28</c>.</param>
    /// <param name="From">Earliest start, local, such as <c>18:00</c>.</param>
    /// <param name="To">Latest start, local and inclusive; one before <c>from</c> is after midnight.</param>
    internal sealed record Request(Guid VenueId, IReadOnlyList<Guid>? CourtIds, string? Date, string? From, string? To, int DurationMinutes, Guest? Guest);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/waitlist/join", ShowAsync);
        doors.Club.MapPost("/waitlist/join", SubmitAsync);
        doors.Api.MapPost("/waitlist", HandleAsync).Idempotent()
            .WithSummary("Wait for a court to be freed in a window of time").Produces<PlaceView>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> HandleAsync(Request request, Line line, IVenues venues, LinkKeys keys, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        if (await venues.FindAsync(request.VenueId, stop) is not { } venue) return Refusals.NoVenue;
        var checks = new Checks();
        var entry = Entry(request, venue, visit, checks, clock.GetUtcNow());
        if (!checks.Pass) return checks.Refusal();
        var (id, refusal) = await line.JoinAsync(entry!, stop);
        if (refusal is not null) return refusal;

        var key = entry!.UserId is null ? await keys.ForAsync(id, stop) : null;
        var place = (await line.FindAsync(id, key, stop))!;
        return TypedResults.Created($"/api/v1/waitlist/{id}", PlaceView.Of(place, key));
    }

    private static async Task<IResult> ShowAsync(string? venue, Guid? court, string? date, string? from, string? to, int? duration, IVenues venues, CancellationToken stop)
    {
        var all = await venues.AllAsync(stop);
        if ((all.FirstOrDefault(one => one.Key == venue || one.Courts.Any(own => own.Id == court)) ?? (all.Count > 0 ? all[0] : null)) is not { } chosen) return Results.Redirect("/book");
        var length = duration is { } minutes && chosen.Rules.DurationsMinutes.Contains(minutes) ? minutes : chosen.Rules.DurationsMinutes[0];
        return Page(chosen, new WaitForm(court?.ToString() ?? "", date ?? "", from ?? "18:00", to ?? "21:00", length, "", "", ""), new Dictionary<string, string>(), null, StatusCodes.Status200OK);
    }

    private static async Task<IResult> SubmitAsync(
        IFormCollection form, Line line, IVenues venues, LinkKeys keys, Visit visit, IStringLocalizer<BookingWords> t, TimeProvider clock, CancellationToken stop)
    {
        var all = await venues.AllAsync(stop);
        if (all.FirstOrDefault(one => one.Key == form["venue"]) is not { } venue) return Results.Redirect("/book");
        var typed = new WaitForm(form["court"].ToString(), form["date"].ToString(), form["from"].ToString(), form["to"].ToString(),
            int.TryParse(form["duration"], CultureInfo.InvariantCulture, out var minutes) ? minutes : 0, form["name"].ToString(), form["email"].ToString(), form["phone"].ToString());
        var checks = new Checks();
        var request = new Request(venue.Id, Guid.TryParse(typed.Court, out var court) ? [court] : [], typed.Date, typed.From, typed.To, typed.DurationMinutes, new Guest(typed.Name, typed.Email, typed.Phone));
        var entry = Entry(request, venue, visit, checks, clock.GetUtcNow());
        if (!checks.Pass) return Page(venue, typed, checks.Errors.ToDictionary(error => error.Key, error => t[error.Value[0]].Value), null, StatusCodes.Status400BadRequest);
        var (id, refusal) = await line.JoinAsync(entry!, stop);
        return refusal is null
            ? Results.Redirect(Offering.PathOf(id, entry!.UserId is null ? await keys.ForAsync(id, stop) : null))
            : Page(venue, typed, new Dictionary<string, string>(), refusal with { Sentence = t[refusal.Sentence] }, refusal.Status);
    }

    private static WaitlistEntry? Entry(Request request, VenueCard venue, Visit visit, Checks checks, DateTimeOffset now)
    {
        checks.That(DateOnly.TryParseExact(request.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 2000 and < 2200, "date", "A day is needed.");
        var (from, to) = (TimeSearch.Minute(request.From ?? ""), TimeSearch.Minute(request.To ?? ""));
        checks.That(from is < 1440, "from", "A time such as 18:00 is needed.");
        checks.That(to is not null, "to", "A time such as 21:00 is needed.");
        checks.That(request.CourtIds is null or { Count: <= 60 }, "courtIds", "At most 60 courts.");
        var caller = visit.Caller;
        var name = caller.IsKnown ? caller.Name : checks.Text(request.Guest?.Name, "name", 100, "A name is needed.");
        var email = caller.IsKnown ? caller.Email ?? "" : checks.Email(request.Guest?.Email, "email", "Please write an e-mail address, such as name@example.com.");
        var phone = checks.Optional(request.Guest?.Phone, "phone", 30);
        if (!checks.Pass) return null;

        return new WaitlistEntry
        {
            Id = Guid.CreateVersion7(now),
            VenueId = venue.Id,
            CourtIds = [.. (request.CourtIds ?? []).Distinct().Order()],
            Earliest = At(venue, date, from!.Value),
            Latest = At(venue, date, to < from ? to!.Value + 1440 : to!.Value),
            DurationMinutes = request.DurationMinutes,
            UserId = caller.AccountId,
            Name = name,
            Email = email,
            Phone = phone,
            Language = visit.Language,
            JoinedAt = now,
            Person = WaitlistEntry.PersonOf(caller.AccountId, email),
        };
    }

    private static DateTimeOffset At(VenueCard venue, DateOnly date, int minute) =>
        LocalDate.FromDateOnly(date).AtMidnight().PlusMinutes(minute).InZoneLeniently(Zones.Of(venue.Zone)).ToDateTimeOffset().ToUniversalTime();

    private static RazorComponentResult<WaitPage> Page(VenueCard venue, WaitForm form, IReadOnlyDictionary<string, string> errors, Refusal? refusal, int status) =>
        new(new { Venue = venue, Form = form, Errors = errors, Refusal = refusal?.Sentence, IsFree = refusal?.Slug == "free_now" }) { StatusCode = status };
}

/// <summary>The form of the line, as typed.</summary>
public sealed record WaitForm(string Court, string Date, string From, string To, int DurationMinutes, string Name, string Email, string Phone);
