using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Closures;

/// <summary>
/// The statements that carry out what was decided about a booking in the way of a closure, and those that take it back. The row changes at
/// once; its fact waits beside the closure until nobody can undo it any more. The row as it was is kept word for word.
/// </summary>
internal static class Decided
{
    private const string Tail = """
        noted as (insert into booking_history (id, booking_id, at, act, actor_id, actor, detail) select $5, $1, $2, $6, $7::uuid, $8, jsonb_build_object('closure', $3::uuid) from changed)
        insert into closure_decisions (closure_id, booking_id, decision, before, left_status, left_moves, left_at, event_type, fact, refund_minor)
        select $3, $1, $4, before.held, changed.status, changed.moves, $2, $9, $10::jsonb, $11 from before, changed
        """;

    private const string CancelSql = $"""
        with before as (select to_jsonb(bookings) as held from bookings where id = $1),
        changed as (
          update bookings set status = 'cancelled', cancelled_by = 'staff', cancellation_reason = $12, promo_code_id = null, updated_at = $2
          where id = $1 returning status, moves),
        {Tail}
        """;

    private const string MoveSql = $"""
        with before as (select to_jsonb(bookings) as held from bookings where id = $1),
        changed as (
          update bookings set court_id = $12, starts_at = $13, ends_at = $14, occupies = tstzrange($13, $15), total_amount_minor = $16, price_lines = $17::jsonb,
            paid_minor = $18, price_basis = $19::jsonb, moves = moves + 1, updated_at = $2
          where id = $1 returning status, moves),
        {Tail}
        """;

    private const string RestoreSql = """
        update bookings set (court_id, starts_at, ends_at, occupies, status, total_amount_minor, price_lines, paid_minor, given_back_minor, moves, cancelled_by, cancellation_reason, promo_code_id, price_basis) =
          (select court_id, starts_at, ends_at, occupies, status, total_amount_minor, price_lines, paid_minor, given_back_minor, moves, cancelled_by, cancellation_reason, promo_code_id, price_basis
           from jsonb_populate_record(null::bookings, decision.before)), updated_at = $3
        from closure_decisions decision
        where decision.closure_id = $1 and decision.booking_id = $2 and bookings.id = $2
          and bookings.status = decision.left_status and bookings.moves = decision.left_moves and bookings.updated_at = decision.left_at
        """;

    /// <summary>Gives the booking up. Its row is locked already.</summary>
    public static NpgsqlCommand Cancel(UnitOfWork work, Closure closure, Impact impact, Decision decision, string reason, IFact fact, Caller caller, DateTimeOffset now) =>
        work.Command(CancelSql, [.. Common(closure, impact.Booking, decision.Word, "cancelled", fact, impact.Refund, caller, now), reason]);

    /// <summary>Moves the booking; what was agreed about cancelling stays agreed. Its row is locked already.</summary>
    /// <exception cref="PostgresException">Somebody else has the court then.</exception>
    public static NpgsqlCommand Move(UnitOfWork work, Closure closure, Booking booking, Rehoused to, int bufferMinutes, IFact fact, Caller caller, DateTimeOffset now) =>
        work.Command(MoveSql,
        [
            .. Common(closure, booking, Decision.MoveElsewhere, "moved_by_staff", fact, to.Refund, caller, now), to.CourtId, to.Start, to.End, to.End.AddMinutes(bufferMinutes),
            to.Price.AmountMinor, BookingView.Write(to.PriceLines), booking.PaidMinor - to.Refund.AmountMinor,
            BookingView.Write(to.Basis),
        ]);

    /// <summary>Makes the booking's row what it was; changes nothing where somebody changed it since.</summary>
    /// <exception cref="PostgresException">Somebody else has the court by now.</exception>
    public static NpgsqlCommand Restore(UnitOfWork work, Guid closure, Guid booking, DateTimeOffset now) => work.Command(RestoreSql, closure, booking, now);

    private static object?[] Common(Closure closure, Booking booking, string decision, string act, IFact fact, Money refund, Caller caller, DateTimeOffset now) =>
    [
        booking.Id, now, closure.Id, decision, Guid.CreateVersion7(now), act, caller.AccountId, caller.Name, FactCatalogue.EventType(fact.GetType()), FactCatalogue.Write(fact), refund.AmountMinor,
    ];
}
