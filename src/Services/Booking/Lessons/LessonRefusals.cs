using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Lessons;

/// <summary>Every no about lessons.</summary>
internal static class LessonRefusals
{
    public static readonly Refusal NoLesson = Refusal.NotFound("This lesson");

    public static readonly Refusal NoCoach = Refusal.NotFound("This coach");

    public static readonly Refusal NoPlace = Refusal.NotFound("This place");

    public static readonly Refusal Full = Refusal.Conflict("lesson_full", "Somebody was faster: the last place in this lesson is gone.");

    public static readonly Refusal Over = Refusal.Conflict("lesson_over", "This lesson has begun already.");

    public static readonly Refusal CalledOff = Refusal.Conflict("lesson_cancelled", "This lesson is cancelled.");

    public static readonly Refusal CourseOver = Refusal.Conflict("course_over", "No lesson of this course is still to come.");

    public static readonly Refusal HasPlace = Refusal.Conflict("has_place", "You have a place in this lesson already.");

    public static readonly Refusal TooLateToLeave = Refusal.Conflict("too_late_to_leave", "It is too late to give this place back. Please tell the club.");

    public static readonly Refusal MoreHavePlaces = Refusal.Conflict("too_few_places", "More people than that have a place already.") with { Field = "most" };

    public static readonly Refusal PriceAgreed = Refusal.Conflict("price_agreed", "Somebody has taken a place at this price: it stays.") with { Field = "priceMinor" };

    public static readonly Refusal Changed = Refusal.Conflict("lesson_changed", "The calendar has changed meanwhile. Please try again.");

    public static readonly Refusal NothingMoves = Refusal.Conflict("nothing_moves", "No lesson of this course would be moved.");

    public static Refusal CourseConflicts(IReadOnlyList<CourseStep> steps, VenueCard venue) =>
        Refusal.Conflict("lesson_conflicts", "Nothing was moved: some dates cannot be had.") with
        {
            More = new Dictionary<string, object?> { ["dates"] = steps.Select(step => CourseStepView.Of(step, venue)).ToList() },
        };

    public static Refusal Conflicts(IReadOnlyList<LessonDate> dates, VenueCard venue) =>
        Refusal.Conflict("lesson_conflicts", "Nothing was planned: some dates cannot be had.") with
        {
            More = new Dictionary<string, object?> { ["dates"] = dates.Select(date => LessonDateView.Of(date, venue)).ToList() },
        };
}
