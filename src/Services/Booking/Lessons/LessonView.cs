using PadelSaaS.Contracts;

namespace PadelSaaS.Booking.Lessons;

/// <summary>A lesson as the API answers it.</summary>
/// <param name="CourseId">Lessons that were planned together have the same.</param>
/// <param name="Status">`planned`, `completed` once it is over, or `cancelled`.</param>
/// <param name="Free">Places that can be taken.</param>
/// <param name="Price">Of one place, paid at the club.</param>
/// <param name="DecideAt">Until then a place can be given back; with fewer than `least` pupils the lesson is cancelled then.</param>
internal sealed record LessonView(
    Guid Id, Guid CourseId, string Title, string? Description, string Level, LessonCoach Coach, Guid VenueId, string VenueName, Guid CourtId, string CourtName,
    DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, string Status, int Least, int Most, int Free, Money Price, DateTimeOffset DecideAt, string? CancelledBy)
{
    public static LessonView Of(FoundLesson found)
    {
        var (lesson, booking) = (found.Lesson, found.Booking);
        return new LessonView(
            booking.Id, lesson.CourseId, lesson.Title, lesson.Description, lesson.Level, new LessonCoach(lesson.CoachId, lesson.CoachName), booking.VenueId, found.Venue.Name, booking.CourtId, found.CourtName,
            booking.StartsAt, booking.EndsAt, BookingView.LocalOf(booking.StartsAt, booking.Zone), !found.IsOn ? "cancelled" : booking.Status == BookingStatus.Completed ? "completed" : "planned", lesson.Least, lesson.Most, found.Free, found.Price, lesson.DecideAt, lesson.CancelledBy);
    }
}

/// <summary>Who teaches.</summary>
internal sealed record LessonCoach(Guid Id, string Name);

/// <summary>A place as the API answers it.</summary>
/// <param name="AccessKey">A guest's key, told once: it opens the place by the header `X-Booking-Key`.</param>
internal sealed record LessonPlaceView(Guid Id, string Name, string Status, DateTimeOffset BookedAt, bool MayLeave, LessonView Lesson, string? AccessKey)
{
    public static LessonPlaceView Of(TakenPlace found, DateTimeOffset now, string? key = null) =>
        new(found.Place.Id, found.Place.Name, found.Place.Status, found.Place.BookedAt, found.MayLeave(now), LessonView.Of(found.Lesson), key);
}
