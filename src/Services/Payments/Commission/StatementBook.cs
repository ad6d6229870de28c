using System.Data.Common;
using System.Text.Json;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Terms;

/// <summary>A club's part in the platform's book of statements, and its entries that stand on none. All within the club's open unit of work.</summary>
internal sealed class StatementBook(UnitOfWork work)
{
    /// <summary>Two who write a club's statements do it one after the other.</summary>
    public async Task LockAsync(CancellationToken stop)
    {
        await using var hold = work.Command("select pg_advisory_xact_lock(hashtextextended('statements ' || current_schema(), 0))");
        await hold.ExecuteNonQueryAsync(stop);
    }

    /// <summary>What was accrued before a month (by the club's days) and stands on no statement.</summary>
    public async Task<List<OpenCommission>> OpenAsync(string zone, DateOnly before, CancellationToken stop)
    {
        await using var read = work.Command("""
            select e.id, case when e.kind = $5 then e.provider_reference::date else date_trunc('month', e.at at time zone $1)::date end, l.currency, coalesce(e.provider, p.provider, ''), r.id is null and e.payment_id is not null,
                   case when r.id is not null then -r.amount_minor else coalesce(p.taken_minor, p.amount_minor, 0) end, -l.amount_minor
            from ledger_entries e join ledger_lines l on l.entry_id = e.id and l.account = $3
            left join payments p on p.id = e.payment_id left join refunds r on e.key = 'commission back ' || r.id
            where e.kind <> $4 and case when e.kind = $5 then e.provider_reference::date < $2 else e.at < ($2::date)::timestamp at time zone $1 end and not exists (select from stated_commission s where s.entry_id = e.id)
            """, zone, before, Account.CommissionDue, PostCommissionPaid.Kind, PlanFeeBook.Kind);
        await using var row = await read.ExecuteReaderAsync(stop);
        var found = new List<OpenCommission>();
        while (await row.ReadAsync(stop))
            found.Add(new OpenCommission(row.GetGuid(0), row.GetFieldValue<DateOnly>(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), row.GetInt64(5), row.GetInt64(6)));
        return found;
    }

    /// <summary>What is accrued and stands on no statement yet, this month's too.</summary>
    public async Task<long> OpenSumAsync(string currency, CancellationToken stop)
    {
        await using var read = work.Command("""
            select coalesce(-sum(l.amount_minor), 0)::bigint from ledger_entries e join ledger_lines l on l.entry_id = e.id and l.account = $2 and l.currency = $1
            where e.kind <> $3 and not exists (select from stated_commission s where s.entry_id = e.id)
            """, currency, Account.CommissionDue, PostCommissionPaid.Kind);
        return (long)(await read.ExecuteScalarAsync(stop))!;
    }

    /// <summary>The last month stated in each currency.</summary>
    public async Task<Dictionary<string, DateOnly>> LastMonthsAsync(CancellationToken stop)
    {
        await using var read = work.Command("select currency, max(month) from platform.my_commission_statements() group by 1");
        await using var row = await read.ExecuteReaderAsync(stop);
        var last = new Dictionary<string, DateOnly>();
        while (await row.ReadAsync(stop)) last[row.GetString(0)] = row.GetFieldValue<DateOnly>(1);
        return last;
    }

    /// <summary>The club's terms as they held on a day.</summary>
    public async Task<StatementTerms> TermsAsync(string currency, DateOnly day, CancellationToken stop)
    {
        await using var read = work.Command("select basis_points, fixed_minor, min_minor, max_minor from platform.my_commission_terms($1, $2)", currency, day);
        await using var row = await read.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? new StatementTerms(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3)) : new StatementTerms(0, 0, 0, null);
    }

    /// <summary>Writes a statement with the next number of the year; nobody else gets one until the transaction ends.</summary>
    public async Task<Statement> WriteAsync(Statement draft, CancellationToken stop)
    {
        await using var write = work.Command("select platform.write_commission_statement($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9)",
            draft.Id, draft.ClubName, draft.Month, draft.Net.Currency, draft.Net.AmountMinor, draft.Tax.AmountMinor, JsonSerializer.Serialize(draft.Content, JsonSerializerOptions.Web), draft.IssuedAt, draft.DueOn);
        return draft with { Number = (long)(await write.ExecuteScalarAsync(stop))! };
    }

    /// <summary>Says on which statement entries stand.</summary>
    public async Task ClaimAsync(Guid[] entryIds, Guid? statementId, CancellationToken stop)
    {
        await using var claim = work.Command("insert into stated_commission (entry_id, statement_id) select id, $2::uuid from unnest($1::uuid[]) id", entryIds, statementId);
        await claim.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The club's statement with this id.</summary>
    public async Task<Statement?> FindAsync(Guid id, CancellationToken stop)
    {
        await using var read = work.Command($"select {Columns} from platform.my_commission_statements() where id = $1", id);
        return (await ReadAsync(read, stop)).FirstOrDefault();
    }

    /// <summary>The club's, the newest first.</summary>
    public async Task<IReadOnlyList<Statement>> ListAsync(int most, CancellationToken stop)
    {
        await using var read = work.Command($"select {Columns} from platform.my_commission_statements() order by month desc, number desc limit $1", most);
        return await ReadAsync(read, stop);
    }

    internal const string Columns = "id, club::text, club_name, month, currency, net_minor, tax_minor, year, number, content, issued_at, due_on, paid_at, paid_by, paid_reference";

    internal static async Task<List<Statement>> ReadAsync(DbCommand read, CancellationToken stop)
    {
        await using var row = await read.ExecuteReaderAsync(stop);
        var found = new List<Statement>();
        while (await row.ReadAsync(stop))
        {
            string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
            found.Add(new Statement(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateOnly>(3), new Money(row.GetInt64(5), row.GetString(4)), new Money(row.GetInt64(6), row.GetString(4)),
                row.GetInt32(7), row.GetInt64(8), JsonSerializer.Deserialize<StatementContent>(row.GetString(9), JsonSerializerOptions.Web)!, row.GetFieldValue<DateTimeOffset>(10), row.GetFieldValue<DateOnly>(11),
                row.IsDBNull(12) ? null : row.GetFieldValue<DateTimeOffset>(12), Text(13), Text(14)));
        }
        return found;
    }
}

/// <summary>Commission that was accrued, or given back with a refund, and stands on no statement.</summary>
/// <param name="Month">First day of the club's month it was posted in.</param>
/// <param name="GrossMinor">What was paid; less than nothing for what went back.</param>
internal sealed record OpenCommission(Guid EntryId, DateOnly Month, string Currency, string Provider, bool IsPayment, long GrossMinor, long CommissionMinor);
