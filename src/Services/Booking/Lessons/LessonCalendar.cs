using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Lessons;

/// <summary>Judges dates by the opening hours, the court, the coach's calendar and the coach's hours, inside the transaction that may take them.</summary>
internal static class LessonCalendar
{
    // A hold whose time is over is in nobody's way; the writing ends it first.
    private const string Sql = """
        select
          (select case when bool_or(b.booking_type = 'block') then 'court_closed' else 'court_taken' end from bookings b
           where b.court_id = $5 and b.id <> all($8::uuid[]) and b.status not in ('cancelled', 'expired') and (b.status <> 'pending' or b.hold_expires_at > $9)
             and b.starts_at > given.starts - interval '1 day' and b.starts_at < given.until
             and case when b.booking_type = 'block' then b.starts_at < given.ends and b.ends_at > given.starts else b.occupies && tstzrange(given.starts, given.until) end
           having count(*) > 0),
          exists (select from bookings b
           where b.coach_id = $6 and b.id <> all($8::uuid[]) and b.status not in ('cancelled', 'expired')
             and (tstzrange(b.starts_at, b.ends_at) && tstzrange(given.starts, given.ends)
               or (b.venue_id <> $7 and tstzrange(b.starts_at, b.coach_until) && tstzrange(given.starts, given.onway))))
        from unnest($1::timestamptz[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[]) with ordinality as given (starts, ends, until, onway, nr)
        order by nr
        """;

    /// <param name="leaving">Lessons that move, and are in nobody's way.</param>
    public static async Task<IReadOnlyList<LessonDate>> JudgeAsync(
        UnitOfWork work, VenueCard venue, LessonWish wish, CoachHours? hours, Guid[] leaving, DateTimeOffset now, CancellationToken stop)
    {
        var starts = wish.Dates.Select(date => date.Start).ToArray();
        var ends = Array.ConvertAll(starts, start => start.AddMinutes(wish.Minutes));
        var judged = new List<LessonDate>();
        await using var command = work.Command(Sql,
            starts, ends, Array.ConvertAll(ends, end => end.AddMinutes(venue.Rules.BufferMinutes)), Array.ConvertAll(ends, end => end.AddMinutes(Travel(hours))),
            wish.CourtId, wish.CoachId, venue.Id, leaving, now);
        await using var reader = await command.ExecuteReaderAsync(stop);
        for (var at = 0; await reader.ReadAsync(stop); at++)
        {
            var isAway = hours is not null && !hours.Covers(starts[at], wish.Minutes, venue.Zone);
            var state = starts[at] <= now ? LessonDateState.Past
                : !BusinessDay.Holding(venue, starts[at]).Any(day => day.Covers(starts[at], wish.Minutes)) ? LessonDateState.OutsideHours
                : !reader.IsDBNull(0) ? reader.GetString(0)
                : reader.GetBoolean(1) ? LessonDateState.CoachTaken
                : isAway && wish.SetAside is null ? LessonDateState.CoachAway
                : LessonDateState.Free;
            judged.Add(new LessonDate(starts[at], ends[at], state, isAway && state == LessonDateState.Free));
        }
        return judged;
    }

    public static int Travel(CoachHours? hours) => hours?.TravelMinutes ?? CoachHours.UsualTravelMinutes;
}
