using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Booking.Pages.Lessons;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.UseCases.Lessons;

/// <summary>The coach is away, the court is needed: staff move a lesson and all that follow it in its course, having seen what stands in the way of each.</summary>
internal sealed class MoveCourse(FindingLessons finding, MovingCourses moving, IAccounts accounts, UnitOfWork work, IStringLocalizer<BookingWords> t)
{
    private const int MostDays = 366;

    /// <summary>What is to be otherwise for all of them; what is left out stays with each.</summary>
    /// <param name="Date">The new date of this lesson; those that follow move by as many days.</param>
    /// <param name="StartTime">Time of the venue's wall clock, such as `18:00`.</param>
    /// <param name="Leave">Lessons that stay as they are.</param>
    /// <param name="Elsewhere">Lessons that get another court or coach than the rest.</param>
    /// <param name="SetAsideReason">Why the coach's hours do not count this time.</param>
    /// <param name="Reason">Why; the pupils are told.</param>
    internal sealed record Request(
        Guid? CourtId, Guid? CoachId, string? Date, string? StartTime, int? DurationMinutes, IReadOnlyList<Guid>? Leave, IReadOnlyList<Other?>? Elsewhere, string? SetAsideReason, string? Reason);

    /// <summary>Court and coach of one lesson.</summary>
    internal sealed record Other(Guid LessonId, Guid CourtId, Guid CoachId);

    /// <summary>Every lesson of the course that is still to come, as it would be.</summary>
    internal sealed record Preview(int Conflicts, IReadOnlyList<CourseStepView> Dates);

    /// <summary>The lessons that moved, in order.</summary>
    internal sealed record Moved(IReadOnlyList<LessonView> Lessons);

    public static void Map(Doors doors)
    {
        const string Path = "/desk/lessons/{id:guid}/move-course";
        doors.Api.MapPost("/lessons/{id:guid}/move-course/preview", (Guid id, Request request, MoveCourse page, CancellationToken stop) => page.AnswerAsync(id, request, commits: false, stop)).Needs(Access.Manage).Idempotent()
            .WithSummary("What moving a lesson and all that follow it in its course would do; nothing is moved").Produces<Preview>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/lessons/{id:guid}/move-course", (Guid id, Request request, MoveCourse page, CancellationToken stop) => page.AnswerAsync(id, request, commits: true, stop)).MovesMoney().Needs(Access.Manage).Idempotent()
            .WithSummary("Move a lesson and all that follow it in its course, all or none; its pupils keep their places and are told once").Produces<Moved>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Club.MapGet(Path, (Guid id, MoveCourse page, CancellationToken stop) => page.FormAsync(id, stop)).Needs(Access.Manage);
        doors.Club.MapPost(Path, (Guid id, IFormCollection form, MoveCourse page, CancellationToken stop) => page.SubmitAsync(id, form, stop)).MovesMoney().Needs(Access.Manage);
    }

    private async Task<IResult> AnswerAsync(Guid id, Request request, bool commits, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, stop) is not { } found) return LessonRefusals.NoLesson;
        var checks = new Checks();
        if (Read(request, found, checks, text => text) is not { } move) return checks.Refusal();
        var outcome = commits ? await moving.MoveAsync(id, move, stop) : await moving.PreviewAsync(id, move, stop);
        if (outcome.Refusal is { } refusal) return refusal;
        return commits ? TypedResults.Ok(new Moved([.. outcome.Lessons.Select(LessonView.Of)]))
            : TypedResults.Ok(new Preview(outcome.Steps.Count(step => !step.IsLeft && step.Date.IsConflict), [.. outcome.Steps.Select(step => CourseStepView.Of(step, outcome.Venue!))]));
    }

    private async Task<IResult> FormAsync(Guid id, CancellationToken stop) =>
        await finding.ReadAsync(id, stop) is { } found ? await PageAsync(CourseForm.Of(found), found, StatusCodes.Status200OK, stop) : LessonRefusals.NoLesson;

    private async Task<IResult> SubmitAsync(Guid id, IFormCollection sent, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, stop) is not { } found) return LessonRefusals.NoLesson;
        var (form, checks) = (CourseForm.Read(sent), new Checks());
        if (Read(form.AsRequest(found), found, checks, text => t[text]) is not { } move)
            return await PageAsync(form with { Errors = checks.Errors.ToDictionary(error => error.Key, error => error.Value[0]) }, found, StatusCodes.Status400BadRequest, stop);
        var outcome = sent["do"] == "move" ? await moving.MoveAsync(id, move, stop) : await moving.PreviewAsync(id, move, stop);
        if (sent["do"] == "move" && outcome.Refusal is null) return Results.Redirect($"/desk/lessons/{id}?done=course");
        return await PageAsync(form with { Steps = outcome.Steps, Refusal = outcome.Refusal is { } refusal ? t[refusal.Sentence].Value : null }, found, outcome.Refusal?.Status ?? StatusCodes.Status200OK, stop);
    }

    private async Task<IResult> PageAsync(CourseForm form, FoundLesson found, int status, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var coaches = await accounts.CoachesAsync(stop);
        await work.RollbackAsync();
        return new RazorComponentResult<MoveCoursePage>(new { Form = form, Found = found, Coaches = coaches }) { StatusCode = status };
    }

    private static CourseMove? Read(Request request, FoundLesson found, Checks checks, Func<string, string> say)
    {
        var own = LocalDate.FromDateOnly(TimeText.LocalDate(found.Booking.StartsAt, found.Booking.Zone));
        var date = LocalDatePattern.Iso.Parse(request.Date ?? LocalDatePattern.Iso.Format(own));
        var shift = date.Success ? Period.DaysBetween(own, date.Value) : 0;
        var time = LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(request.StartTime ?? "00:00");
        checks.That(date.Success && Math.Abs(shift) <= MostDays, "date", say("A date within a year of the old one is needed."));
        checks.That(time.Success, "startTime", say("A time such as 18:00 is needed."));
        checks.That(request.DurationMinutes is null or (>= 15 and <= 480), "durationMinutes", say("From 15 minutes to 8 hours."));
        var others = (request.Elsewhere ?? []).OfType<Other>().ToList();
        checks.That(others.DistinctBy(other => other.LessonId).Count() == others.Count && !others.Exists(other => request.Leave?.Contains(other.LessonId) ?? false), "elsewhere", say("A lesson is named twice."));
        var aside = checks.Optional(request.SetAsideReason, "setAsideReason", 300);
        var reason = checks.Optional(request.Reason, "reason", 300);
        return !checks.Pass ? null : new CourseMove(
            request.CourtId, request.CoachId, shift, request.StartTime is null ? null : time.Value, request.DurationMinutes, (request.Leave ?? []).ToHashSet(),
            others.ToDictionary(other => other.LessonId, other => new CourseAlternative(other.CourtId, "", other.CoachId, "")), aside, reason);
    }
}

/// <summary>The form that moves the rest of a course, as typed.</summary>
public sealed record CourseForm(IReadOnlyDictionary<string, string> Typed)
{
    /// <summary>The choice that a lesson stays as it is.</summary>
    public const string Stay = "stay";

    private const string Prefix = "other.";

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public string? Refusal { get; init; }

    /// <summary>Every lesson still to come, as it would be; none before it was looked at.</summary>
    public IReadOnlyList<CourseStep> Steps { get; init; } = [];

    /// <summary>What was typed into a field.</summary>
    public string this[string name] => Typed.GetValueOrDefault(name, "");

    /// <summary>What was chosen for one lesson.</summary>
    public string Chosen(Guid lesson) => this[$"{Prefix}{lesson}"];

    internal static CourseForm Of(FoundLesson found)
    {
        var local = TimeText.Local(found.Booking.StartsAt, found.Booking.Zone);
        return new CourseForm(new Dictionary<string, string>
        {
            ["date"] = local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["time"] = local.ToString("HH:mm", CultureInfo.InvariantCulture),
            ["duration"] = found.Booking.DurationMinutes.ToString(CultureInfo.InvariantCulture),
        });
    }

    internal static CourseForm Read(IFormCollection sent) => new(sent.ToDictionary(field => field.Key, field => field.Value.ToString().Replace("\0", "", StringComparison.Ordinal)));

    // What is as it was stays with each lesson, also with one that is different from the others.
    internal MoveCourse.Request AsRequest(FoundLesson found)
    {
        var was = Of(found);
        string? Changed(string name) => this[name].Length == 0 || this[name] == was[name] ? null : this[name];
        var chosen = Typed.Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(field => (Id: Guid.TryParse(field.Key.AsSpan(Prefix.Length), out var id) ? id : Guid.Empty, field.Value)).ToList();
        return new MoveCourse.Request(
            Guid.TryParse(this["court"], out var court) ? court : null, Guid.TryParse(this["coach"], out var coach) ? coach : null, Changed("date"), Changed("time"),
            Changed("duration") is not { } minutes ? null : int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1,
            [.. chosen.Where(one => one.Value == Stay).Select(one => one.Id)], [.. chosen.Select(one => Other(one.Id, one.Value)).OfType<MoveCourse.Other>()], this["aside"], this["why"]);
    }

    private static MoveCourse.Other? Other(Guid lesson, string text) =>
        text.Split('@') is [var court, var coach] && Guid.TryParse(court, out var courtId) && Guid.TryParse(coach, out var coachId) ? new MoveCourse.Other(lesson, courtId, coachId) : null;
}
