using Npgsql;
using NpgsqlTypes;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.Changing;

/// <summary>
/// The statements that move a booking on. Each changes the row only if it is still the one the decision was taken from (its
/// <c>updated_at</c> says so), and writes fact and history with it. When it changes nothing, somebody was faster: read and decide again.
/// </summary>
internal static class Changes
{
    // Two changes in one microsecond carry the same updated_at, so status, place and whose it is are compared as well.
    private const string Tail = $$"""
        told as (insert into platform.outbox ({{Outbox.Columns}}) select $6, $7, $8, $9::jsonb, $10, $11 from changed),
        noted as (insert into booking_history (id, booking_id, at, act, actor_id, actor) select $12, $1, $3, $13, $14, $15 from changed)
        select exists (select from changed)
        """;

    private const string ConfirmSql = $"""
        with changed as (
          update bookings set status = 'confirmed', payment_method = $4, updated_at = $3
          where id = $1 and updated_at = $2 and status = $16 and moves = $17 and key_turn = $18 and hold_expires_at > $3 and $5::text is null
          returning id),
        {Tail}
        """;

    private const string CancelSql = $"""
        with changed as (
          update bookings set status = 'cancelled', cancelled_by = $4, cancellation_reason = $5, updated_at = $3
          where id = $1 and updated_at = $2 and status = $16 and moves = $17 and key_turn = $18
          returning id),
        {Tail}
        """;

    // With everything a code is given back, too.
    private const string CancelInFullSql = $"""
        with changed as (
          update bookings set status = 'cancelled', cancelled_by = $4, cancellation_reason = $5, promo_code_id = null, updated_at = $3
          where id = $1 and updated_at = $2 and status = $16 and moves = $17 and key_turn = $18
          returning id),
        {Tail}
        """;

    private const string ExtendSql = """
        with changed as (
          update bookings set hold_expires_at = $4, hold_extended = true, payment_method = $5, updated_at = $3
          where id = $1 and updated_at = $2 and status = 'pending' and not hold_extended
          returning id),
        timed as (insert into platform.timers (id, job, key, due_at) select $6, 'end-hold', $1::text, $4 from changed)
        select exists (select from changed)
        """;

    /// <summary>Confirms a hold that still stands.</summary>
    public static NpgsqlBatchCommand Confirm(Booking seen, string method, IFact fact, Caller caller, DateTimeOffset now, TimeProvider clock) =>
        Statement(ConfirmSql, seen, method, null, fact, "confirmed", caller, now, clock);

    /// <summary>Gives a booking up.</summary>
    /// <param name="inFull">Whether everything comes back: then the use of a code does, too.</param>
    public static NpgsqlBatchCommand Cancel(Booking seen, string cancelledBy, string? reason, bool inFull, IFact fact, Caller caller, DateTimeOffset now, TimeProvider clock) =>
        Statement(inFull ? CancelInFullSql : CancelSql, seen, cancelledBy, reason, fact, "cancelled", caller, now, clock);

    /// <summary>Makes a hold longer, once, and sets the timer for its new end.</summary>
    public static NpgsqlBatchCommand Extend(Booking seen, DateTimeOffset until, string method, DateTimeOffset now)
    {
        var command = Begin(ExtendSql, seen, now);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = until });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = method });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(now) });
        return command;
    }

    /// <summary>Whether a statement of this class changed the row.</summary>
    public static async Task<bool> ReadAsync(NpgsqlDataReader reader) => await reader.ReadAsync() && reader.GetBoolean(0);

    private static NpgsqlBatchCommand Statement(
        string sql, Booking seen, string first, string? second, IFact fact, string act, Caller caller, DateTimeOffset now, TimeProvider clock)
    {
        var command = Begin(sql, seen, now);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = first });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = second ?? (object)DBNull.Value });
        Outbox.AddValues(command.Parameters, fact, clock);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(now) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = act });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Uuid, Value = caller.AccountId ?? (object)DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.IsKnown ? caller.Name : seen.GuestName });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = seen.Status });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = seen.Moves });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = seen.KeyTurn });
        return command;
    }

    private static NpgsqlBatchCommand Begin(string sql, Booking seen, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = seen.Id });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = seen.UpdatedAt });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        return command;
    }
}
