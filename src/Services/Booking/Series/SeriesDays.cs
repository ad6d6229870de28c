using NodaTime;
using Npgsql;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Series;

/// <summary>The days of a venue that a series touches, all read at once, inside the transaction that may take them.</summary>
internal sealed class SeriesDays(VenueCard venue, IReadOnlyDictionary<LocalDate, VenueDay> days)
{
    // Each window is looked up in the index: a year of Tuesdays does not read the Wednesdays.
    private const string Sql = """
        select distinct b.id, b.court_id, b.starts_at, b.ends_at, case when b.status = 'pending' then b.hold_expires_at end, b.booking_type = 'block'
        from unnest($2::timestamptz[], $3::timestamptz[]) as day (starts, ends)
        join bookings b on b.venue_id = $1 and b.starts_at > day.starts - interval '1 day' and b.starts_at < day.ends and b.ends_at > day.starts
        where b.status not in ('cancelled', 'expired') and b.id <> all($4::uuid[])
        """;

    /// <param name="leaving">Bookings that will have left their place, and count as free.</param>
    public static async Task<SeriesDays> ReadAsync(
        UnitOfWork work, VenueCard venue, IEnumerable<DateTimeOffset> starts, IEnumerable<LocalDate> dates, Guid[] leaving, DateTimeOffset now, CancellationToken stop)
    {
        var known = new Dictionary<LocalDate, BusinessDay>();
        foreach (var day in starts.SelectMany(start => BusinessDay.Holding(venue, start))) known.TryAdd(day.Date, day);
        foreach (var date in dates) known.TryAdd(date, BusinessDay.Of(venue, date));
        var open = known.Values.Where(day => day.Periods.Count > 0).ToList();
        var taken = new List<Taken>();
        await using (var command = work.Command(Sql, venue.Id, open.Select(day => day.From.ToUniversalTime()).ToArray(), open.Select(day => day.To.ToUniversalTime()).ToArray(), leaving))
        await using (var reader = await command.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) taken.Add(Read(reader));
        var starting = taken.ToLookup(one => one.Start.UtcDateTime.Date);
        return new SeriesDays(venue, known.Values.ToDictionary(day => day.Date, day => VenueDay.Of(venue, day, [.. Touching(day, starting)], now, now)));
    }

    /// <summary>The days an instant can belong to; none where the venue is closed then.</summary>
    public IEnumerable<VenueDay> Holding(DateTimeOffset start) => BusinessDay.Holding(venue, start).Select(day => days.GetValueOrDefault(day.Date)).OfType<VenueDay>();

    /// <summary>A business day; <see langword="null"/> when nobody asked for it.</summary>
    public VenueDay? On(LocalDate date) => days.GetValueOrDefault(date);

    private static IEnumerable<Taken> Touching(BusinessDay day, ILookup<DateTime, Taken> starting)
    {
        for (var date = day.From.UtcDateTime.Date.AddDays(-1); date <= day.To.UtcDateTime.Date; date = date.AddDays(1))
            foreach (var one in starting[date])
                if (one.Start < day.To && one.End > day.From) yield return one;
    }

    private static Taken Read(NpgsqlDataReader row) => new(
        row.GetGuid(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3), row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4), row.GetBoolean(5));
}
