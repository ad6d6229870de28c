using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Booking.Series;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Lessons;

/// <summary>
/// Changes a lesson in place: whoever has a place keeps it, and is told once where and when it is now. The price stays as soon as somebody has
/// agreed to it by taking a place.
/// </summary>
internal sealed class ChangingLessons(
    FindingLessons finding, CancellingLessons pupils, IVenues venues, IAccounts accounts, UnitOfWork work, Visit visit, TimeProvider clock)
{
    private const string MoveSql = """
        update bookings set court_id = $2, starts_at = $3, ends_at = $4, occupies = tstzrange($3, $5), guest_name = $6, coach_id = $7, coach_until = $8, moves = moves + 1, updated_at = $9
        where id = $1 and status = 'confirmed' and exists (select from revisions where subject = $10 and revision = $11)
        """;

    private const string DetailsSql = """
        update lessons set title = $2, description = $3::text, level = $4, least = $5, most = $6, price_minor = $7, coach_id = $8, coach_name = $9, decide_at = $10 where booking_id = $1
        """;

    public async Task<LessonOutcome> ChangeAsync(Guid id, LessonWish wish, string? reason, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, stop) is not { } seen) return LessonOutcome.Refused(LessonRefusals.NoLesson);
        if (await venues.FindByCourtAsync(wish.CourtId, stop) is not { } venue) return LessonOutcome.Refused(Refusals.NoCourt);
        if (venue.Id != seen.Venue.Id) return LessonOutcome.Refused(Refusals.OtherVenue);
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        var coach = (await accounts.CoachesAsync(stop)).FirstOrDefault(one => one.Id == wish.CoachId);
        await SeriesRows.LockAsync(work, [wish.CourtId, wish.CoachId], stop);
        // Nobody joins or leaves while it is decided.
        await using (var alone = work.Command("select from lessons where booking_id = $1 for update", id)) await alone.ExecuteNonQueryAsync(stop);
        var model = work.Model<BookingModel>();
        var row = await FindingLessons.Read(model, lesson => lesson.BookingId == id).FirstAsync(stop);
        var found = new FoundLesson(row.Lesson, row.Booking, venue);
        if (Forbidden(found, coach, wish, now) is { } refusal) return await RefuseAsync(refusal);

        var hours = await model.CoachHours.AsNoTracking().FirstOrDefaultAsync(kept => kept.CoachId == wish.CoachId, stop);
        var date = (await LessonCalendar.JudgeAsync(work, venue, wish, hours, [id], now, stop))[0];
        var moves = date.Start != row.Booking.StartsAt || date.End != row.Booking.EndsAt || wish.CourtId != row.Booking.CourtId || wish.CoachId != row.Lesson.CoachId;
        if (moves && date.IsConflict) return await RefuseAsync(LessonRefusals.Conflicts([date], venue), venue, [date]);
        if (moves && !await MoveAsync(venue, wish, coach!, date, LessonCalendar.Travel(hours), id, now, stop)) return await RefuseAsync(LessonRefusals.Changed, venue, [date]);

        var decide = date.Start.AddHours(-wish.DecideHours) is var at && at > now ? at : now;
        await WriteAsync(id, wish, coach!, decide, stop);
        var after = await FindingLessons.Read(model, lesson => lesson.BookingId == id).FirstAsync(stop);
        var changed = new FoundLesson(after.Lesson, after.Booking, venue);
        await History.AddAsync(work, id, now, moves ? "lesson_moved" : "lesson_changed", visit.Caller, "desk",
            new { from = row.Booking.StartsAt, to = date.Start, reason, hoursSetAside = date.IsSetAside ? wish.SetAside : null }, stop);
        if (wish.Details.PriceMinor != row.Lesson.PriceMinor)
            work.Audit(new Act("lesson.price_changed", "lesson", $"{id}", wish.Details.Title) { Reason = reason, Changes = [new Changed("price", Said(found.Price), Said(changed.Price))] });
        if (moves) work.Tell(new LessonMoved(found.Tell(), changed.Tell(), await pupils.PupilsAsync(model, id, stop), reason));
        work.RingAt(changed.Booking.EndsAt, FinishLesson.Name, id.ToString());
        work.RingAt(decide, DecideLesson.Name, id.ToString());
        await work.CommitAsync(stop);
        return new LessonOutcome([changed], [date], venue, null);
    }

    private static Refusal? Forbidden(FoundLesson found, AccountCard? coach, LessonWish wish, DateTimeOffset now) =>
        coach is null ? LessonRefusals.NoCoach
        : !found.IsOn ? LessonRefusals.CalledOff
        : found.Booking.StartsAt <= now ? LessonRefusals.Over
        : wish.Details.Most < found.Lesson.Taken ? LessonRefusals.MoreHavePlaces
        : found.Lesson.Taken > 0 && wish.Details.PriceMinor != found.Lesson.PriceMinor ? LessonRefusals.PriceAgreed
        : null;

    /// <summary>Gives the row another place; false where somebody was faster, or the rules changed: then the unit of work has to be undone.</summary>
    public async Task<bool> MoveAsync(VenueCard venue, LessonWish wish, AccountCard coach, LessonDate date, int travel, Guid id, DateTimeOffset now, CancellationToken stop)
    {
        var until = date.End.AddMinutes(venue.Rules.BufferMinutes);
        await SeriesRows.EndDeadAsync(work, [(wish.CourtId, date.Start, until)], now, stop);
        try
        {
            await using var move = work.Command(MoveSql, id, wish.CourtId, date.Start, date.End, until, coach.FullName, wish.CoachId, date.End.AddMinutes(travel), now, venue.Id, venue.Revision);
            return await move.ExecuteNonQueryAsync(stop) == 1;
        }
        catch (PostgresException taken) when (taken.SqlState is PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
    }

    public async Task WriteAsync(Guid id, LessonWish wish, AccountCard coach, DateTimeOffset decide, CancellationToken stop)
    {
        var details = wish.Details;
        await using var write = work.Command(DetailsSql, id, details.Title, (object?)details.Description ?? DBNull.Value, details.Level, details.Least, details.Most, details.PriceMinor, wish.CoachId, coach.FullName, decide);
        await write.ExecuteNonQueryAsync(stop);
    }

    private static string Said(Contracts.Money price) => $"{price.AmountMinor} {price.Currency}";

    private async Task<LessonOutcome> RefuseAsync(Refusal refusal, VenueCard? venue = null, IReadOnlyList<LessonDate>? dates = null)
    {
        await work.RollbackAsync();
        return LessonOutcome.Refused(refusal, venue, dates);
    }
}
