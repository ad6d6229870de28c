using NodaTime;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Lessons;

/// <summary>How the rest of a course is to be otherwise; what is <see langword="null"/> stays as it is with each lesson.</summary>
/// <param name="ShiftDays">By how many days each lesson moves: another weekday for all of them.</param>
/// <param name="Start">Time of the venue's wall clock.</param>
/// <param name="Leave">Lessons that stay where and when they are.</param>
/// <param name="Elsewhere">Lessons that get another court or coach than the others.</param>
internal sealed record CourseMove(
    Guid? CourtId, Guid? CoachId, int ShiftDays, LocalTime? Start, int? Minutes, IReadOnlySet<Guid> Leave, IReadOnlyDictionary<Guid, CourseAlternative> Elsewhere, string? SetAside, string? Reason);

/// <summary>Court and coach a lesson could have at its new time.</summary>
public sealed record CourseAlternative(Guid CourtId, string CourtName, Guid CoachId, string CoachName);

/// <summary>A lesson of a course with what moving the course does to it.</summary>
/// <param name="From">When it begins now.</param>
/// <param name="Date">When it would, and what stands in the way.</param>
/// <param name="IsLeft">It stays, as was asked for.</param>
public sealed record CourseStep(Guid LessonId, DateTimeOffset From, LessonDate Date, CourseAlternative To, bool IsLeft)
{
    /// <summary>Others it could have at that time, where it cannot be had.</summary>
    public IReadOnlyList<CourseAlternative> Alternatives { get; init; } = [];
}

/// <summary>The lessons as they stand, or why not, with every lesson of the course that is still to come.</summary>
internal sealed record CourseOutcome(IReadOnlyList<FoundLesson> Lessons, IReadOnlyList<CourseStep> Steps, VenueCard? Venue, Refusal? Refusal)
{
    public static CourseOutcome Refused(Refusal refusal, VenueCard? venue = null, IReadOnlyList<CourseStep>? steps = null) => new([], steps ?? [], venue, refusal);
}

/// <summary>A lesson of a course as the API answers it.</summary>
/// <param name="State"><c>left</c>, or as a lesson's date: <c>free</c>, <c>past</c>, <c>outside_hours</c>, <c>court_taken</c>, <c>court_closed</c>, <c>coach_taken</c> or <c>coach_away</c>.</param>
/// <param name="Alternatives">Court and coach it could have then instead.</param>
internal sealed record CourseStepView(
    Guid LessonId, DateTimeOffset From, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, string State, CourseAlternative To, IReadOnlyList<CourseAlternative> Alternatives)
{
    private const string Left = "left";

    public static CourseStepView Of(CourseStep step, VenueCard venue) => new(
        step.LessonId, step.From, step.Date.Start, step.Date.End, BookingView.LocalOf(step.Date.Start, venue.Zone), step.IsLeft ? Left : step.Date.State, step.To, step.Alternatives);
}
