using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Lessons;

/// <summary>Staff put lessons into the calendar, one or a course of them, and call them off.</summary>
internal static class PlanLessons
{
    /// <summary>The lessons that were planned, in order.</summary>
    internal sealed record Planned(IReadOnlyList<LessonView> Lessons);

    /// <summary>All dates as they are now.</summary>
    internal sealed record Preview(int Conflicts, IReadOnlyList<LessonDateView> Dates);

    /// <summary>Why it is called off; everybody with a place is told.</summary>
    internal sealed record Cancel(string? Reason);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/lessons/preview", PreviewAsync).Needs(Access.Manage).Idempotent()
            .WithSummary("Check all dates of lessons against court, coach and opening hours; nothing is taken").Produces<Preview>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/lessons", PlanAsync).Needs(Access.Manage).Idempotent()
            .WithSummary("Plan a lesson, or one every week: all dates or none").Produces<Planned>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/lessons/{id:guid}/cancel", CancelAsync).MovesMoney().Needs(Access.Manage).Idempotent()
            .WithSummary("Call a lesson off and tell everybody who has a place").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/lessons/courses/{id:guid}/cancel", CancelCourseAsync).MovesMoney().Needs(Access.Manage).Idempotent()
            .WithSummary("Call off all lessons of a course that are still to come; everybody with a place is told once").Produces<Course>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    /// <summary>What became of each date of a course.</summary>
    internal sealed record Course(IReadOnlyList<CourseDate> Dates);

    private static async Task<IResult> CancelCourseAsync(Guid id, Cancel request, CancellingLessons cancelling, CancellationToken stop)
    {
        var checks = new Checks();
        var reason = checks.Optional(request.Reason, "reason", 300);
        if (!checks.Pass) return checks.Refusal();
        var (dates, refusal) = await cancelling.CancelCourseAsync(id, reason, stop);
        return refusal is null ? TypedResults.Ok(new Course(dates)) : refusal with { More = dates.Count == 0 ? refusal.More : new Dictionary<string, object?> { ["dates"] = dates } };
    }

    private static async Task<IResult> PreviewAsync(LessonInput request, PlanningLessons planning, IVenues venues, TimeProvider clock, CancellationToken stop)
    {
        var checks = new Checks();
        if (await request.WishAsync(venues, text => text, checks, clock, stop) is not { } wish) return checks.Refusal();
        var outcome = await planning.PreviewAsync(wish, stop);
        return outcome.Refusal is { } refusal ? refusal
            : TypedResults.Ok(new Preview(outcome.Dates.Count(date => date.IsConflict), [.. outcome.Dates.Select(date => LessonDateView.Of(date, outcome.Venue!))]));
    }

    private static async Task<IResult> PlanAsync(LessonInput request, PlanningLessons planning, IVenues venues, TimeProvider clock, CancellationToken stop)
    {
        var checks = new Checks();
        if (await request.WishAsync(venues, text => text, checks, clock, stop) is not { } wish) return checks.Refusal();
        var outcome = await planning.PlanAsync(wish, stop);
        return outcome.Refusal is { } refusal ? refusal
            : TypedResults.Created($"/api/v1/lessons/{outcome.Lessons[0].Booking.Id}", new Planned([.. outcome.Lessons.Select(LessonView.Of)]));
    }

    private static async Task<IResult> CancelAsync(Guid id, Cancel request, CancellingLessons cancelling, CancellationToken stop)
    {
        var checks = new Checks();
        var reason = checks.Optional(request.Reason, "reason", 300);
        if (!checks.Pass) return checks.Refusal();
        return await cancelling.CancelAsync(id, reason, stop) is { } refusal ? refusal : TypedResults.NoContent();
    }
}
