using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Booking.Pages;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>The page on which a booking is moved: the venue's free times with the booking's own among them, and the difference before there is a button.</summary>
internal sealed class ShowChange(Finding finding, Moving moving, Limiting limiting, DayReader days, Visit visit, IStringLocalizer<BookingWords> t, TimeProvider clock)
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/bookings/{id:guid}/change", (Guid id, string? key, string? date, int? duration, Guid? court, DateTimeOffset? start, ShowChange page, CancellationToken stop) =>
            page.ShowAsync(id, key, date, duration, court, start, stop));
        doors.Club.MapPost("/bookings/{id:guid}/change", (Guid id, IFormCollection form, ShowChange page, CancellationToken stop) => page.MoveAsync(id, form, stop)).MovesMoney();
    }

    private async Task<IResult> ShowAsync(Guid id, string? key, string? date, int? duration, Guid? court, DateTimeOffset? start, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return TypedResults.NotFound();
        var minutes = duration is { } wanted && venue.Rules.DurationsMinutes.Contains(wanted) ? wanted : booking.DurationMinutes;
        var move = court is { } there && start is { } then && Horizon.IsThinkable(then) ? new Move(there, then.ToUniversalTime(), minutes) : null;
        return await PageAsync(new ChangeForm(booking, venue, key, minutes), move, date, stop);
    }

    private async Task<IResult> MoveAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        var key = form["key"].ToString() is { Length: > 0 } sent ? sent : null;
        if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return TypedResults.NotFound();
        if (DetailsForm.Read(form) is not { } typed || !Horizon.IsThinkable(typed.Start) || typed.DurationMinutes is <= 0 or > 1440) return Results.Redirect(ChangeForm.Path(id, key));

        var reason = form["reason"].ToString().Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } said ? said[..Math.Min(said.Length, 300)] : null;
        var move = new Move(typed.CourtId, typed.Start, typed.DurationMinutes, typed.QuotedMinor, reason);
        var outcome = await moving.MoveAsync(id, key, move, null, stop);
        if (outcome.Refusal is not { } refusal) return Results.Redirect(Access.Link(id, key));

        var shown = new ChangeForm(booking, venue, key, typed.DurationMinutes) { Reason = reason, Refusal = refusal.Said(t), Alternatives = Offered(refusal) };
        return await PageAsync(shown, move, null, stop, refusal.Status);
    }

    private async Task<RazorComponentResult<ChangePage>> PageAsync(ChangeForm form, Move? move, string? date, CancellationToken stop, int status = StatusCodes.Status200OK)
    {
        var (now, booking, venue) = (clock.GetUtcNow(), form.Booking, form.Venue.For(await limiting.StandingAsync(form.Booking.UserId, stop)));
        var byStaff = visit.Caller.May(Access.Manage);
        form = form with { Venue = venue, ByStaff = byStaff, IsOpen = MoveRules.MayBegin(booking, byStaff, now) };
        if (move is not null && form.IsOpen)
        {
            var outcome = await moving.PreviewAsync(booking.Id, form.Key, move, stop);
            if (outcome.Refusal is { } refusal)
                form = form with { Refusal = form.Refusal ?? refusal.Said(t), Alternatives = form.Alternatives.Count > 0 ? form.Alternatives : Offered(refusal) };
            else if (!move.IsWhereItIs(booking)) form = form with { Offer = outcome.Offer, NeedsReason = outcome.NeedsReason };
        }
        var day = await DayAsync(form, move, date, now);
        return new(new
        {
            Form = form,
            Date = day.Day.Date,
            First = Horizon.First(venue, now),
            Last = Horizon.Last(venue, now),
            Free = day.Free(form.DurationMinutes, now, await limiting.StandingAsync(form.Booking.UserId, stop)).ToList(),
            Grid = FreeStarts.On(day.Day, [], venue.Rules with { StrictGaps = false }, now).Of(form.DurationMinutes),
        })
        {
            StatusCode = status,
        };
    }

    private async Task<VenueDay> DayAsync(ChangeForm form, Move? move, string? date, DateTimeOffset now)
    {
        LocalDate Of(DateTimeOffset instant) =>
            (BusinessDay.Holding(form.Venue, instant).FirstOrDefault() ?? BusinessDay.Of(form.Venue, BusinessDay.Today(form.Venue, instant))).Date;
        var asked = LocalDatePattern.Iso.Parse(date ?? "").TryGetValue(default, out var named) && Horizon.Holds(form.Venue, named, now) ? named
            : move is not null && Horizon.Holds(form.Venue, Of(move.Start), now) ? Of(move.Start) : Of(form.Booking.StartsAt);
        return (await days.ReadAsync(form.Venue, asked)).Without(form.Booking);
    }

    private static IReadOnlyList<Alternative> Offered(Refusal refusal) =>
        refusal.More.TryGetValue("alternatives", out var offered) && offered is IReadOnlyList<Alternative> alternatives ? alternatives : [];
}

/// <summary>A booking about to be moved, as the page shows it.</summary>
public sealed record ChangeForm(Booking Booking, VenueCard Venue, string? Key, int DurationMinutes)
{
    /// <summary>Whether it can be moved at all.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether staff move it: they say why.</summary>
    public bool ByStaff { get; init; }

    /// <summary>Whether they have to: money goes back, or a rule is set aside.</summary>
    public bool NeedsReason { get; init; }

    /// <summary>What the chosen time would mean; nothing while none is chosen.</summary>
    public MoveOffer? Offer { get; init; }

    public string? Reason { get; init; }

    public string? Refusal { get; init; }

    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];

    /// <summary>Path of the page.</summary>
    public static string Path(Guid id, string? key) => $"/bookings/{id}/change{(key is null ? "" : $"?key={Uri.EscapeDataString(key)}")}";

    /// <summary>Path of the page with something chosen.</summary>
    internal string With(params ReadOnlySpan<(string Name, string Value)> chosen)
    {
        var path = Path(Booking.Id, Key);
        foreach (var (name, value) in chosen) path = Ui.Text.Links.With(path, name, value);
        return path;
    }
}
