using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Pages;
using PadelSaaS.Booking.People;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A visitor who chose a time says who they are and gets the court held. Nothing typed is ever lost, whoever was faster.</summary>
internal static class BookSlot
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/book/details", ShowAsync);
        doors.Club.MapPost("/book/details", HoldAsync);
    }

    private static async Task<IResult> ShowAsync(Guid court, DateTimeOffset start, int duration, IVenues venues, Quoting quoting, Visit visit, CancellationToken stop)
    {
        if (await venues.FindByCourtAsync(court, stop) is not { } venue || await PriceAsync(venue, court, start.ToUniversalTime(), duration, quoting, visit, stop) is not { } price)
            return Results.Redirect("/book");
        return Page(new DetailsForm(court, start.ToUniversalTime(), duration) { Once = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)) }, venue, price);
    }

    private static async Task<IResult> HoldAsync(
        IFormCollection form, Holding holding, IVenues venues, Quoting quoting, Visit visit, DeviceBookings device, UnitOfWork work, IStringLocalizer<BookingWords> t, HttpContext http, CancellationToken stop)
    {
        if (DetailsForm.Read(form) is not { } typed || await venues.FindByCourtAsync(typed.CourtId, stop) is not { } venue
            || await PriceAsync(venue, typed.CourtId, typed.Start, typed.DurationMinutes, quoting, visit, stop) is not { } price)
            return Results.Redirect("/book");

        var checks = new Checks();
        var wish = typed.Wish(visit, checks, t);
        if (!checks.Pass) return Page(typed with { Errors = Errors(checks) }, venue, price, StatusCodes.Status400BadRequest);

        var outcome = await holding.HoldAsync(wish, typed.RequestKey, stop);
        if (outcome.Refusal is { } refusal && await FirstClickAsync(work, typed.RequestKey, stop) is { } first)
        {
            if (first.AccessKey is not null) device.Add(http, first.Id);
            return Results.Redirect(Access.Link(first.Id, first.AccessKey));
        }
        if (outcome.Refusal is not null)
            return Page(typed with { Refusal = outcome.Refusal.Said(t), Alternatives = Offered(outcome.Refusal) }, venue, price, outcome.Refusal.Status);

        if (outcome.Booking!.UserId is null) device.Add(http, outcome.Booking.Id);
        return Results.Redirect(Access.Link(outcome.Booking.Id, outcome.Booking.UserId is null ? outcome.Key : null));
    }

    // Whoever clicks twice lost the court to nobody but themselves: the second click shows what the first one did.
    private static async Task<BookingView?> FirstClickAsync(UnitOfWork work, RequestKey? key, CancellationToken stop)
    {
        if (key is null) return null;
        await work.BeginAsync(stop);
        var first = await Idempotency.FindAsync(work, key, stop);
        await work.RollbackAsync();
        return first?.Body is { } answer ? BookingView.Read(answer) : null;
    }

    private static async ValueTask<Price?> PriceAsync(VenueCard venue, Guid court, DateTimeOffset start, int duration, Quoting quoting, Visit visit, CancellationToken stop) =>
        Horizon.IsThinkable(start) && venue.Rules.DurationsMinutes.Contains(duration)
            ? (await quoting.ForAsync(venue, court, start, visit.Caller.AccountId, stop)).Of(start, duration)
            : null;

    private static RazorComponentResult<DetailsPage> Page(DetailsForm form, VenueCard venue, Price price, int status = StatusCodes.Status200OK) =>
        new(new { Form = form, Venue = venue, Price = price }) { StatusCode = status };

    private static Dictionary<string, string> Errors(Checks checks) => checks.Errors.ToDictionary(error => error.Key, error => error.Value[0]);

    private static IReadOnlyList<Alternative> Offered(Refusal refusal) =>
        refusal.More.TryGetValue("alternatives", out var offered) && offered is IReadOnlyList<Alternative> alternatives ? alternatives : [];
}

/// <summary>The form of the details page, as typed.</summary>
public sealed record DetailsForm(Guid CourtId, DateTimeOffset Start, int DurationMinutes)
{
    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    public string Phone { get; init; } = "";

    /// <summary>Made anew with every form, so that sending it twice books once.</summary>
    public string Once { get; init; } = "";

    internal RequestKey? RequestKey => Once.Length is > 0 and <= 64 ? new RequestKey($"{Once} {Slot(CourtId, Start, 0)} {DurationMinutes}", "page", []) : null;

    /// <summary>What need not be said.</summary>
    public Companions Companions { get; init; } = Companions.None;

    public string? Refusal { get; init; }

    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>The price that was shown, in minor units.</summary>
    public long? QuotedMinor { get; init; }

    /// <summary>The court, the time and the price that is shown, as one value of a button.</summary>
    public static string Slot(Guid court, DateTimeOffset start, long quotedMinor) => $"{court:N} {start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {quotedMinor}";

    /// <summary>Reads a posted form. A button for an alternative wins over the time chosen first.</summary>
    public static DetailsForm? Read(IFormCollection form)
    {
        var slot = (form["alternative"].ToString() is { Length: > 0 } other ? other : form["slot"].ToString()).Split(' ', 3);
        if (slot.Length < 2 || !Guid.TryParse(slot[0], out var court) || !DateTimeOffset.TryParse(slot[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            || !int.TryParse(form["duration"], CultureInfo.InvariantCulture, out var duration))
            return null;
        var quoted = slot.Length == 3 && long.TryParse(slot[2], CultureInfo.InvariantCulture, out var minor) ? minor : (long?)null;
        return new DetailsForm(court, start.ToUniversalTime(), duration) { QuotedMinor = quoted, Once = form["once"].ToString().Replace("\0", "", StringComparison.Ordinal), Name = form["name"].ToString(), Email = form["email"].ToString(), Phone = form["phone"].ToString(), Companions = Companions.Read(form) };
    }

    internal Wish Wish(Visit visit, Checks checks, IStringLocalizer<BookingWords> t)
    {
        var name = visit.Caller.IsKnown ? visit.Caller.Name : checks.Text(Name, "name", 100, t["Please tell us your name."]);
        var email = visit.Caller.IsKnown ? visit.Caller.Email : checks.Email(Email, "email", t["Please write an e-mail address, such as name@example.com."]);
        var phone = visit.Caller.IsKnown ? checks.Optional(Phone, "phone", 30) : checks.Text(Phone, "phone", 30, t["Please give a phone number for the club to reach you."]);
        return Companions.AddTo(new Wish(CourtId, Start, DurationMinutes, name, email, phone, [], null, "web") { QuotedMinor = QuotedMinor }, checks, t);
    }
}
