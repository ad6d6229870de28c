using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Lessons;

/// <summary>Who wants a place: an account, or a guest by name and address.</summary>
internal sealed record LessonGuest(Guid? AccountId, string Name, string Email, string? Phone);

/// <summary>A place with its lesson, as its holder sees it.</summary>
public sealed record TakenPlace(LessonPlace Place, FoundLesson Lesson)
{
    /// <summary>Whether they are still to come to it.</summary>
    public bool IsAhead(DateTimeOffset now) => Place.Status == LessonPlace.Booked && Lesson.IsOn && Lesson.Booking.EndsAt > now;

    /// <summary>Whether it can be given back.</summary>
    public bool MayLeave(DateTimeOffset now) => Place.Status == LessonPlace.Booked && Lesson.IsOn && now <= Lesson.Lesson.DecideAt;
}

/// <summary>Gives places away and takes them back. The last place goes to one, however many ask at once: one statement counts it and writes it down.</summary>
internal sealed class LessonPlaces(UnitOfWork work, IVenues venues, LinkKeys keys, Visit visit, CurrentTenant current, TimeProvider clock)
{
    private const int Most = 100;

    private const string JoinSql = """
        with seat as (
          update lessons l set taken = taken + 1 from bookings b
          where l.booking_id = $1 and b.id = l.booking_id and l.cancelled_at is null and b.starts_at > $10 and l.taken < l.most
          returning l.booking_id)
        insert into lesson_places (id, lesson_id, user_id, name, email, phone_sealed, language, person, booked_at)
        select $2, booking_id, $3::uuid, $4, $5, $6::bytea, $7, $8, $9 from seat
        """;

    private const string LeaveSql = """
        with gone as (
          update lesson_places p set status = 'left' from lessons l
          where p.id = $1 and l.booking_id = p.lesson_id and p.status = 'booked' and l.cancelled_at is null and l.decide_at >= $2
          returning p.lesson_id)
        update lessons set taken = taken - 1 from gone where booking_id = gone.lesson_id
        """;

    /// <summary>Takes a place.</summary>
    public async Task<(TakenPlace? Place, string? Key, Refusal? Refusal)> JoinAsync(Guid lessonId, LessonGuest guest, CancellationToken stop)
    {
        if (current.Info.State != TenantState.Open) return (null, null, Refusals.Suspended);
        var now = clock.GetUtcNow();
        var (id, person) = (Guid.CreateVersion7(now), Waitlist.WaitlistEntry.PersonOf(guest.AccountId, guest.Email));
        var key = guest.AccountId is null ? await keys.ForAsync(id, stop) : null;
        await work.BeginAsync(stop);
        try
        {
            await using var join = work.Command(JoinSql, lessonId, id, (object?)guest.AccountId ?? DBNull.Value, guest.Name, guest.Email, work.Sealed.Seal(Numbers.OfPlace.Name, id, guest.Phone), visit.Language, person, now, now);
            if (await join.ExecuteNonQueryAsync(stop) == 0)
            {
                await work.RollbackAsync();
                return (null, null, await WhyNotAsync(lessonId, now, stop));
            }
        }
        catch (PostgresException twice) when (twice.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            await work.RollbackAsync(twice);
            return (null, null, LessonRefusals.HasPlace);
        }
        var found = (await FindAsync(id, stop))!;
        var booker = new Booker(guest.AccountId, guest.Name, guest.Email, visit.Language);
        work.Tell(new LessonPlaceBooked(found.Lesson.Tell(), new LessonPupil(id, booker, LessonPlace.LinkTo(id, key)), found.Lesson.Lesson.DecideAt, found.Lesson.Lesson.Least));
        await work.CommitAsync(stop);
        return (found, key, null);
    }

    /// <summary>Gives a place back. Whoever may not see it hears that there is none.</summary>
    public async Task<Refusal?> LeaveAsync(Guid id, string? key, CancellationToken stop)
    {
        if (await ReadAsync(id, key, stop) is not { } found) return LessonRefusals.NoPlace;
        if (found.Place.Status == LessonPlace.Left) return null;
        if (!found.Lesson.IsOn) return LessonRefusals.CalledOff;
        await work.BeginAsync(stop);
        await using var leave = work.Command(LeaveSql, id, clock.GetUtcNow());
        var isGone = await leave.ExecuteNonQueryAsync(stop) > 0;
        await work.CommitAsync(stop);
        return isGone ? null : LessonRefusals.TooLateToLeave;
    }

    /// <summary>A place, for its account, a guest with the key, or staff.</summary>
    public async Task<TakenPlace?> ReadAsync(Guid id, string? key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var found = await FindAsync(id, stop);
        await work.RollbackAsync();
        return found is not null && await MayAsync(found.Place, key, stop) ? found : null;
    }

    /// <summary>Everybody in a lesson, who came first first; for staff and the lesson's coach.</summary>
    public async Task<IReadOnlyList<LessonPlace>> OfAsync(IReadOnlyCollection<Guid> lessons, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var places = await work.Model<BookingModel>().LessonPlaces.AsNoTracking().Where(row => lessons.Contains(row.LessonId)).OrderBy(row => row.BookedAt).ThenBy(row => row.Id).ToListAsync(stop);
        await work.RollbackAsync();
        return places;
    }

    /// <summary>What an account has and had, the latest lesson first.</summary>
    public async Task<IReadOnlyList<TakenPlace>> MineAsync(Guid account, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<BookingModel>();
        var places = await model.LessonPlaces.AsNoTracking().Where(row => row.UserId == account).OrderByDescending(row => row.BookedAt).Take(Most).ToListAsync(stop);
        var ids = places.Select(row => row.LessonId).Distinct().ToList();
        var lessons = (await FindingLessons.Read(model, lesson => ids.Contains(lesson.BookingId)).ToListAsync(stop)).ToDictionary(row => row.Lesson.BookingId);
        await work.RollbackAsync();
        var mine = new List<TakenPlace>();
        foreach (var place in places)
            if (lessons[place.LessonId] is var row && await venues.FindAsync(row.Booking.VenueId, stop) is { } venue) mine.Add(new TakenPlace(place, new FoundLesson(row.Lesson, row.Booking, venue)));
        return [.. mine.OrderByDescending(found => found.Lesson.Booking.StartsAt)];
    }

    private async Task<TakenPlace?> FindAsync(Guid id, CancellationToken stop)
    {
        var model = work.Model<BookingModel>();
        if (await model.LessonPlaces.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, stop) is not { } place) return null;
        var row = await FindingLessons.Read(model, lesson => lesson.BookingId == place.LessonId).FirstAsync(stop);
        return await venues.FindAsync(row.Booking.VenueId, stop) is { } venue ? new TakenPlace(place, new FoundLesson(row.Lesson, row.Booking, venue)) : null;
    }

    private async Task<Refusal> WhyNotAsync(Guid lessonId, DateTimeOffset now, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var row = await FindingLessons.Read(work.Model<BookingModel>(), lesson => lesson.BookingId == lessonId).FirstOrDefaultAsync(stop);
        await work.RollbackAsync();
        return row is null ? LessonRefusals.NoLesson : row.Lesson.CancelledAt is not null ? LessonRefusals.CalledOff : row.Booking.StartsAt <= now ? LessonRefusals.Over : LessonRefusals.Full;
    }

    private async ValueTask<bool> MayAsync(LessonPlace place, string? key, CancellationToken stop) =>
        visit.Caller.May(Access.Manage) || (place.UserId is { } account && visit.Caller.AccountId == account)
        // Only guests are sent a key; it goes on working when the place has joined an account since.
        || await keys.OpensAsync(place.Id, key, stop);
}
