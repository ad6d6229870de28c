using Npgsql;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Taking;

/// <summary>
/// Ends holds whose time is over, and tells it. Whoever wants the court does it inside the transaction that wants it, so a dead hold never
/// blocks; a timer does it where nobody wants the court.
/// </summary>
internal static class EndedHolds
{
    private const string Tell = $$"""
        , told as (
          insert into platform.outbox ({{Outbox.Columns}})
          select gen_random_uuid(), 'BOOKING_EXPIRED', id,
            jsonb_build_object('bookingId', id, 'venueId', venue_id, 'courtId', court_id, 'start', starts_at, 'end', ends_at, 'aggregate', id), $1, null
          from ended),
        noted as (
          insert into booking_history (id, booking_id, at, act, actor) select gen_random_uuid(), id, $1, 'expired', 'clock' from ended)
        select id, venue_id, court_id, starts_at, ends_at from ended
        """;

    // Without the id of a venue the first part waits for nobody.
    private const string OnCourtSql = $$"""
        with alone as materialized ({{RulesLock.ToAct}}),
        ended as (
          update bookings set status = 'expired', promo_code_id = null, updated_at = $1
          where (select count(*) from alone) = 1 and court_id = $2 and occupies && tstzrange($3, $4) and status = 'pending' and hold_expires_at <= $1
          returning id, venue_id, court_id, starts_at, ends_at)
        {{Tell}}
        """;

    private const string OneSql = $$"""
        with ended as (
          update bookings set status = 'expired', promo_code_id = null, updated_at = $1
          where id = $2 and status = 'pending' and hold_expires_at <= $1
          returning id, venue_id, court_id, starts_at, ends_at)
        {{Tell}}
        """;

    // Who has a row locked is ending it already; waiting for them could be waiting for each other.
    private const string WithCodeSql = $$"""
        with ended as (
          update bookings set status = 'expired', promo_code_id = null, updated_at = $1
          where id in (select id from bookings where promo_code_id = $2 and status = 'pending' and hold_expires_at <= $1 for update skip locked)
          returning id, venue_id, court_id, starts_at, ends_at)
        {{Tell}}
        """;

    /// <summary>Statement that ends the dead holds in the way of a time on a court.</summary>
    /// <param name="rulesOf">The venue by whose rules the court is taken in the next statement: nobody changes them before the transaction ends.</param>
    public static NpgsqlBatchCommand OnCourt(Guid courtId, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now, Guid? rulesOf = null)
    {
        var command = new NpgsqlBatchCommand(OnCourtSql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = courtId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = to });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, Value = rulesOf?.ToString() ?? (object)DBNull.Value });
        return command;
    }

    /// <summary>Statement that ends one hold if it is dead.</summary>
    public static NpgsqlBatchCommand One(Guid id, DateTimeOffset now) => About(OneSql, id, now);

    /// <summary>Statement that ends the dead holds which have a use of a code.</summary>
    public static NpgsqlBatchCommand WithCode(Guid promoCode, DateTimeOffset now) => About(WithCodeSql, promoCode, now);

    /// <summary>What a statement of this class ended.</summary>
    public static async Task<List<BookingExpired>> ReadAsync(NpgsqlDataReader reader)
    {
        var ended = new List<BookingExpired>();
        while (await reader.ReadAsync())
            ended.Add(new BookingExpired(reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<DateTimeOffset>(4)));
        return ended;
    }

    private static NpgsqlBatchCommand About(string sql, Guid id, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return command;
    }
}
