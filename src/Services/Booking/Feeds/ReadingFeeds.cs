using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Feeds;

/// <summary>
/// Reads what stands in a calendar. Nobody's name is in it but the club's, its courts' and its lessons': a link is passed on more easily than an account.
/// What was cancelled stays in it, marked as cancelled, so that a program that only adds hears of it, too.
/// </summary>
internal sealed class ReadingFeeds(UnitOfWork work, LinkKeys keys, IAccounts accounts, IVenues venues, Visit visit, IStringLocalizer<BookingWords> t, TimeProvider clock)
{
    private static readonly TimeSpan Back = TimeSpan.FromDays(60);
    private const int Most = 2000;

    // Only what was somebody's: a hold that was never confirmed has no way of payment.
    private const string Stood = "(b.status in ('confirmed', 'in_progress', 'completed', 'no_show') or (b.status = 'cancelled' and b.payment_method is not null))";

    private const string PlayerSql = $"""
        select b.id as uid, b.venue_id, b.court_id, b.starts_at, b.ends_at, b.zone, b.status <> 'cancelled' as is_on, b.moves, b.updated_at, 'booking' as what, null::text as title, 0 as taken, 0 as most, b.id as page
        from bookings b where b.user_id = $1 and b.ends_at > $2 and b.booking_type not in ('block', 'lesson') and {Stood}
        union all
        select b.id, b.venue_id, b.court_id, b.starts_at, b.ends_at, b.zone, b.status <> 'cancelled' and p.status = 'accepted', b.moves, b.updated_at, 'play', null, 0, 0, p.id
        from booking_participants p join bookings b on b.id = p.booking_id
        where p.user_id = $1 and p.status in ('accepted', 'left', 'removed') and b.user_id is distinct from $1 and b.ends_at > $2 and {Stood}
        union all
        select p.id, b.venue_id, b.court_id, b.starts_at, b.ends_at, b.zone, p.status = 'booked' and l.cancelled_at is null, b.moves, b.updated_at, 'place', l.title, 0, 0, p.id
        from lesson_places p join lessons l on l.booking_id = p.lesson_id join bookings b on b.id = l.booking_id where p.user_id = $1 and b.ends_at > $2
        """;

    private const string CoachSql = """
        select b.id as uid, b.venue_id, b.court_id, b.starts_at, b.ends_at, b.zone, l.cancelled_at is null as is_on, b.moves, b.updated_at, 'lesson' as what, l.title, l.taken, l.most, b.id as page
        from lessons l join bookings b on b.id = l.booking_id where l.coach_id = $1 and b.ends_at > $2
        """;

    private const string CourtSql = $"""
        select b.id as uid, b.venue_id, b.court_id, b.starts_at, b.ends_at, b.zone, b.status <> 'cancelled' as is_on, b.moves, b.updated_at, case when b.booking_type in ('block', 'lesson') then b.booking_type else 'court' end as what,
          l.title, coalesce(l.taken, 0) as taken, coalesce(l.most, 0) as most, b.id as page
        from bookings b left join lessons l on l.booking_id = b.id where b.court_id = $1 and b.ends_at > $2 and ({Stood} or l.cancelled_at is not null)
        """;

    private sealed record Row(Guid Uid, Guid VenueId, Guid CourtId, DateTimeOffset Start, DateTimeOffset End, string Zone, bool IsOn, int Moves, DateTimeOffset ChangedAt, string What, string? Title, int Taken, int Most, Guid Page);

    /// <summary>The calendar that a key opens; <see langword="null"/> for a link that was ended or exchanged, and for what its holder may not see any more.</summary>
    public async Task<CalendarFeed?> FindAsync(Guid id, string? key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var feed = await work.Model<BookingModel>().CalendarFeeds.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.RevokedAt == null, stop);
        var may = feed is not null && await MayAsync(feed, stop);
        await work.RollbackAsync();
        return may && await keys.OpensAsync(id, feed!.Turn, key, stop) ? feed : null;
    }

    /// <summary>What stands in it, in order, and what it is called.</summary>
    public async Task<(string Name, IReadOnlyList<FeedEvent> Events)> ReadAsync(CalendarFeed feed, CancellationToken stop)
    {
        var events = new List<FeedEvent>();
        // Who left and came back is in it once, as what they are now.
        foreach (var row in (await RowsAsync(feed, stop)).GroupBy(row => row.Uid).Select(same => same.OrderByDescending(row => row.IsOn).First()))
            if (await venues.FindAsync(row.VenueId, stop) is { } venue) events.Add(Told(row, venue));
        return (await NameAsync(feed, stop), [.. events.OrderBy(one => one.Start).ThenBy(one => one.Uid, StringComparer.Ordinal)]);
    }

    private async Task<bool> MayAsync(CalendarFeed feed, CancellationToken stop) => feed.Kind switch
    {
        CalendarFeed.Player => await accounts.FindAsync(feed.HolderId, stop) is not null,
        CalendarFeed.Coach => (await accounts.AbilitiesAsync(feed.HolderId, stop)).Contains(Ability.SeeCoachCalendar),
        _ => (await accounts.AbilitiesAsync(feed.HolderId, stop)).Contains(Ability.SeeBoard),
    };

    private async Task<List<Row>> RowsAsync(CalendarFeed feed, CancellationToken stop)
    {
        var sql = feed.Kind switch { CalendarFeed.Player => PlayerSql, CalendarFeed.Coach => CoachSql, _ => CourtSql };
        // Days and not moments, or every answer would be another one.
        var since = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero) - Back;
        await work.BeginAsync(stop);
        var rows = new List<Row>();
        await using (var find = work.Command($"{sql} order by starts_at, uid limit {Most}", feed.SubjectId, since))
        await using (var reader = await find.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop))
                rows.Add(new Row(
                    reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetString(5), reader.GetBoolean(6), reader.GetInt32(7),
                    reader.GetFieldValue<DateTimeOffset>(8), reader.GetString(9), reader.IsDBNull(10) ? null : reader.GetString(10), reader.GetInt32(11), reader.GetInt32(12), reader.GetGuid(13)));
        await work.RollbackAsync();
        return rows;
    }

    private FeedEvent Told(Row row, VenueCard venue)
    {
        var court = venue.Courts.FirstOrDefault(court => court.Id == row.CourtId)?.Name ?? "";
        string summary = row.What switch
        {
            "place" or "lesson" => row.Title!,
            "block" => t["Closed: {0}", court],
            "court" => t["Booked: {0} · {1}", court, Booking.CodeOf(row.Uid)],
            _ => t["Padel: {0}, {1}", court, venue.Name],
        };
        var page = row.What switch
        {
            "place" => Lessons.LessonPlace.LinkTo(row.Page, null),
            "lesson" => Lessons.Lesson.LinkTo(row.Page),
            "play" => $"/play/{row.Page}",
            "block" => "/desk",
            _ => Access.Link(row.Page, null),
        };
        // A cancellation is a change, too, as it is in the mails.
        return new FeedEvent($"{row.Uid}@padelsaas", row.Moves + (row.IsOn ? 0 : 1), row.ChangedAt, row.Start, row.End, row.Zone, row.IsOn, summary, $"{court}, {venue.Name}, {venue.Place.Address}, {venue.Place.City}", visit.Origin + page)
        {
            Detail = row.What == "lesson" ? t["{0} of {1} places taken", row.Taken, row.Most].Value : null,
        };
    }

    private async Task<string> NameAsync(CalendarFeed feed, CancellationToken stop)
    {
        var club = visit.Tenant!.Name;
        if (feed.Kind == CalendarFeed.Player) return club;
        if (feed.Kind == CalendarFeed.Coach) return t["{0}: lessons", club];
        var court = (await venues.AllAsync(stop)).SelectMany(venue => venue.Courts).FirstOrDefault(court => court.Id == feed.SubjectId);
        return $"{club}: {court?.Name}";
    }
}
