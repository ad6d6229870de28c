using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Booking.Pages.Lessons;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.UseCases.Lessons;

/// <summary>The pages on which staff see the week's lessons, plan new ones and call them off.</summary>
internal sealed class LessonDesk(
    FindingLessons finding, PlanningLessons planning, CancellingLessons cancelling, ChangingLessons changing, LessonPlaces places, IVenues venues, IAccounts accounts, UnitOfWork work,
    IStringLocalizer<BookingWords> t, TimeProvider clock)
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/desk/lessons", (string? venue, string? date, LessonDesk desk, CancellationToken stop) => desk.WeekAsync(venue, date, stop)).Needs(Access.Manage);
        doors.Club.MapGet("/desk/lessons/new", (Guid? court, DateTimeOffset? start, LessonDesk desk, CancellationToken stop) => desk.FormAsync(court, start, stop)).Needs(Access.Manage);
        doors.Club.MapPost("/desk/lessons/new", (IFormCollection form, LessonDesk desk, CancellationToken stop) => desk.PlanAsync(form, stop)).Needs(Access.Manage);
        doors.Club.MapGet("/desk/lessons/{id:guid}", (Guid id, string? done, LessonDesk desk, CancellationToken stop) => desk.OneAsync(id, null, StatusCodes.Status200OK, stop, done)).Needs(Access.Manage);
        doors.Club.MapGet("/desk/lessons/{id:guid}/change", (Guid id, LessonDesk desk, CancellationToken stop) => desk.ChangeFormAsync(id, stop)).Needs(Access.Manage);
        doors.Club.MapPost("/desk/lessons/{id:guid}/change", (Guid id, IFormCollection form, LessonDesk desk, CancellationToken stop) => desk.ChangeAsync(id, form, stop)).MovesMoney().Needs(Access.Manage);
        doors.Club.MapPost("/desk/lessons/{id:guid}/cancel-course", (Guid id, IFormCollection form, LessonDesk desk, CancellationToken stop) => desk.CancelCourseAsync(id, form, stop)).MovesMoney().Needs(Access.Manage);
        doors.Club.MapPost("/desk/lessons/{id:guid}/cancel", (Guid id, IFormCollection form, LessonDesk desk, CancellationToken stop) => desk.CancelAsync(id, form, stop)).MovesMoney().Needs(Access.Manage);
    }

    private async Task<IResult> WeekAsync(string? key, string? date, CancellationToken stop)
    {
        var all = await venues.AllAsync(stop);
        if (all.Count == 0) return Results.Redirect("/desk");
        var venue = all.FirstOrDefault(one => one.Key == key) ?? all[0];
        var today = BusinessDay.Today(venue, clock.GetUtcNow());
        var day = LocalDatePattern.Iso.Parse(date ?? "").TryGetValue(today, out var asked) && asked.Year is > 2000 and < 2200 ? asked : today;
        var monday = day.PlusDays(1 - (int)day.DayOfWeek);
        var zone = Zones.Of(venue.Zone);
        DateTimeOffset Midnight(LocalDate local) => local.AtStartOfDayInZone(zone).ToDateTimeOffset().ToUniversalTime();
        var lessons = await finding.ListAsync(Midnight(monday), Midnight(monday.PlusDays(7)), venue.Id, null, cancelled: true, stop);
        return new RazorComponentResult<LessonWeekPage>(new { Venues = all, Venue = venue, Monday = monday.ToDateOnly(), Lessons = lessons });
    }

    private async Task<IResult> FormAsync(Guid? court, DateTimeOffset? start, CancellationToken stop)
    {
        var all = await venues.AllAsync(stop);
        if (all.Count == 0) return Results.Redirect("/desk");
        var venue = all.FirstOrDefault(one => one.Courts.Any(own => own.Id == court)) ?? all[0];
        var local = TimeText.Local(start ?? clock.GetUtcNow().AddDays(1), venue.Zone);
        var typed = new Dictionary<string, string>
        {
            ["court"] = (court ?? (venue.Courts.Count > 0 ? venue.Courts[0].Id : null))?.ToString() ?? "",
            ["date"] = local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["time"] = start is null ? "18:00" : local.ToString("HH:mm", CultureInfo.InvariantCulture),
            ["duration"] = "60",
            ["times"] = "1",
            ["least"] = "2",
            ["most"] = "4",
            ["decide"] = "24",
            ["level"] = LessonLevel.All,
        };
        return await PageAsync(new LessonForm(typed), stop);
    }

    private async Task<IResult> PlanAsync(IFormCollection sent, CancellationToken stop)
    {
        var form = LessonForm.Read(sent);
        var checks = new Checks();
        var currency = Guid.TryParse(form["court"], out var court) && await venues.FindByCourtAsync(court, stop) is { } venue ? venue.Currency : "";
        if (await form.Input(currency).WishAsync(venues, text => t[text], checks, clock, stop) is not { } wish)
            return await PageAsync(form with { Errors = checks.Errors.ToDictionary(error => error.Key, error => error.Value[0]) }, stop, StatusCodes.Status400BadRequest);
        var outcome = await planning.PlanAsync(wish, stop);
        if (outcome.Refusal is not { } refusal)
            return Results.Redirect($"/desk/lessons?venue={Uri.EscapeDataString(outcome.Venue!.Key)}&date={TimeText.LocalDate(outcome.Lessons[0].Booking.StartsAt, outcome.Venue.Zone):yyyy-MM-dd}");
        return await PageAsync(form with { Refusal = t[refusal.Sentence], Dates = outcome.Dates, Zone = outcome.Venue?.Zone ?? "UTC" }, stop, refusal.Status);
    }

    private async Task<IResult> ChangeFormAsync(Guid id, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, stop) is not { } found) return LessonRefusals.NoLesson;
        var (lesson, local) = (found.Lesson, TimeText.Local(found.Booking.StartsAt, found.Booking.Zone));
        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        var typed = new Dictionary<string, string>
        {
            ["court"] = found.Booking.CourtId.ToString(),
            ["coach"] = lesson.CoachId.ToString(),
            ["date"] = local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["time"] = local.ToString("HH:mm", CultureInfo.InvariantCulture),
            ["duration"] = Text(found.Booking.DurationMinutes),
            ["title"] = lesson.Title,
            ["description"] = lesson.Description ?? "",
            ["level"] = lesson.Level,
            ["least"] = Text(lesson.Least),
            ["most"] = Text(lesson.Most),
            ["price"] = MoneyText.Plain(found.Price),
            ["decide"] = Text(ChangeLesson.HoursOf(found)),
        };
        return await PageAsync(new LessonForm(typed) { Changing = id }, stop);
    }

    private async Task<IResult> ChangeAsync(Guid id, IFormCollection sent, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, stop) is not { } found) return LessonRefusals.NoLesson;
        var form = LessonForm.Read(sent) with { Changing = id, Zone = found.Booking.Zone };
        var checks = new Checks();
        var reason = checks.Optional(form["why"], "why", 300);
        if (await form.Input(found.Booking.Currency).WishAsync(venues, text => t[text], checks, clock, stop) is not { } wish)
            return await PageAsync(form with { Errors = checks.Errors.ToDictionary(error => error.Key, error => error.Value[0]) }, stop, StatusCodes.Status400BadRequest);
        var outcome = await changing.ChangeAsync(id, wish, reason, stop);
        if (outcome.Refusal is { } refusal) return await PageAsync(form with { Refusal = t[refusal.Sentence], Dates = outcome.Dates }, stop, refusal.Status);
        return Results.Redirect($"/desk/lessons/{id}");
    }

    private async Task<IResult> OneAsync(Guid id, string? refusal, int status, CancellationToken stop, string? done = null)
    {
        if (await finding.ReadAsync(id, stop) is not { } found) return LessonRefusals.NoLesson;
        return new RazorComponentResult<LessonDeskPage>(new { Found = found, Places = await places.OfAsync([id], stop), Course = await finding.AheadAsync(found.Lesson.CourseId, clock.GetUtcNow(), stop), Refusal = refusal, Done = done, Now = clock.GetUtcNow() }) { StatusCode = status };
    }

    private async Task<IResult> CancelAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        var checks = new Checks();
        var reason = checks.Optional(form["reason"], "reason", 300);
        if (!checks.Pass) return await OneAsync(id, checks.Errors.Values.First()[0], StatusCodes.Status400BadRequest, stop);
        return await cancelling.CancelAsync(id, reason, stop) is { } refusal ? await OneAsync(id, t[refusal.Sentence], refusal.Status, stop) : Results.Redirect($"/desk/lessons/{id}");
    }

    private async Task<IResult> CancelCourseAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, stop) is not { } found) return LessonRefusals.NoLesson;
        var checks = new Checks();
        var reason = checks.Optional(form["reason"], "reason", 300);
        if (!checks.Pass) return await OneAsync(id, checks.Errors.Values.First()[0], StatusCodes.Status400BadRequest, stop);
        var (_, refusal) = await cancelling.CancelCourseAsync(found.Lesson.CourseId, reason, stop);
        return refusal is null ? Results.Redirect($"/desk/lessons/{id}") : await OneAsync(id, t[refusal.Sentence], refusal.Status, stop);
    }

    private async Task<IResult> PageAsync(LessonForm form, CancellationToken stop, int status = StatusCodes.Status200OK)
    {
        await work.BeginAsync(stop);
        var coaches = await accounts.CoachesAsync(stop);
        await work.RollbackAsync();
        return new RazorComponentResult<NewLessonPage>(new { Form = form, Venues = await venues.AllAsync(stop), Coaches = coaches }) { StatusCode = status };
    }
}

/// <summary>The form of a lesson, as typed.</summary>
public sealed record LessonForm(IReadOnlyDictionary<string, string> Typed)
{
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>The lesson that changes; none for a new one.</summary>
    public Guid? Changing { get; init; }

    /// <summary>Path of the page.</summary>
    public string Path => Changing is { } id ? $"/desk/lessons/{id}/change" : "/desk/lessons/new";

    public string? Refusal { get; init; }

    /// <summary>The dates as they were found, with what stands in the way of each.</summary>
    public IReadOnlyList<LessonDate> Dates { get; init; } = [];

    public string Zone { get; init; } = "UTC";

    /// <summary>What was typed into a field.</summary>
    public string this[string name] => Typed.GetValueOrDefault(name, "");

    internal static LessonForm Read(IFormCollection sent) => new(sent.ToDictionary(field => field.Key, field => field.Value.ToString().Replace("\0", "", StringComparison.Ordinal)));

    internal LessonInput Input(string currency) => new(
        Id("court"), Id("coach"), this["date"], this["time"], Number("duration"), null, null, null, Changing is null ? Number("times") ?? 0 : 1, this["title"], this["description"], this["level"],
        Number("least") ?? 0, Number("most"), Minor(currency), Number("decide") ?? -1, this["reason"]);

    private Guid Id(string name) => Guid.TryParse(this[name], out var id) ? id : Guid.Empty;

    private int? Number(string name) => int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Typed in euros or rupees; a comma is a point.
    private long? Minor(string currency)
    {
        if (!decimal.TryParse(this["price"].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount > 10_000_000) return null;
        for (var digit = 0; digit < MoneyText.Exponent(currency); digit++) amount *= 10;
        return amount == decimal.Truncate(amount) ? (long)amount : null;
    }
}
