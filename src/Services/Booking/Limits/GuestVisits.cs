using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Limits;

/// <summary>How often the same guests come along in a month of the venue, by their e-mail addresses.</summary>
internal static class GuestVisits
{
    private const string Sql = """
        select 1 from booking_participants who join bookings b on b.id = who.booking_id
        where lower(who.email) = any($1) and who.status in ('invited', 'accepted') and b.venue_id = $2 and b.starts_at >= $3 and b.starts_at < $4 and b.id <> $5
          and b.status not in ('cancelled', 'expired') and not (b.status = 'pending' and b.hold_expires_at <= $6)
        group by lower(who.email) having count(distinct b.id) >= $7 limit 1
        """;

    /// <summary>Whether one of the guests has come as often as the venue allows. Decided inside a transaction, one guest at a time.</summary>
    public static async Task<bool> AreTooManyAsync(
        UnitOfWork work, VenueCard venue, IEnumerable<string?> emails, Guid bookingId, DateTimeOffset start, DateTimeOffset now, CancellationToken stop)
    {
        var guests = emails.OfType<string>().Select(email => email.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (venue.Rules.Policy.SameGuestPerMonth is not { } most || guests.Length == 0) return false;

        var zone = Zones.Of(venue.Zone);
        var first = Instant.FromDateTimeOffset(start).InZone(zone).Date.With(DateAdjusters.StartOfMonth);
        await using var batch = work.Batch();
        foreach (var guest in guests)
        {
            var alone = new NpgsqlBatchCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))");
            alone.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"guest {guest}" });
            batch.BatchCommands.Add(alone);
        }
        var count = new NpgsqlBatchCommand(Sql);
        count.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = guests });
        count.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = venue.Id });
        foreach (var date in (LocalDate[])[first, first.PlusMonths(1)])
            count.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = date.AtStartOfDayInZone(zone).ToDateTimeOffset().ToUniversalTime() });
        count.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = bookingId });
        count.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        count.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        batch.BatchCommands.Add(count);
        await using var reader = await batch.ExecuteReaderAsync(stop);
        for (var i = 0; i < guests.Length; i++) await reader.NextResultAsync(stop);
        return await reader.ReadAsync(stop);
    }
}
