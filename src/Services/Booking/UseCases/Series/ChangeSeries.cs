using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using PadelSaaS.Booking.Series;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases.Series;

/// <summary>Dates of a series change, end, or more are added: looked at first, then all of them or none.</summary>
internal static class ChangeSeries
{
    /// <summary>Most weeks that are added at once.</summary>
    public const int MostWeeks = 52;

    /// <summary>What is to be otherwise; what is left out stays.</summary>
    /// <param name="From">The booking from which on; left out for all dates to come.</param>
    /// <param name="StartTime">Time of the venue's wall clock, such as `18:00`.</param>
    /// <param name="Reason">Why; staff have to say.</param>
    /// <param name="Choices">What to do about dates that cannot change: with a court and a start that is taken instead, without them the date stays as it is.</param>
    internal sealed record Change(
        Guid? From, Guid? CourtId, string? StartTime, int? DurationMinutes, string? Note, string? Reason, IReadOnlyList<BookSeries.Choice?>? Choices, long? QuotedAmountMinor);

    /// <summary>All dates at their new time.</summary>
    /// <param name="SeriesId">The series that has them: a new one where only the rest of a series changes.</param>
    internal sealed record Changed(Guid SeriesId, Money Difference, Money Refund, IReadOnlyList<SeriesDateView> Dates);

    /// <summary>Which dates are given up, and why.</summary>
    internal sealed record Cancel(Guid? From, string? Reason);

    /// <summary>The dates that are given up, with what comes back for each and together.</summary>
    internal sealed record Cancelled(Money Refund, IReadOnlyList<CancelledDate> Dates);

    /// <summary>One date that is given up.</summary>
    internal sealed record CancelledDate(Guid BookingId, DateTimeOffset Start, Money Refund);

    /// <summary>For how many weeks more.</summary>
    internal sealed record Extend(int? Weeks, IReadOnlyList<BookSeries.Choice?>? Choices, long? QuotedAmountMinor);

    public static void Map(Doors doors)
    {
        void Post(string path, Delegate handler, string summary)
        {
            var endpoint = doors.Api.MapPost($"/series/{{id:guid}}/{path}", handler).Idempotent(Access.Header).WithSummary(summary).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
            if (!path.EndsWith("/preview", StringComparison.Ordinal)) endpoint.MovesMoney();
        }
        Post("change/preview", (Guid id, Change request, [FromHeader(Name = Access.Header)] string? key, FindingSeries finding, MovingSeries moving, CancellationToken stop) =>
            ChangeAsync(id, request, key, finding, moving.PreviewAsync, stop), "Check dates of a series at another court or time; nothing is changed");
        Post("change", (Guid id, Change request, [FromHeader(Name = Access.Header)] string? key, FindingSeries finding, MovingSeries moving, CancellationToken stop) =>
            ChangeAsync(id, request, key, finding, moving.MoveAsync, stop), "Change court, time, length or note of all dates to come, or from one on");
        Post("cancel/preview", (Guid id, Cancel request, [FromHeader(Name = Access.Header)] string? key, CancellingSeries cancelling, CancellationToken stop) =>
            CancelAsync(request, _ => cancelling.PreviewAsync(id, key, request.From, stop)), "What would come back; nothing is changed");
        Post("cancel", (Guid id, Cancel request, [FromHeader(Name = Access.Header)] string? key, CancellingSeries cancelling, CancellationToken stop) =>
            CancelAsync(request, reason => cancelling.CancelAsync(id, key, request.From, reason, stop)), "Cancel all dates to come, or from one on");
        Post("extend/preview", (Guid id, Extend request, [FromHeader(Name = Access.Header)] string? key, FindingSeries finding, TakingSeries taking, CancellationToken stop) =>
            ExtendAsync(id, request, key, finding, async (wish, series) => await taking.PreviewAsync(wish, series, stop) is { Refusal: null } seen ? TypedResults.Ok(BookSeries.Preview.Of(seen)) : null, taking, null, stop),
            "Check and price more weeks of a series; nothing is taken");
        Post("extend", (Guid id, Extend request, [FromHeader(Name = Access.Header)] string? key, FindingSeries finding, TakingSeries taking, HttpContext http, CancellationToken stop) =>
            ExtendAsync(id, request, key, finding, (_, _) => Task.FromResult<IResult?>(null), taking, http, stop), "Add more weeks to a series, all dates or none");
    }

    /// <summary>The dates that so many weeks more would add.</summary>
    internal static SeriesWish? More(FoundSeries found, int? weeks, IReadOnlyList<DateChoice> choices, long? quoted)
    {
        if (weeks is not (> 0 and <= MostWeeks)) return null;
        var (series, last) = (found.Series, LocalDate.FromDateOnly(found.Series.LastDate));
        var dates = series.Pattern.Until(last.PlusWeeks(weeks.Value)).Where(date => date > last).ToList();
        var booker = new SeriesBooker(series.UserId, series.GuestName, series.GuestEmail, series.GuestPhone, series.Language);
        return new SeriesWish(series.CourtId, series.Pattern, dates, series.DurationMinutes, booker, series.Note, series.Source, choices, quoted);
    }

    /// <summary>Whether it would last longer than a series may.</summary>
    internal static bool IsTooLong(FoundSeries found, SeriesWish wish) => wish.Dates.Count > 0 && wish.Dates[^1].ToDateOnly() > found.LastAllowed;

    private static async Task<IResult> ChangeAsync(
        Guid id, Change request, string? key, FindingSeries finding, Func<Guid, string?, SeriesMove, CancellationToken, Task<SeriesMoveOutcome>> act, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not { } found) return SeriesRefusals.NoSeries;
        var checks = new Checks();
        var time = request.StartTime is null ? LocalTime.FromTimeOnly(found.Series.Starts) : LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(request.StartTime) is { Success: true } read ? read.Value : (LocalTime?)null;
        checks.That(time is not null, "startTime", "A time such as 18:00 is needed.");
        var (note, reason, choices) = (checks.Optional(request.Note, "note", 300), checks.Optional(request.Reason, "reason", 300), BookSeries.Choices(request.Choices, checks));
        if (!checks.Pass) return checks.Refusal();
        var outcome = await act(id, key, new SeriesMove(
            request.From, request.CourtId ?? found.Series.CourtId, time!.Value, request.DurationMinutes ?? found.Series.DurationMinutes, note, reason, choices, request.QuotedAmountMinor), stop);
        return outcome.Refusal is { } refusal ? refusal : TypedResults.Ok(new Changed(
            outcome.SeriesId, outcome.Difference, outcome.Refund, [.. outcome.Dates.Select(date => SeriesDateView.Of(date, outcome.Found!.Venue))]));
    }

    private static async Task<IResult> CancelAsync(Cancel request, Func<string?, Task<SeriesCancelOutcome>> act)
    {
        var checks = new Checks();
        var reason = checks.Optional(request.Reason, "reason", 300);
        if (!checks.Pass) return checks.Refusal();
        var outcome = await act(reason);
        return outcome.Refusal is { } refusal ? refusal
            : TypedResults.Ok(new Cancelled(outcome.Refund, [.. outcome.Dates.Select(date => new CancelledDate(date.Booking.Id, date.Booking.StartsAt, date.Refund))]));
    }

    private static async Task<IResult> ExtendAsync(
        Guid id, Extend request, string? key, FindingSeries finding, Func<SeriesWish, WeeklySeries, Task<IResult?>> preview, TakingSeries taking, HttpContext? http, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not { } found) return SeriesRefusals.NoSeries;
        var checks = new Checks();
        var wish = More(found, request.Weeks, BookSeries.Choices(request.Choices, checks), request.QuotedAmountMinor);
        checks.That(wish is not null, "weeks", "From 1 to 52 weeks.");
        if (!checks.Pass) return checks.Refusal();
        if (IsTooLong(found, wish!)) return SeriesRefusals.NoMoreWeeks(found.LastAllowed);
        if (http is not null) return BookSeries.Answer(await taking.TakeAsync(wish!, found.Series, Idempotency.KeyOf(http), stop), http);
        return await preview(wish!, found.Series) ?? (await taking.PreviewAsync(wish!, found.Series, stop)).Refusal!;
    }
}
