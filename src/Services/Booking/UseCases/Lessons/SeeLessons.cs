using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Lessons;

/// <summary>Anybody sees which lessons there are; staff and the lesson's coach see who comes.</summary>
internal static class SeeLessons
{
    /// <summary>How far ahead lessons are shown when nothing is said.</summary>
    public const int UsualDays = 28;

    private const int MostDays = 92;

    /// <summary>Lessons in order.</summary>
    internal sealed record Answer(IReadOnlyList<LessonView> Lessons);

    /// <summary>Who has a place, and who had one.</summary>
    internal sealed record Pupils(IReadOnlyList<Pupil> Places);

    /// <summary>One pupil.</summary>
    internal sealed record Pupil(Guid Id, string Name, string Email, string? Phone, string Status, DateTimeOffset BookedAt, DateTimeOffset? CameAt, string? Note);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/lessons", ListAsync).WithSummary("Lessons ahead, of four weeks unless said otherwise, at most three months").Produces<Answer>().ProducesProblem(400);
        doors.Api.MapGet("/lessons/{id:guid}", OneAsync).WithSummary("One lesson").Produces<LessonView>().ProducesProblem(404);
        doors.Api.MapGet("/lessons/{id:guid}/places", PupilsAsync).NeedsAccount().WithSummary("Who has a place in a lesson, for staff and its coach").Produces<Pupils>().ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(DateTimeOffset? from, DateTimeOffset? to, Guid? venueId, Guid? coachId, FindingLessons finding, TimeProvider clock, CancellationToken stop)
    {
        var start = (from ?? clock.GetUtcNow()).ToUniversalTime();
        var checks = new Checks().That(Horizon.IsThinkable(start), "from", "An instant such as 2026-11-24T18:00:00Z is needed.");
        var end = Horizon.IsThinkable(start) ? (to ?? start.AddDays(UsualDays)).ToUniversalTime() : start;
        checks.That(end >= start && end - start <= TimeSpan.FromDays(MostDays), "to", "At most 92 days after the first.");
        if (!checks.Pass) return checks.Refusal();
        return TypedResults.Ok(new Answer([.. (await finding.ListAsync(start, end, venueId, coachId, cancelled: false, stop)).Select(LessonView.Of)]));
    }

    private static async Task<IResult> OneAsync(Guid id, FindingLessons finding, CancellationToken stop) =>
        await finding.ReadAsync(id, stop) is { } found ? TypedResults.Ok(LessonView.Of(found)) : LessonRefusals.NoLesson;

    private static async Task<IResult> PupilsAsync(Guid id, FindingLessons finding, LessonPlaces places, Visit visit, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, stop) is not { } found || !(visit.Caller.May(Access.Manage) || found.Lesson.CoachId == visit.Caller.AccountId)) return LessonRefusals.NoLesson;
        return TypedResults.Ok(new Pupils([.. (await places.OfAsync([id], stop)).Select(place =>
            new Pupil(place.Id, place.Name, place.Email, place.Phone, place.Status, place.BookedAt, place.CameAt, place.Note))]));
    }
}
