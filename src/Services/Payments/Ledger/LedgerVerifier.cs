using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Adds up a club's books again and compares: every entry with zero, every account with the balance that was kept while lines were added, and
/// every payment and refund that moved money with an entry about it. One statement, so one moment.
/// </summary>
internal sealed class LedgerVerifier(UnitOfWork work) : ILedgers
{
    private const int MostFaults = 100;

    public async Task<LedgerVerdict> VerifyAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var add = work.Command("""
            with faults as (
              select 1 as rank, format('entry %s is off by %s %s', e.key, sum(l.amount_minor), l.currency) as fault
              from ledger_entries e join ledger_lines l on l.entry_id = e.id group by e.id, e.key, l.currency having sum(l.amount_minor) <> 0
              union all
              select 2, format('entry %s has no lines', e.key) from ledger_entries e where not exists (select from ledger_lines l where l.entry_id = e.id)
              union all
              select 3, format('line %s of an entry that is gone (%s)', l.line, l.entry_id) from ledger_lines l where not exists (select from ledger_entries e where e.id = l.entry_id)
              union all
              select 4, format('account %s: its %s lines say %s %s, kept are %s lines and %s', account, coalesce(real.lines, 0), coalesce(real.total, 0), currency, coalesce(kept.lines, 0), coalesce(kept.total, 0))
              from (select account, currency, sum(amount_minor) total, count(*) lines from ledger_lines group by 1, 2) real
              full join (select account, currency, sum(balance_minor) total, sum(lines) lines from ledger_balances group by 1, 2) kept using (account, currency)
              where (real.total, real.lines) is distinct from (kept.total, kept.lines)
              union all
              select 5, format('payment %s of %s %s has settled and is not in the books', p.id, p.amount_minor, p.currency) from payments p
              where p.settled_at is not null and p.commission_minor is not null and p.provider_reference is not null
                and not exists (select from ledger_entries e where e.payment_id = p.id and e.kind = 'payment')
              union all
              select 6, format('refund %s of %s %s was sent and is not in the books', r.id, r.amount_minor, p.currency) from refunds r join payments p on p.id = r.payment_id
              where r.state = 'settled' and r.commission_minor is not null and not exists (select from ledger_entries e where e.key = 'refunded ' || r.id))
            select (select count(*) from ledger_entries), (select count(*) from ledger_lines),
                   coalesce((select array_agg(fault) from (select fault from faults order by rank, fault limit $1) first), '{}')
            """, MostFaults);
        LedgerVerdict verdict;
        await using (var reader = await add.ExecuteReaderAsync(stop))
        {
            await reader.ReadAsync(stop);
            verdict = new LedgerVerdict(reader.GetInt64(0), reader.GetInt64(1), await reader.GetFieldValueAsync<string[]>(2, stop));
        }
        await work.RollbackAsync();
        return verdict;
    }
}
