using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Pages.Series;
using PadelSaaS.Booking.Series;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.UseCases.Series;

/// <summary>The page on which a series is booked: the pattern, then all its dates with their prices, then one button.</summary>
internal sealed class ShowNewSeries(TakingSeries taking, IVenues venues, IAccounts accounts, Visit visit, UnitOfWork work, IStringLocalizer<BookingWords> t, TimeProvider clock)
{
    private const int UsualTimes = 10;

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/series/new", (Guid? court, DateTimeOffset? start, int? duration, ShowNewSeries page, CancellationToken stop) => page.ShowAsync(court, start, duration, byStaff: false, stop)).NeedsAccount();
        doors.Club.MapPost("/series/new", (IFormCollection form, ShowNewSeries page, CancellationToken stop) => page.PostAsync(form, byStaff: false, stop)).NeedsAccount();
        doors.Club.MapGet("/desk/series/new", (Guid? court, DateTimeOffset? start, int? duration, ShowNewSeries page, CancellationToken stop) => page.ShowAsync(court, start, duration, byStaff: true, stop)).Needs(Access.Manage);
        doors.Club.MapPost("/desk/series/new", (IFormCollection form, ShowNewSeries page, CancellationToken stop) => page.PostAsync(form, byStaff: true, stop)).Needs(Access.Manage);
    }

    private async Task<IResult> ShowAsync(Guid? court, DateTimeOffset? start, int? duration, bool byStaff, CancellationToken stop)
    {
        // Staff book for somebody: the form that asks for whom.
        if (!byStaff && visit.Caller.May(Access.Manage)) return Results.Redirect(visit.Path.Replace("/series/new", "/desk/series/new", StringComparison.Ordinal));
        var all = await venues.AllAsync(stop);
        var venue = court is { } wanted ? await venues.FindByCourtAsync(wanted, stop) : all.Count > 0 ? all[0] : null;
        if (venue is null || venue.Courts.Count == 0) return Results.Redirect(byStaff ? "/desk" : "/book");
        var instant = start is { } then && Horizon.IsThinkable(then) ? then : clock.GetUtcNow().AddDays(1);
        var local = Instant.FromDateTimeOffset(instant).InZone(Zones.Of(venue.Zone)).LocalDateTime;
        var usual = venue.Rules.DurationsMinutes.Contains(90) ? 90 : venue.Rules.DurationsMinutes[0];
        var typed = new Dictionary<string, string>
        {
            ["court"] = (court ?? venue.Courts[0].Id).ToString(),
            ["date"] = local.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
            ["time"] = start is null ? "18:00" : local.TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture),
            ["duration"] = (duration is { } minutes && venue.Rules.DurationsMinutes.Contains(minutes) ? minutes : usual).ToString(CultureInfo.InvariantCulture),
            ["every"] = "1",
            ["ends"] = "times",
            ["times"] = UsualTimes.ToString(CultureInfo.InvariantCulture),
            ["once"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
        };
        return Page(new SeriesForm(venue, typed, [], byStaff));
    }

    private async Task<IResult> PostAsync(IFormCollection sent, bool byStaff, CancellationToken stop)
    {
        if (!Guid.TryParse(sent["court"], out var court) || await venues.FindByCourtAsync(court, stop) is not { } venue) return Results.Redirect(byStaff ? "/desk" : "/book");
        var form = SeriesForm.Read(sent, venue, byStaff);
        var checks = new Checks();
        if (await form.Input(sent).WishAsync(visit, accounts, SeriesSentences.Of(text => t[text]), checks, clock, stop) is not { } wish)
            return Page(form with { Errors = checks.Errors.ToDictionary(error => error.Key, error => t[error.Value[0]].Value) }, StatusCodes.Status400BadRequest);

        if (form["act"] != "book")
        {
            var seen = await taking.PreviewAsync(wish, null, stop);
            return seen.Refusal is { } no ? Page(form with { Refusal = t[no.Sentence] }, no.Status) : Page(form with { Dates = seen.Dates });
        }
        var outcome = await taking.TakeAsync(wish, null, form.RequestKey, stop);
        if (outcome.Refusal is not { } refusal) return Results.Redirect(WeeklySeries.Link(outcome.Series!.Id, outcome.Series.UserId is null && !byStaff ? outcome.Key : null));
        if (await FirstClickAsync(form.RequestKey, stop) is { } first) return Results.Redirect(WeeklySeries.Link(first.Id, byStaff ? null : first.Key));
        return Page(form with { Refusal = t[refusal.Sentence], Dates = DateChoices.Lost(sent, outcome.Dates) }, refusal.Status);
    }

    // Whoever clicks twice lost the dates to nobody but themselves.
    private async Task<(Guid Id, string? Key)?> FirstClickAsync(RequestKey? key, CancellationToken stop)
    {
        if (key is null) return null;
        await work.BeginAsync(stop);
        var first = await Idempotency.FindAsync(work, key, stop);
        await work.RollbackAsync();
        return first?.Body is { } answer ? SeriesView.Read(answer) : null;
    }

    private static RazorComponentResult<NewSeriesPage> Page(SeriesForm form, int status = StatusCodes.Status200OK) => new(new { Form = form }) { StatusCode = status };
}
