namespace PadelSaaS.Tests.Payments.Faults;

/// <summary>What must hold once everything has come to rest. Each is a query for rows that break it.</summary>
internal static class Rules
{
    // What the card company has of a booking now: its own books, not ours.
    private const string Kept = """
        (select coalesce(sum(c.amount_minor - coalesce((select sum(r.amount_minor) from platform.dev_card_refunds r where r.reference = c.reference), 0)), 0)
         from platform.dev_card_payments c join payments p on p.id = c.order_id where p.booking_id = b.id and c.outcome = 'succeeded')
        """;

    private const string Books = "(select coalesce(sum(l.amount_minor), 0) from ledger_lines l join ledger_entries e on e.id = l.entry_id where {0})";

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["no court is sold twice"] = "select a.id from bookings a join bookings b on a.court_id = b.court_id and a.id < b.id and a.occupies && b.occupies where a.status not in ('cancelled', 'expired') and b.status not in ('cancelled', 'expired')",
        ["every hold ended"] = "select id, hold_expires_at from bookings where status = 'pending'",
        ["a card payment the platform does not know"] = "select reference from platform.dev_card_payments c where not exists (select from payments p where p.id = c.order_id)",
        ["who is confirmed by card has paid the price once"] = $"select b.id, b.total_amount_minor, {Kept} as kept from bookings b where status = 'confirmed' and payment_method = 'dev' and {Kept} <> b.total_amount_minor",
        ["who pays at the club was not charged"] = $"select b.id, {Kept} as kept from bookings b where status = 'confirmed' and payment_method = 'at_club' and {Kept} <> 0",
        ["a hold that ended keeps no money"] = $"select b.id, {Kept} as kept from bookings b where status = 'expired' and {Kept} <> 0",
        ["a cancellation keeps what was agreed"] = $"""
            select b.id, {Kept} as kept, o.payload from bookings b join platform.outbox o on o.aggregate = b.id and o.event_type = 'BOOKING_CANCELLED'
            where b.status = 'cancelled' and {Kept} not in (0, b.total_amount_minor - coalesce((o.payload #>> '{RefundPath}')::bigint, 0))
            """,
        ["a cancellation gives back what was agreed"] = $"""
            select b.id, {Kept} as kept, o.payload from bookings b join platform.outbox o on o.aggregate = b.id and o.event_type = 'BOOKING_CANCELLED'
            where b.status = 'cancelled' and (o.payload #>> '{RefundPath}')::bigint = b.total_amount_minor and {Kept} <> 0
            """,
        ["what the card company took is settled here"] = "select p.id, p.state from platform.dev_card_payments c join payments p on p.id = c.order_id where c.outcome = 'succeeded' and p.settled_at is null",
        ["what it did not take is not settled here"] = "select p.id, p.state from payments p left join platform.dev_card_payments c on p.id = c.order_id where p.provider = 'dev' and p.settled_at is not null and c.outcome is distinct from 'succeeded'",
        ["what went back is the same in both books"] = """
            select p.id, p.refunded_minor from payments p join platform.dev_card_payments c on p.id = c.order_id
            where p.refunded_minor <> coalesce((select sum(r.amount_minor) from platform.dev_card_refunds r where r.reference = c.reference), 0)
            """,
        ["no refund waits or failed"] = "select id, state, failure_reason from refunds where state <> 'settled'",
        ["the ledger sums to zero"] = "select sum(amount_minor) from ledger_lines group by currency having sum(amount_minor) <> 0",
        ["the ledger has what the card company has"] = $"""
            select 1 where {string.Format(System.Globalization.CultureInfo.InvariantCulture, Books, "l.account = 'at_provider:dev'")}
              <> (select coalesce(sum(c.amount_minor), 0) from platform.dev_card_payments c where outcome = 'succeeded')
               - (select coalesce(sum(r.amount_minor), 0) from platform.dev_card_refunds r)
            """,
        ["what is owed for a booking is its price at the club, or nothing"] = $"""
            select b.id, b.status, b.payment_method from bookings b where {string.Format(System.Globalization.CultureInfo.InvariantCulture, Books, "l.account = 'receivable' and e.booking_id = b.id")}
              <> case when b.status = 'confirmed' and b.payment_method = 'at_club' then b.total_amount_minor else 0 end
            """,
        ["nothing is told twice"] = "select aggregate, event_type from platform.outbox where event_type in ('BOOKING_HELD', 'BOOKING_CONFIRMED', 'BOOKING_CANCELLED', 'BOOKING_EXPIRED') group by aggregate, event_type having count(*) > (event_type = 'BOOKING_HELD')::int + 1",
        ["nothing was given up"] = "select job, key, error from platform.timers where parked_at is not null",
    };

    private const string RefundPath = "{refund,amountMinor}";
}
