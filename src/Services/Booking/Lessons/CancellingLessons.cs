using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
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
        var pupils = await PupilsAsync(model, id, stop);
        (lesson!.CancelledAt, lesson.CancelledBy) = (now, by);
        await model.SaveChangesAsync(stop);
        await model.LessonPlaces.Where(place => place.LessonId == id && place.Status == LessonPlace.Booked).ExecuteUpdateAsync(place => place.SetProperty(row => row.Status, LessonPlace.Cancelled), stop);
        await using (var free = work.Command("update bookings set status = 'cancelled', cancelled_by = $2, cancellation_reason = $3::text, updated_at = $4 where id = $1", id, by, (object?)reason ?? DBNull.Value, now))
            await free.ExecuteNonQueryAsync(stop);
        await History.AddAsync(work, id, now, "lesson_cancelled", by == Lesson.ByStaff ? visit.Caller : Caller.Nobody, "clock", new { by, reason, pupils = pupils.Count }, stop);
        work.Tell(new LessonCancelled(new FoundLesson(lesson, booking, venue).Tell(), pupils, by, reason));
        await work.CommitAsync(stop);
        return null;
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

/// <summary>At the deadline of a lesson it is decided whether enough have come together.</summary>
internal sealed class DecideLesson(CancellingLessons cancelling) : ITimerJob
{
    public const string Name = "decide-lesson";

    public Task RingAsync(string key, CancellationToken stop) => cancelling.DecideAsync(Guid.Parse(key), stop);
}
