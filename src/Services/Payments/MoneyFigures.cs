using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Answers what players paid in a time, and how many refunds are on their way: a club is not closed before they arrived.</summary>
internal sealed class MoneyFigures(UnitOfWork work, CurrentTenant tenant) : IClubFigures
{
    public async Task<ClubFigures> CountAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken stop = default)
    {
        await using var command = work.Command("""
            select (select count(*) from refunds where state = 'due'),
                   (select coalesce(-sum(l.amount_minor), 0)::bigint from ledger_entries e join ledger_lines l on l.entry_id = e.id
                    where e.kind in ('payment', 'desk_payment', 'desk_reversal') and e.at >= $1 and e.at < $2 and l.account = $3 and l.currency = $4)
            """, from, until, Account.Receivable, tenant.Info.Currency);
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return new ClubFigures(RefundsDue: row.GetInt64(0), TakenMinor: row.GetInt64(1));
    }
}
