using Microsoft.EntityFrameworkCore;
using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Series;
using PadelSaaS.Booking.UseCases.Lessons;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Lessons;

/// <summary>
/// Moves a lesson and all that follow it in its course: by days, to another time, court or coach. All of them are judged at once and move in one
/// transaction or not at all; who has a place keeps it, and hears of everything once.
/// </summary>
internal sealed class MovingCourses(
    FindingLessons finding, ChangingLessons changing, CancellingLessons pupils, CourseAlternatives alternatives, IVenues venues, IAccounts accounts, UnitOfWork work, Visit visit, TimeProvider clock)
{
    private const int MostAttempts = 3;

    /// <summary>What it would do; nothing is moved.</summary>
    public Task<CourseOutcome> PreviewAsync(Guid id, CourseMove move, CancellationToken stop) => AttemptAsync(id, move, commits: false, stop);

    public async Task<CourseOutcome> MoveAsync(Guid id, CourseMove move, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await AttemptAsync(id, move, commits: true, stop);
            // Somebody was faster, or the club changed its rules, between the judging and the writing: judge again.
            if (outcome.Refusal != LessonRefusals.Changed || attempt == MostAttempts) return outcome;
            await venues.ReloadAsync(outcome.Venue!.Id, stop);
        }
    }

    private async Task<CourseOutcome> AttemptAsync(Guid id, CourseMove move, bool commits, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, stop) is not { } seen) return CourseOutcome.Refused(LessonRefusals.NoLesson);
        var (venue, now) = (seen.Venue, clock.GetUtcNow());
        if (move.Elsewhere.Values.Select(other => other.CourtId).Append(move.CourtId ?? seen.Booking.CourtId).Any(court => venue.Courts.All(one => one.Id != court))) return CourseOutcome.Refused(Refusals.NoCourt);
        await work.BeginAsync(stop);
        var wished = await WishedAsync(seen, move, now, stop);
        if (commits)
        {
            await SeriesRows.LockAsync(work, wished.SelectMany(one => (Guid[])[one.Wish.CourtId, one.Wish.CoachId]), stop);
            // Nobody joins or leaves while it is decided.
            await using (var alone = work.Command("select from lessons where course_id = $1 order by booking_id for update", seen.Lesson.CourseId)) await alone.ExecuteNonQueryAsync(stop);
            wished = await WishedAsync(seen, move, now, stop);
        }
        var coaches = await accounts.CoachesAsync(stop);
        if (wished.Count == 0) return await RefuseAsync(CourseOutcome.Refused(LessonRefusals.CourseOver));
        if (wished.Any(one => !one.IsLeft && coaches.All(coach => coach.Id != one.Wish.CoachId))) return await RefuseAsync(CourseOutcome.Refused(LessonRefusals.NoCoach));

        var judged = await alternatives.JudgeAsync(venue, wished, coaches, now, stop);
        var steps = judged.ConvertAll(one => one.Tell(venue, coaches));
        if (!commits) return await RefuseAsync(new CourseOutcome([], steps, venue, null));
        if (steps.Any(step => !step.IsLeft && step.Date.IsConflict)) return await RefuseAsync(CourseOutcome.Refused(LessonRefusals.CourseConflicts(steps, venue), venue, steps));
        var moving = judged.FindAll(one => one.Moves);
        if (moving.Count == 0) return await RefuseAsync(CourseOutcome.Refused(LessonRefusals.NothingMoves, venue, steps));
        var lessons = await CarryOutAsync(seen.Lesson.CourseId, venue, moving, coaches, move, now, stop);
        if (lessons is null) return await RefuseAsync(CourseOutcome.Refused(LessonRefusals.Changed, venue, steps));
        await work.CommitAsync(stop);
        return new CourseOutcome(lessons, steps, venue, null);
    }

    // The lesson and those after it that are still to come, each with what it is to be.
    private async Task<List<WishedLesson>> WishedAsync(FoundLesson seen, CourseMove move, DateTimeOffset now, CancellationToken stop)
    {
        var (course, from, venue) = (seen.Lesson.CourseId, seen.Booking.StartsAt, seen.Venue);
        var rows = await FindingLessons.Read(work.Model<BookingModel>(), lesson => lesson.CourseId == course && lesson.CancelledAt == null)
            .Where(row => row.Booking.StartsAt >= from && row.Booking.StartsAt > now && row.Booking.VenueId == venue.Id).ToListAsync(stop);
        return rows.ConvertAll(row => Wished(new FoundLesson(row.Lesson, row.Booking, venue), move));
    }

    private static WishedLesson Wished(FoundLesson found, CourseMove move)
    {
        var (lesson, booking) = (found.Lesson, found.Booking);
        var details = new LessonDetails(lesson.Title, lesson.Description, lesson.Level, lesson.Least, lesson.Most, lesson.PriceMinor);
        var local = Instant.FromDateTimeOffset(booking.StartsAt).InZone(Zones.Of(booking.Zone)).LocalDateTime;
        if (move.Leave.Contains(booking.Id))
            return new WishedLesson(found, new LessonWish(booking.CourtId, lesson.CoachId, [new Occurrence(local.Date, booking.StartsAt, WallClock.Usual)], booking.DurationMinutes, details, ChangeLesson.HoursOf(found), null), IsLeft: true);
        var other = move.Elsewhere.GetValueOrDefault(booking.Id);
        var isSameTime = move is { ShiftDays: 0, Start: null };
        var date = isSameTime ? new Occurrence(local.Date, booking.StartsAt, WallClock.Usual) : Recurrence.At(local.Date.PlusDays(move.ShiftDays), move.Start ?? local.TimeOfDay, booking.Zone);
        return new WishedLesson(found, new LessonWish(
            other?.CourtId ?? move.CourtId ?? booking.CourtId, other?.CoachId ?? move.CoachId ?? lesson.CoachId, [date], move.Minutes ?? booking.DurationMinutes, details, ChangeLesson.HoursOf(found), move.SetAside), IsLeft: false);
    }

    private async Task<IReadOnlyList<FoundLesson>?> CarryOutAsync(
        Guid course, VenueCard venue, List<WishedLesson> moving, IReadOnlyList<AccountCard> coaches, CourseMove move, DateTimeOffset now, CancellationToken stop)
    {
        var (model, act) = (work.Model<BookingModel>(), Guid.CreateVersion7(now));
        var hours = await alternatives.HoursAsync(coaches, stop);
        // Each makes room for the next: what goes later begins with the last.
        var isLater = moving[0].Date!.Start > moving[0].Found.Booking.StartsAt;
        foreach (var one in isLater ? Enumerable.Reverse(moving) : moving)
        {
            var coach = coaches.First(card => card.Id == one.Wish.CoachId);
            if (!await changing.MoveAsync(venue, one.Wish, coach, one.Date!, LessonCalendar.Travel(hours.GetValueOrDefault(coach.Id)), one.Id, now, stop)) return null;
            var decide = one.Date!.Start.AddHours(-one.Wish.DecideHours) is var at && at > now ? at : now;
            await changing.WriteAsync(one.Id, one.Wish, coach, decide, stop);
            await History.AddAsync(work, one.Id, now, "lesson_moved", visit.Caller, "desk",
                new { from = one.Found.Booking.StartsAt, to = one.Date.Start, course, reason = move.Reason, hoursSetAside = one.Date.IsSetAside ? move.SetAside : null }, stop);
            work.RingAt(one.Date.End, FinishLesson.Name, $"{one.Id}");
            work.RingAt(decide, DecideLesson.Name, $"{one.Id}");
        }
        var ids = moving.ConvertAll(one => one.Id);
        var after = (await FindingLessons.Read(model, lesson => ids.Contains(lesson.BookingId)).ToListAsync(stop)).ConvertAll(row => new FoundLesson(row.Lesson, row.Booking, venue));
        await TellAsync(course, act, moving, after, move.Reason, stop);
        return after;
    }

    // Every lesson tells its own fact, so that courts are freed as ever; people hear of all of it once.
    private async Task TellAsync(Guid course, Guid act, List<WishedLesson> moving, List<FoundLesson> after, string? reason, CancellationToken stop)
    {
        var places = new List<(MovedCoursePlace Place, Booker Booker)>();
        foreach (var one in moving)
        {
            var (from, to) = (one.Found.Tell(), after.Find(found => found.Booking.Id == one.Id)!.Tell());
            var own = await pupils.PupilsAsync(work.Model<BookingModel>(), one.Id, stop);
            work.Tell(new LessonMoved(from, to, own, reason) { PartOf = act });
            places.AddRange(own.Select(pupil => (new MovedCoursePlace(pupil.PlaceId, from, to, pupil.Link), pupil.Booker)));
        }
        // A person is an account, or an address; and reads the name they gave last.
        var people = places.GroupBy(one => Waitlist.WaitlistEntry.PersonOf(one.Booker.AccountId, one.Booker.Email ?? $"{one.Place.PlaceId}"))
            .Select(one => new MovedCoursePupil(one.Last().Booker, [.. one.Select(own => own.Place)])).ToList();
        work.Tell(new CourseMoved(course, act, after[0].Venue.Id, after[0].Lesson.Title, people, reason));
    }

    private async Task<CourseOutcome> RefuseAsync(CourseOutcome outcome)
    {
        await work.RollbackAsync();
        return outcome;
    }
}
