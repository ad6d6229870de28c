using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Series;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Lessons;

/// <summary>The lessons as they stand, or why not, with every date that was asked for.</summary>
internal sealed record LessonOutcome(IReadOnlyList<FoundLesson> Lessons, IReadOnlyList<LessonDate> Dates, VenueCard? Venue, Refusal? Refusal)
{
    public static LessonOutcome Refused(Refusal refusal, VenueCard? venue = null, IReadOnlyList<LessonDate>? dates = null) => new([], dates ?? [], venue, refusal);
}

/// <summary>
/// Puts lessons into the calendar, all dates or none. Each takes its court by a row of the bookings, and its coach by the same row: of two who want
/// the court or the coach at once the database tells one no.
/// </summary>
internal sealed class PlanningLessons(IVenues venues, IAccounts accounts, UnitOfWork work, Visit visit, CurrentTenant current, TimeProvider clock)
{
    private const int MostAttempts = 3;

    private const string InsertSql = """
        with given as (select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::boolean[]) as given (id, starts, ends, aside)),
        won as (
          insert into bookings (id, venue_id, court_id, starts_at, ends_at, occupies, zone, status, booking_type, group_size, guest_name, language,
            total_amount_minor, currency, price_lines, cancellation_tiers, source, created_by, created_at, updated_at, coach_id, coach_until)
          select id, $5, $6, starts, ends, tstzrange(starts, ends + make_interval(mins => $7)), $8, 'confirmed', 'lesson', $9, $10, $11,
            0, $12, '[]', '[]', 'desk', $13::uuid, $14, $14, $15, ends + make_interval(mins => $16)
          from given where exists (select from revisions where subject = $5 and revision = $17)
          order by starts
          on conflict do nothing
          returning id, starts_at),
        kept as (
          insert into lessons (booking_id, course_id, coach_id, coach_name, title, description, level, least, most, price_minor, decide_at)
          select id, $18, $15, $10, $19, $20::text, $21, $22, $9, $23, greatest($14, starts_at - make_interval(hours => $24)) from won),
        noted as (
          insert into booking_history (id, booking_id, at, act, actor_id, actor, detail)
          select gen_random_uuid(), won.id, $14, 'lesson_planned', $13::uuid, $25,
            jsonb_strip_nulls(jsonb_build_object('courseId', $18::text, 'coach', $10::text, 'hoursSetAside', case when aside then $26::text end))
          from won join given on given.id = won.id)
        select count(*)::int from won
        """;

    /// <summary>All dates as they are now; nothing is taken.</summary>
    public async Task<LessonOutcome> PreviewAsync(LessonWish wish, CancellationToken stop)
    {
        var (venue, _, refusal) = await AllowedAsync(wish, stop);
        if (refusal is not null) return LessonOutcome.Refused(refusal);
        await work.BeginAsync(stop);
        var dates = await LessonCalendar.JudgeAsync(work, venue!, wish, await HoursAsync(wish.CoachId, stop), [], clock.GetUtcNow(), stop);
        await work.RollbackAsync();
        return new LessonOutcome([], dates, venue, null);
    }

    public async Task<LessonOutcome> PlanAsync(LessonWish wish, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (venue, coach, refusal) = await AllowedAsync(wish, stop);
            if (refusal is not null) return LessonOutcome.Refused(refusal);
            var outcome = await AttemptAsync(venue!, coach!, wish, stop);
            // Somebody was faster, or the club changed its rules, between the judging and the writing: judge again.
            if (outcome.Refusal != LessonRefusals.Changed || attempt == MostAttempts) return outcome;
            await venues.ReloadAsync(venue!.Id, stop);
        }
    }

    private async Task<(VenueCard? Venue, AccountCard? Coach, Refusal? Refusal)> AllowedAsync(LessonWish wish, CancellationToken stop)
    {
        if (current.Info.State != TenantState.Open) return (null, null, Refusals.Suspended);
        if (await venues.FindByCourtAsync(wish.CourtId, stop) is not { } venue) return (null, null, Refusals.NoCourt);
        await work.BeginAsync(stop);
        var coach = (await accounts.CoachesAsync(stop)).FirstOrDefault(one => one.Id == wish.CoachId);
        await work.RollbackAsync();
        return coach is null ? (null, null, LessonRefusals.NoCoach) : (venue, coach, null);
    }

    private async Task<LessonOutcome> AttemptAsync(VenueCard venue, AccountCard coach, LessonWish wish, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        await SeriesRows.LockAsync(work, [wish.CourtId, wish.CoachId], stop);
        var hours = await HoursAsync(wish.CoachId, stop);
        var dates = await LessonCalendar.JudgeAsync(work, venue, wish, hours, [], now, stop);
        if (dates.Any(date => date.IsConflict))
        {
            await work.RollbackAsync();
            return LessonOutcome.Refused(LessonRefusals.Conflicts(dates, venue), venue, dates);
        }
        await SeriesRows.EndDeadAsync(work, dates.Select(date => (wish.CourtId, date.Start, date.End.AddMinutes(venue.Rules.BufferMinutes))), now, stop);
        var ids = dates.Select(_ => Guid.CreateVersion7(now)).ToArray();
        if (await InsertAsync(venue, coach, wish, LessonCalendar.Travel(hours), dates, ids, now, stop) < ids.Length)
        {
            await work.RollbackAsync();
            return LessonOutcome.Refused(LessonRefusals.Changed, venue, dates);
        }
        var model = work.Model<BookingModel>();
        var lessons = await FindingLessons.Read(model, lesson => ids.Contains(lesson.BookingId)).ToListAsync(stop);
        var found = lessons.ConvertAll(row => new FoundLesson(row.Lesson, row.Booking, venue));
        foreach (var one in found)
        {
            work.Tell(new LessonPlanned(one.Tell()));
            work.RingAt(one.Booking.EndsAt, FinishLesson.Name, one.Booking.Id.ToString());
            work.RingAt(one.Lesson.DecideAt, DecideLesson.Name, one.Booking.Id.ToString());
        }
        await work.CommitAsync(stop);
        return new LessonOutcome(found, dates, venue, null);
    }

    private async Task<int> InsertAsync(
        VenueCard venue, AccountCard coach, LessonWish wish, int travel, IReadOnlyList<LessonDate> dates, Guid[] ids, DateTimeOffset now, CancellationToken stop)
    {
        var details = wish.Details;
        await using var insert = work.Command(InsertSql,
            ids, dates.Select(date => date.Start).ToArray(), dates.Select(date => date.End).ToArray(), dates.Select(date => date.IsSetAside).ToArray(),
            venue.Id, wish.CourtId, venue.Rules.BufferMinutes, venue.Zone, details.Most, coach.FullName, visit.Language,
            venue.Currency, (object?)visit.Caller.AccountId ?? DBNull.Value, now, wish.CoachId, travel, venue.Revision,
            Guid.CreateVersion7(now), details.Title, (object?)details.Description ?? DBNull.Value, details.Level, details.Least, details.PriceMinor, wish.DecideHours,
            visit.Caller.IsKnown ? visit.Caller.Name : "desk", (object?)wish.SetAside ?? DBNull.Value);
        return (int)(await insert.ExecuteScalarAsync(stop))!;
    }

    private Task<CoachHours?> HoursAsync(Guid coach, CancellationToken stop) =>
        work.Model<BookingModel>().CoachHours.AsNoTracking().FirstOrDefaultAsync(row => row.CoachId == coach, stop);
}
