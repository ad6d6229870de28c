using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Lessons;

/// <summary>Calls a lesson off: the court and the coach are free again, and everybody with a place is told.</summary>
internal sealed class CancellingLessons(UnitOfWork work, IVenues venues, LinkKeys keys, Visit visit, TimeProvider clock)
{
    private const string LockSql = "select * from lessons where booking_id = {0} for update";

    public async Task<Refusal?> CancelAsync(Guid id, string? reason, CancellationToken stop) => await EndAsync(id, Lesson.ByStaff, reason, _ => true, stop);

    /// <summary>What is decided at the deadline: with fewer than the least number of pupils it does not take place.</summary>
    public async Task DecideAsync(Guid id, CancellationToken stop) =>
        await EndAsync(id, Lesson.TooFew, null, lesson => lesson.Taken < lesson.Least && lesson.DecideAt <= clock.GetUtcNow(), stop);

    // Who takes a place changes the lesson's row, so while it is locked nobody joins.
    private async Task<Refusal?> EndAsync(Guid id, string by, string? reason, Func<Lesson, bool> wanted, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        var model = work.Model<BookingModel>();
        var lesson = await model.Lessons.FromSqlRaw(LockSql, id).FirstOrDefaultAsync(stop);
        var booking = lesson is null ? null : await model.Bookings.AsNoTracking().FirstAsync(row => row.Id == id, stop);
        var refusal = booking is null ? LessonRefusals.NoLesson : lesson!.CancelledAt is not null ? LessonRefusals.CalledOff : booking.StartsAt <= now ? LessonRefusals.Over : null;
        if (refusal is not null || !wanted(lesson!) || await venues.FindAsync(booking!.VenueId, stop) is not { } venue)
        {
            await work.RollbackAsync();
            return refusal;
        }
        if (by == Lesson.ByStaff) work.Audit(new Act("lesson.called_off", "lesson", $"{id}", lesson!.Title) { Reason = reason });
        await CallOffAsync(model, new FoundLesson(lesson!, booking, venue), by, reason, null, now, stop);
        await work.CommitAsync(stop);
        return null;
    }

    /// <summary>All dates of a course that are still to come, in one transaction; everybody with a place in any of them hears once.</summary>
    public async Task<(IReadOnlyList<CourseDate> Dates, Refusal? Refusal)> CancelCourseAsync(Guid courseId, string? reason, CancellationToken stop)
    {
        var (now, act) = (clock.GetUtcNow(), Guid.CreateVersion7(clock.GetUtcNow()));
        await work.BeginAsync(stop);
        var model = work.Model<BookingModel>();
        var lessons = await model.Lessons.FromSqlRaw("select * from lessons where course_id = {0} order by booking_id for update", courseId).ToListAsync(stop);
        var ids = lessons.ConvertAll(lesson => lesson.BookingId);
        var rows = await model.Bookings.AsNoTracking().Where(row => ids.Contains(row.Id)).OrderBy(row => row.StartsAt).ToListAsync(stop);
        var dates = rows.ConvertAll(row => new CourseDate(row.Id, row.StartsAt, lessons.Find(lesson => lesson.BookingId == row.Id)!.CancelledAt is not null ? CourseDate.WasCancelled : row.StartsAt <= now ? CourseDate.Over : CourseDate.CalledOff));
        var ahead = dates.Where(date => date.State == CourseDate.CalledOff).ToList();
        if (ahead.Count == 0 || await venues.FindAsync(rows[0].VenueId, stop) is not { } venue)
        {
            await work.RollbackAsync();
            return (dates, lessons.Count == 0 ? LessonRefusals.NoLesson : LessonRefusals.CourseOver);
        }
        var places = new List<(BookedLesson Lesson, LessonPupil Pupil)>();
        foreach (var date in ahead)
        {
            var found = new FoundLesson(lessons.Find(lesson => lesson.BookingId == date.LessonId)!, rows.Find(row => row.Id == date.LessonId)!, venue);
            places.AddRange((await CallOffAsync(model, found, Lesson.ByStaff, reason, act, now, stop)).Select(pupil => (found.Tell(), pupil)));
        }
        // A person is an account, or an address; and reads the name they gave last.
        var pupils = places.GroupBy(place => Waitlist.WaitlistEntry.PersonOf(place.Pupil.Booker.AccountId, place.Pupil.Booker.Email ?? $"{place.Pupil.PlaceId}"))
            .Select(one => new CoursePupil(one.Last().Pupil.Booker, [.. one.Select(place => new CoursePlace(place.Pupil.PlaceId, place.Lesson, place.Pupil.Link))])).ToList();
        work.Audit(new Act("lesson.course_called_off", "course", $"{courseId}", lessons[0].Title) { Reason = reason, Changes = [new Changed("dates", $"{ahead.Count}", "0")] });
        work.Tell(new CourseCancelled(courseId, act, venue.Id, lessons[0].Title, lessons[0].CoachName, pupils, reason));
        await work.CommitAsync(stop);
        return (dates, null);
    }

    private async Task<IReadOnlyList<LessonPupil>> CallOffAsync(BookingModel model, FoundLesson found, string by, string? reason, Guid? partOf, DateTimeOffset now, CancellationToken stop)
    {
        var (id, lesson) = (found.Booking.Id, found.Lesson);
        var pupils = await PupilsAsync(model, id, stop);
        (lesson.CancelledAt, lesson.CancelledBy) = (now, by);
        await model.SaveChangesAsync(stop);
        await model.LessonPlaces.Where(place => place.LessonId == id && place.Status == LessonPlace.Booked).ExecuteUpdateAsync(place => place.SetProperty(row => row.Status, LessonPlace.Cancelled), stop);
        await using (var free = work.Command("update bookings set status = 'cancelled', cancelled_by = $2, cancellation_reason = $3::text, updated_at = $4 where id = $1", id, by, (object?)reason ?? DBNull.Value, now))
            await free.ExecuteNonQueryAsync(stop);
        await History.AddAsync(work, id, now, "lesson_cancelled", by == Lesson.ByStaff ? visit.Caller : Caller.Nobody, "clock", new { by, reason, pupils = pupils.Count }, stop);
        work.Tell(new LessonCancelled(found.Tell(), pupils, by, reason) { PartOf = partOf });
        return pupils;
    }

    /// <summary>Who has a place, as facts tell them.</summary>
    public async Task<IReadOnlyList<LessonPupil>> PupilsAsync(BookingModel model, Guid lesson, CancellationToken stop)
    {
        var pupils = new List<LessonPupil>();
        foreach (var place in await model.LessonPlaces.AsNoTracking().Where(row => row.LessonId == lesson && row.Status == LessonPlace.Booked).OrderBy(row => row.BookedAt).ToListAsync(stop))
            pupils.Add(new LessonPupil(place.Id, new Booker(place.UserId, place.Name, place.Email, place.Language), LessonPlace.LinkTo(place.Id, place.UserId is null ? await keys.ForAsync(place.Id, stop) : null)));
        return pupils;
    }
}

/// <summary>A date of a course and what calling the course off did to it.</summary>
/// <param name="State"><c>called_off</c>, or why not: <c>over</c>, <c>was_cancelled</c>.</param>
internal sealed record CourseDate(Guid LessonId, DateTimeOffset Start, string State)
{
    public const string CalledOff = "called_off";
    public const string Over = "over";
    public const string WasCancelled = "was_cancelled";
}

/// <summary>At the deadline of a lesson it is decided whether enough have come together.</summary>
internal sealed class DecideLesson(CancellingLessons cancelling) : ITimerJob
{
    public const string Name = "decide-lesson";

    public Task RingAsync(string key, CancellationToken stop) => cancelling.DecideAsync(Guid.Parse(key), stop);
}
