using NodaTime;
using Npgsql;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Days;

/// <summary>
/// The calendar of a venue's day: from memory while nothing happened to it, in one round trip otherwise. It draws pages and prices
/// alternatives; whether a court is sold is decided by the database alone.
/// </summary>
internal sealed class DayReader(CurrentTenant current, OneTrip trip, Cached cached, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    internal const string TakenSql = """
        select court_id, starts_at, ends_at, case when status = 'pending' then hold_expires_at end, booking_type = 'block'
        from bookings
        where venue_id = $1 and starts_at > $2::timestamptz - interval '1 day' and starts_at < $3 and ends_at > $2
          and status not in ('cancelled', 'expired')
        """;

    // Only a venue that draws has such rows; the others are not asked.
    private const string UndrawnSql = "select starts_at, ends_at from draws where venue_id = $1 and starts_at < $3 and ends_at > $2 and drawn_at is null and called_off_at is null";

    /// <summary>Tag of everything that depends on a venue's bookings on a UTC date.</summary>
    public static string Tag(Guid venueId, DateTimeOffset instant) => $"calendar:{venueId:N}:{instant.UtcDateTime:yyyyMMdd}";

    /// <summary>Tags of a booking: the UTC dates it touches.</summary>
    public static IEnumerable<string> TagsOf(Guid venueId, DateTimeOffset start, DateTimeOffset end) =>
        start.UtcDateTime.Date == end.UtcDateTime.Date ? [Tag(venueId, start)] : [Tag(venueId, start), Tag(venueId, end)];

    /// <summary>Tags of a closure, which may last for weeks.</summary>
    public static IEnumerable<string> TagsOf(ClosedCourts closed)
    {
        for (var date = closed.Start.UtcDateTime.Date; date <= closed.End.UtcDateTime; date = date.AddDays(1))
            yield return Tag(closed.VenueId, new DateTimeOffset(date, TimeSpan.Zero));
        foreach (var tag in closed.Elsewhere.SelectMany(time => TagsOf(closed.VenueId, time.Start, time.End))) yield return tag;
    }

    /// <summary>Tags of everything a day's window touches, and of the venue itself.</summary>
    public static List<string> TagsOf(VenueCard venue, BusinessDay day)
    {
        var tags = new List<string> { $"venue:{venue.Id}" };
        for (var date = day.From.UtcDateTime.Date.AddDays(-1); date <= day.To.UtcDateTime.Date; date = date.AddDays(1))
            tags.Add(Tag(venue.Id, new DateTimeOffset(date, TimeSpan.Zero)));
        return tags;
    }

    /// <summary>The day as memory knows it.</summary>
    public ValueTask<VenueDay> ReadAsync(VenueCard venue, LocalDate date)
    {
        var day = BusinessDay.Of(venue, date);
        return ReadAsync(venue, day, () => ReadFreshAsync(venue, day));
    }

    /// <summary>Days in a row as memory knows them, in order; those it does not know are fetched in one round trip.</summary>
    public async Task<IReadOnlyList<VenueDay>> ReadAsync(VenueCard venue, LocalDate first, LocalDate last)
    {
        var days = new List<BusinessDay>();
        for (var date = first; date <= last; date = date.PlusDays(1)) days.Add(BusinessDay.Of(venue, date));

        var missing = new List<BusinessDay>();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<(DayRows Rows, DateTimeOffset Now)>? fetched = null;
        var known = days.ConvertAll(day => ReadAsync(venue, day, () => FromTripAsync(day)).AsTask());
        // Only now is it known what is missing. And every missing day has noted its tags: what is booked from here on makes it stale.
        if (missing.Count > 0) fetched = ReadTakenAsync(venue, missing);
        asked.SetResult();
        return await Task.WhenAll(known);

        async Task<VenueDay> FromTripAsync(BusinessDay day)
        {
            missing.Add(day);
            await asked.Task;
            var (rows, now) = await fetched!;
            return rows.On(venue, day, now, now + Longest);
        }
    }

    private async ValueTask<VenueDay> ReadAsync(VenueCard venue, BusinessDay day, Func<Task<VenueDay>> load)
    {
        if (day.Periods.Count == 0) return VenueDay.Of(venue, day, [], default, DateTimeOffset.MaxValue);
        return await cached.GetAsync(current.Info.Id, $"day:{venue.Id:N}:{venue.Revision}:{day.Date:uuuuMMdd}", TagsOf(venue, day), async () =>
        {
            var fresh = await load();
            return (fresh, fresh.Until);
        });
    }

    private async Task<(DayRows Rows, DateTimeOffset Now)> ReadTakenAsync(VenueCard venue, List<BusinessDay> days)
    {
        var now = clock.GetUtcNow();
        return (await trip.RunAsync(batch => Ask(batch, venue, days[0].From, days[^1].To), RowsAsync), now);
    }

    /// <summary>The day as the database knows it now.</summary>
    public async Task<VenueDay> ReadFreshAsync(VenueCard venue, BusinessDay day)
    {
        var now = clock.GetUtcNow();
        return (await trip.RunAsync(batch => Ask(batch, venue, day.From, day.To), RowsAsync)).On(venue, day, now, now + Longest);
    }

    /// <summary>The day inside a transaction, for a decision that no cache may take.</summary>
    public static async Task<VenueDay> ReadWithinAsync(UnitOfWork work, VenueCard venue, BusinessDay day, DateTimeOffset now, CancellationToken stop)
    {
        await using var batch = work.Batch();
        Ask(batch, venue, day.From, day.To);
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return (await RowsAsync(reader)).On(venue, day, now, now);
    }

    private static void Ask(NpgsqlBatch batch, VenueCard venue, DateTimeOffset from, DateTimeOffset to)
    {
        batch.BatchCommands.Add(Between(TakenSql, venue.Id, from, to));
        if (venue.Rules.Policy.Draw is not null) batch.BatchCommands.Add(Between(UndrawnSql, venue.Id, from, to));
    }

    private static NpgsqlBatchCommand Between(string sql, Guid venueId, DateTimeOffset from, DateTimeOffset to)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = venueId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = to });
        return command;
    }

    private static async Task<DayRows> RowsAsync(NpgsqlDataReader reader)
    {
        var rows = new DayRows([], []);
        while (await reader.ReadAsync())
            rows.Taken.Add(new Taken(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<DateTimeOffset>(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3), reader.GetBoolean(4)));
        if (await reader.NextResultAsync())
            while (await reader.ReadAsync()) rows.Undrawn.Add(new OpenPeriod(Minutes.Floor(reader.GetFieldValue<DateTimeOffset>(0)), Minutes.Ceiling(reader.GetFieldValue<DateTimeOffset>(1))));
        return rows;
    }

    // What the rows of several days say, before it is dealt out.
    private sealed record DayRows(List<Taken> Taken, List<OpenPeriod> Undrawn)
    {
        public VenueDay On(VenueCard venue, BusinessDay day, DateTimeOffset now, DateTimeOffset until) =>
            VenueDay.Of(venue, day, Taken, now, until) with { Undrawn = Undrawn };
    }
}
