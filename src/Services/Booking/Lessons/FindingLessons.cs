using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Lessons;

/// <summary>A lesson's two rows.</summary>
internal sealed class LessonAndBooking
{
    public required Lesson Lesson { get; init; }

    public required Booking Booking { get; init; }
}

/// <summary>Reads lessons for whoever looks; that a lesson takes place is no secret.</summary>
internal sealed class FindingLessons(UnitOfWork work, IVenues venues)
{
    private const int Most = 300;

    public static IQueryable<LessonAndBooking> Read(BookingModel model, Expression<Func<Lesson, bool>> which) =>
        model.Lessons.AsNoTracking().Where(which).Join(model.Bookings.AsNoTracking(), lesson => lesson.BookingId, booking => booking.Id, (lesson, booking) => new LessonAndBooking { Lesson = lesson, Booking = booking })
            .OrderBy(row => row.Booking.StartsAt).ThenBy(row => row.Booking.Id);

    public async Task<FoundLesson?> ReadAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var row = await Read(work.Model<BookingModel>(), lesson => lesson.BookingId == id).FirstOrDefaultAsync(stop);
        await work.RollbackAsync();
        return row is not null && await venues.FindAsync(row.Booking.VenueId, stop) is { } venue ? new FoundLesson(row.Lesson, row.Booking, venue) : null;
    }

    /// <summary>The lessons of a course that are still to come, in order.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> AheadAsync(Guid courseId, DateTimeOffset now, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var starts = await Read(work.Model<BookingModel>(), lesson => lesson.CourseId == courseId && lesson.CancelledAt == null).Where(row => row.Booking.StartsAt > now).Select(row => row.Booking.StartsAt).ToListAsync(stop);
        await work.RollbackAsync();
        return starts;
    }

    /// <summary>Lessons that begin within a time, in order.</summary>
    /// <param name="cancelled">Whether those that were called off are among them.</param>
    public async Task<IReadOnlyList<FoundLesson>> ListAsync(DateTimeOffset from, DateTimeOffset to, Guid? venueId, Guid? coachId, bool cancelled, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var rows = await Read(work.Model<BookingModel>(), lesson => (coachId == null || lesson.CoachId == coachId) && (cancelled || lesson.CancelledAt == null))
            .Where(row => row.Booking.BookingType == Lesson.BookingType && row.Booking.StartsAt >= from && row.Booking.StartsAt < to && (venueId == null || row.Booking.VenueId == venueId))
            .Take(Most).ToListAsync(stop);
        await work.RollbackAsync();
        var found = new List<FoundLesson>();
        foreach (var row in rows)
            if (await venues.FindAsync(row.Booking.VenueId, stop) is { } venue) found.Add(new FoundLesson(row.Lesson, row.Booking, venue));
        return found;
    }
}
