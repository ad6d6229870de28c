namespace PadelSaaS.Tests.Payments.Faults;

/// <summary>What must hold once everything has come to rest. Each is a query for rows that break it.</summary>
internal static class Rules
{
    /// <summary>What the card companies have of every payment: their own books, not ours.</summary>
    public const string CompanyMoney = """
        create or replace view company_money as
        select c.order_id as payment_id, 'dev' as provider, c.reference,
               case when c.outcome is distinct from 'succeeded' then 0 when c.hold then coalesce(c.taken_minor, 0) else c.amount_minor end as taken,
               coalesce((select sum(r.amount_minor) from platform.dev_card_refunds r where r.reference = c.reference), 0)::bigint as back,
               c.hold and c.outcome is not distinct from 'succeeded' and c.taken_minor is null and c.released_at is null as held
        from platform.dev_card_payments c
        union all
        select (i.body #>> '{metadata,payment_id}')::uuid, 'stripe', i.id,
               coalesce((select sum((c.body ->> 'amount_captured')::bigint) from platform.dev_stripe_objects c where c.kind = 'charge' and c.body ->> 'payment_intent' = i.id), 0)::bigint,
               coalesce((select sum((c.body ->> 'amount_refunded')::bigint) from platform.dev_stripe_objects c where c.kind = 'charge' and c.body ->> 'payment_intent' = i.id and (c.body ->> 'captured')::boolean), 0)::bigint,
               i.body ->> 'status' = 'requires_capture'
        from platform.dev_stripe_objects i where i.kind = 'payment_intent'
        """;

    private const string Kept = "(select coalesce(sum(m.taken - m.back), 0) from company_money m join payments p on p.id = m.payment_id where p.booking_id = b.id)";

    private const string Refund = "coalesce((o.payload #>> '{refund,amountMinor}')::bigint, 0)";

    private const string Paid = "coalesce((o.payload #>> '{paid,amountMinor}')::bigint, b.total_amount_minor)";

    private const string Owed = "(select coalesce(sum(l.amount_minor), 0) from ledger_lines l join ledger_entries e on e.id = l.entry_id where l.account = 'receivable' and e.booking_id = b.id)";

    // What the club keeps of a share of a booking given up, and whose bank refused when it was to be taken: the player owes it.
    private const string RefusedFees = "(select coalesce(sum(s.kept_minor), 0) from shares s join payments p on p.id = s.payment_id where s.booking_id = b.id and p.state = 'failed')";

    private const string Cancelled = "bookings b join platform.outbox o on o.aggregate = b.id and o.event_type = 'BOOKING_CANCELLED' where b.status = 'cancelled'";

    /// <summary>All of them.</summary>
    /// <param name="account">The club's at the development Stripe.</param>
    public static IReadOnlyDictionary<string, string> Of(string account) => new Dictionary<string, string>
    {
        ["no court is sold twice"] = "select a.id from bookings a join bookings b on a.court_id = b.court_id and a.id < b.id and a.occupies && b.occupies where a.status not in ('cancelled', 'expired') and b.status not in ('cancelled', 'expired')",
        ["every hold of a court ended"] = "select id, hold_expires_at from bookings where status = 'pending'",
        ["every hold of money ended"] = "select m.* from company_money m where m.held",
        ["no payment of ours is held"] = "select id, provider, take_minor from payments where state = 'held'",
        ["no split is undecided"] = "select id, booking_id, state, fallback from splits where state in ('waiting', 'open', 'covering', 'taking')",
        ["no share is stuck"] = "select s.id, s.state, x.state as split from shares s join splits x on x.id = s.split_id where s.state = 'authorised' or (s.state = 'open' and x.state <> 'lapsed')",
        ["a share that is called paid was paid"] = "select s.id, s.state, p.state as payment from shares s join payments p on p.id = s.payment_id where s.state in ('captured', 'covered') and p.settled_at is null",
        ["a fee that a bank refused is due at the desk"] = $"select b.id, {RefusedFees} as refused from bookings b where status = 'cancelled' and {RefusedFees} <> (select coalesce(sum(p.amount_minor), 0) from payments p where p.booking_id = b.id and p.state = 'due_at_club')",
        ["a split that is settled has every share"] = "select x.id, s.seat, s.state from splits x join shares s on s.split_id = x.id where x.state = 'settled' and s.state not in ('captured', 'covered')",
        ["nobody covers more than they agreed to"] = "select x.id from splits x where (select coalesce(sum(p.amount_minor), 0) from shares s join payments p on p.id = s.payment_id where s.split_id = x.id and s.seat > 0 and p.return_path is null and p.settled_at is not null) > x.cover_up_to_minor",
        ["a payment the platform does not know"] = "select m.* from company_money m where not exists (select from payments p where p.id = m.payment_id)",
        ["who is confirmed by card has paid the price once"] = $"select b.id, b.payment_method, b.total_amount_minor, {Kept} as kept from bookings b where status = 'confirmed' and payment_method in ('dev', 'stripe', 'split') and {Kept} <> b.total_amount_minor",
        ["who shares a confirmed booking has settled it"] = "select b.id, x.state from bookings b join splits x on x.booking_id = b.id where b.status = 'confirmed' and b.payment_method = 'split' and x.state <> 'settled'",
        ["who pays at the club was not charged"] = $"select b.id, {Kept} as kept from bookings b where status = 'confirmed' and payment_method = 'at_club' and {Kept} <> 0",
        ["a hold that ended keeps no money"] = $"select b.id, {Kept} as kept from bookings b where status = 'expired' and {Kept} <> 0",
        ["a cancellation keeps what was agreed"] = $"select b.id, {Kept} as kept, o.payload from {Cancelled} and b.payment_method <> 'split' and {Kept} not in (0, b.total_amount_minor - {Refund})",
        ["a cancellation of a shared booking keeps no more than was agreed"] = $"select b.id, {Kept} as kept, o.payload from {Cancelled} and b.payment_method = 'split' and {Kept} not between 0 and greatest(0, {Paid} - {Refund})",
        ["a cancellation gives back what was agreed"] = $"select b.id, {Kept} as kept, o.payload from {Cancelled} and {Refund} = b.total_amount_minor and {Kept} <> 0",
        ["what a card company took is settled here"] = "select p.id, p.state, m.* from company_money m join payments p on p.id = m.payment_id where m.taken > 0 and p.settled_at is null",
        ["what it did not take is not settled here"] = "select p.id, p.state from payments p left join company_money m on m.payment_id = p.id where p.provider in ('dev', 'stripe') and p.settled_at is not null and coalesce(m.taken, 0) <> coalesce(p.taken_minor, p.amount_minor)",
        ["one payment is one payment there"] = "select payment_id, count(*) from company_money group by payment_id having count(*) filter (where taken > 0) > 1",
        ["what went back is the same in both books"] = "select p.id, p.refunded_minor, m.back from payments p join company_money m on m.payment_id = p.id where p.refunded_minor <> m.back",
        ["no refund waits or failed"] = "select id, state, failure_reason from refunds where state <> 'settled'",
        ["the ledger sums to zero"] = "select sum(amount_minor) from ledger_lines group by currency having sum(amount_minor) <> 0",
        ["the ledger has what the card company has"] = $"select 1 where {Ledger("l.account = 'at_provider:dev'")} <> (select coalesce(sum(taken - back), 0) from company_money where provider = 'dev')",
        ["the ledger has what is on the club's account at Stripe"] =
            $"select {Ledger("l.account = 'at_provider:stripe'")} as ours, (select coalesce(sum(amount_minor), 0) from platform.dev_stripe_entries where pot = '{account}') as theirs where {Ledger("l.account = 'at_provider:stripe'")} <> (select coalesce(sum(amount_minor), 0) from platform.dev_stripe_entries where pot = '{account}')",
        ["the ledger has the commission that is on the platform's account"] =
            $"select {Ledger("l.account = 'commission' and e.provider = 'stripe'")} as ours where {Ledger("l.account = 'commission' and e.provider = 'stripe'")} <> (select coalesce(sum(amount_minor), 0) from platform.dev_stripe_entries where pot = 'platform')",
        ["what is owed for a booking is its price at the club, a fee that a bank refused, or nothing"] =
            $"select b.id, b.status, b.payment_method, {Owed} as owed, {RefusedFees} as refused from bookings b where {Owed} <> case when b.status = 'confirmed' and b.payment_method = 'at_club' then b.total_amount_minor else {RefusedFees} end",
        ["nothing is told twice"] = "select aggregate, event_type from platform.outbox where event_type in ('BOOKING_HELD', 'BOOKING_CONFIRMED', 'BOOKING_CANCELLED', 'BOOKING_EXPIRED', 'SPLIT_SECURED', 'SPLIT_SETTLED') group by aggregate, event_type having count(*) > (event_type = 'BOOKING_HELD')::int + 1",
        ["nothing was given up"] = "select job, key, error from platform.timers where parked_at is not null",
    };

    private static string Ledger(string where) => $"(select coalesce(sum(l.amount_minor), 0) from ledger_lines l join ledger_entries e on e.id = l.entry_id where {where})";
}
