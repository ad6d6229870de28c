using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.UseCases.Lessons;

/// <summary>Staff give a lesson another time, court or coach, or other words. Who has a place keeps it.</summary>
internal static class ChangeLesson
{
    /// <summary>What is to be otherwise; what is left out stays.</summary>
    /// <param name="StartTime">Time of the venue's wall clock, such as `18:00`.</param>
    /// <param name="SetAsideReason">Why the coach's hours do not count this time.</param>
    /// <param name="Reason">Why; the pupils are told.</param>
    internal sealed record Request(
        Guid? CourtId, Guid? CoachId, string? Date, string? StartTime, int? DurationMinutes, string? Title, string? Description, string? Level, int? Least, int? Most,
        long? PriceMinor, int? DecideHours, string? SetAsideReason, string? Reason);

    public static void Map(Doors doors) => doors.Api.MapPost("/lessons/{id:guid}/change", HandleAsync).MovesMoney().Needs(Access.Manage).Idempotent()
        .WithSummary("Change a lesson; its pupils keep their places and are told").Produces<LessonView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

    /// <summary>The lesson with what is to be otherwise.</summary>
    internal static LessonInput Input(FoundLesson found, Request request)
    {
        var (lesson, booking, local) = (found.Lesson, found.Booking, TimeText.Local(found.Booking.StartsAt, found.Booking.Zone));
        return new LessonInput(
            request.CourtId ?? booking.CourtId, request.CoachId ?? lesson.CoachId, request.Date ?? local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            request.StartTime ?? local.ToString("HH:mm", CultureInfo.InvariantCulture), request.DurationMinutes ?? booking.DurationMinutes, null, null, null, 1,
            request.Title ?? lesson.Title, request.Description ?? lesson.Description, request.Level ?? lesson.Level, request.Least ?? lesson.Least, request.Most ?? lesson.Most,
            request.PriceMinor ?? lesson.PriceMinor, request.DecideHours ?? HoursOf(found), request.SetAsideReason);
    }

    /// <summary>How many hours before the lesson it is decided.</summary>
    internal static int HoursOf(FoundLesson found) => (int)(found.Booking.StartsAt - found.Lesson.DecideAt).TotalHours;

    private static async Task<IResult> HandleAsync(Guid id, Request request, FindingLessons finding, ChangingLessons changing, IVenues venues, TimeProvider clock, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, stop) is not { } found) return LessonRefusals.NoLesson;
        var checks = new Checks();
        var reason = checks.Optional(request.Reason, "reason", 300);
        if (await Input(found, request).WishAsync(venues, text => text, checks, clock, stop) is not { } wish) return checks.Refusal();
        var outcome = await changing.ChangeAsync(id, wish, reason, stop);
        return outcome.Refusal is { } refusal ? refusal : TypedResults.Ok(LessonView.Of(outcome.Lessons[0]));
    }
}
