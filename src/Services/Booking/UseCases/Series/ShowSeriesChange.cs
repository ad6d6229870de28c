using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using NodaTime.Text;
using PadelSaaS.Booking.Pages.Series;
using PadelSaaS.Booking.Series;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Series;

/// <summary>The pages on which dates of a series change, end or go on: every date and the sum stand there before there is a button.</summary>
internal sealed class ShowSeriesChange(FindingSeries finding, MovingSeries moving, CancellingSeries cancelling, TakingSeries taking, Visit visit, IStringLocalizer<BookingWords> t)
{
    private const int UsualWeeks = 10;

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/series/{id:guid}/change", (Guid id, string? key, Guid? from, ShowSeriesChange page, CancellationToken stop) => page.ChangeAsync(id, key, from, null, stop));
        doors.Club.MapPost("/series/{id:guid}/change", (Guid id, IFormCollection form, ShowSeriesChange page, CancellationToken stop) => page.ChangeAsync(id, Key(form), From(form), form, stop)).MovesMoney();
        doors.Club.MapGet("/series/{id:guid}/cancel", (Guid id, string? key, Guid? from, ShowSeriesChange page, CancellationToken stop) => page.CancelAsync(id, key, from, null, stop));
        doors.Club.MapPost("/series/{id:guid}/cancel", (Guid id, IFormCollection form, ShowSeriesChange page, CancellationToken stop) => page.CancelAsync(id, Key(form), From(form), form, stop)).MovesMoney();
        doors.Club.MapGet("/series/{id:guid}/extend", (Guid id, ShowSeriesChange page, CancellationToken stop) => page.ExtendAsync(id, null, stop)).NeedsAccount();
        doors.Club.MapPost("/series/{id:guid}/extend", (Guid id, IFormCollection form, ShowSeriesChange page, CancellationToken stop) => page.ExtendAsync(id, form, stop)).NeedsAccount();
    }

    private async Task<IResult> ChangeAsync(Guid id, string? key, Guid? from, IFormCollection? form, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not { } found || !found.Has(from)) return TypedResults.NotFound();
        var typed = SeriesChange.Of(found, key, from, form) with { ByStaff = visit.Caller.May(Access.Manage) };
        if (form is null) return Page(typed);
        if (!LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(typed.Time).TryGetValue(default, out var time)) return Page(typed with { Refusal = t["A time such as 18:00 is needed."] }, StatusCodes.Status400BadRequest);
        var checks = new Checks();
        var (note, reason) = (checks.Optional(typed.Note, "note", 300), checks.Optional(typed.Reason, "reason", 300));
        if (!checks.Pass) return Page(typed with { Refusal = t[checks.Errors.Values.First()[0]] }, StatusCodes.Status400BadRequest);

        var isDone = form["act"] == "book";
        var choices = DateChoices.Read(form);
        var move = new SeriesMove(from, typed.CourtId, time, typed.DurationMinutes, note, reason, choices, isDone ? DateChoices.Quoted(form, choices) : null);
        var outcome = isDone ? await moving.MoveAsync(id, key, move, stop) : await moving.PreviewAsync(id, key, move, stop);
        if (isDone && outcome.Refusal is null) return Results.Redirect(WeeklySeries.Link(outcome.SeriesId, outcome.SeriesId == id ? key : null));
        typed = typed with { Dates = isDone ? DateChoices.Lost(form, outcome.Dates) : outcome.Dates, Difference = outcome.Difference, Refund = outcome.Refund };
        return outcome.Refusal is { } refusal ? Page(typed with { Refusal = t[refusal.Sentence] }, refusal.Status) : Page(typed);
    }

    private async Task<IResult> CancelAsync(Guid id, string? key, Guid? from, IFormCollection? form, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not { } found || !found.Has(from)) return TypedResults.NotFound();
        var reason = form?["reason"].ToString().Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } said ? said[..Math.Min(said.Length, 300)] : null;
        var outcome = form is null ? await cancelling.PreviewAsync(id, key, from, stop) : await cancelling.CancelAsync(id, key, from, reason, stop);
        if (form is not null && outcome.Refusal is null) return Results.Redirect(WeeklySeries.Link(id, key));
        if (form is null && outcome.Refusal is null && await cancelling.LookAsync(outcome, stop) is { } over) outcome = outcome with { Refusal = over with { Status = StatusCodes.Status200OK } };
        var refund = outcome.Found is null ? new Money(0, found.Venue.Currency) : outcome.Refund;
        return new RazorComponentResult<SeriesCancelPage>(new { Found = found, Key = key, From = from, outcome.Dates, Refund = refund, Refusal = outcome.Refusal is { } no ? t[no.Sentence].Value : null })
        {
            StatusCode = outcome.Refusal?.Status ?? StatusCodes.Status200OK,
        };
    }

    private async Task<IResult> ExtendAsync(Guid id, IFormCollection? form, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, null, stop) is not { } found) return TypedResults.NotFound();
        var weeks = form is null ? Math.Clamp((found.LastAllowed.DayNumber - found.Series.LastDate.DayNumber) / 7, 1, UsualWeeks) : SeriesForm.Number(form["weeks"]);
        var choices = form is null ? [] : DateChoices.Read(form);
        var isDone = form?["act"].ToString() == "book";
        if (ChangeSeries.More(found, weeks, choices, isDone ? DateChoices.Quoted(form!, choices) : null) is not { } wish)
            return Extend(found, weeks, [], t["From 1 to 52 weeks."], StatusCodes.Status400BadRequest);
        if (ChangeSeries.IsTooLong(found, wish)) return Extend(found, weeks, [], t[SeriesRefusals.NoMoreWeeks(found.LastAllowed).Sentence], StatusCodes.Status409Conflict);
        var outcome = isDone ? await taking.TakeAsync(wish, found.Series, null, stop) : await taking.PreviewAsync(wish, found.Series, stop);
        if (isDone && outcome.Refusal is null) return Results.Redirect(WeeklySeries.Link(id, null));
        return Extend(found, weeks, isDone ? DateChoices.Lost(form!, outcome.Dates) : outcome.Dates, outcome.Refusal is { } no ? t[no.Sentence].Value : null, outcome.Refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static RazorComponentResult<SeriesExtendPage> Extend(FoundSeries found, int? weeks, IReadOnlyList<SeriesDate> dates, string? refusal, int status) =>
        new(new { Found = found, Weeks = weeks, Dates = dates, Refusal = refusal }) { StatusCode = status };

    private static RazorComponentResult<SeriesChangePage> Page(SeriesChange form, int status = StatusCodes.Status200OK) => new(new { Form = form }) { StatusCode = status };

    private static string? Key(IFormCollection form) => form["key"].ToString() is { Length: > 0 } sent ? sent : null;

    private static Guid? From(IFormCollection form) => Guid.TryParse(form["from"], out var id) ? id : null;
}

/// <summary>A series about to change, as the page shows it.</summary>
public sealed record SeriesChange(FoundSeries Found, string? Key, Guid? From, Guid CourtId, string Time, int DurationMinutes, string Note, string Reason)
{
    public bool ByStaff { get; init; }

    public IReadOnlyList<SeriesDate> Dates { get; init; } = [];

    public Money Difference { get; init; }

    public Money Refund { get; init; }

    public string? Refusal { get; init; }

    internal static SeriesChange Of(FoundSeries found, string? key, Guid? from, IFormCollection? form)
    {
        var series = found.Series;
        string Typed(string name, string was) => form is null ? was : form[name].ToString().Replace("\0", "", StringComparison.Ordinal);
        return new SeriesChange(
            found, key, from, Guid.TryParse(Typed("court", ""), out var court) ? court : series.CourtId, Typed("time", series.Starts.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)),
            SeriesForm.Number(Typed("duration", "")) ?? series.DurationMinutes, Typed("note", series.Note ?? ""), Typed("reason", ""));
    }
}
