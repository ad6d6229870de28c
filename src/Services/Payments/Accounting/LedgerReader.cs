using System.Data.Common;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Accounting;

/// <summary>Reads the ledger for the pages. Months are those of the club's zone.</summary>
internal sealed class LedgerReader(UnitOfWork work, CurrentTenant tenant)
{
    /// <summary>Every account with what it held before the month, what moved in it, and what it held after.</summary>
    public async Task<IReadOnlyList<AccountShown>> AccountsAsync(DateOnly month, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var read = work.Command("""
            select l.account, l.currency,
                   coalesce(sum(l.amount_minor) filter (where e.at < b.first), 0)::bigint,
                   coalesce(sum(l.amount_minor) filter (where e.at >= b.first and l.amount_minor > 0), 0)::bigint,
                   coalesce(sum(l.amount_minor) filter (where e.at >= b.first and l.amount_minor < 0), 0)::bigint
            from ledger_lines l join ledger_entries e on e.id = l.entry_id,
                 (select $1::date::timestamp at time zone $2 as first, ($1::date + interval '1 month') at time zone $2 as next) b
            where e.at < b.next group by l.account, l.currency order by l.currency, l.account
            """, month, tenant.Info.Zone);
        var accounts = new List<AccountShown>();
        await using (var reader = await read.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) accounts.Add(new AccountShown(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
        await work.RollbackAsync();
        return accounts;
    }

    /// <summary>Entries of a month, newest first, of one account or of all.</summary>
    public Task<(IReadOnlyList<EntryShown> Entries, int Total)> EntriesAsync(DateOnly month, string? account, int skip, int take, CancellationToken stop) => ReadAsync("""
        where e.at >= $1::date::timestamp at time zone $2 and e.at < ($1::date + interval '1 month') at time zone $2
          and ($3::text is null or exists (select from ledger_lines l where l.entry_id = e.id and l.account = $3))
        order by e.at desc, e.id desc offset $4 limit $5
        """, [month, tenant.Info.Zone, account, skip, take], stop);

    /// <summary>Entries about a payment, and the sale of its booking, in order.</summary>
    public async Task<IReadOnlyList<EntryShown>> OfPaymentAsync(Guid payment, Guid? booking, CancellationToken stop) =>
        (await ReadAsync("where e.payment_id = $1 or (e.payment_id is null and e.booking_id = $2) order by e.at, e.id", [payment, booking ?? Guid.Empty], stop)).Entries;

    private async Task<(IReadOnlyList<EntryShown> Entries, int Total)> ReadAsync(string where, object?[] values, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var read = work.Command($"""
            with chosen as (select e.*, count(*) over ()::int as total, row_number() over () as place from ledger_entries e {where})
            select c.id, c.at, c.kind, c.note, c.booking_id, c.payment_id, c.provider_reference, c.total, l.account, l.amount_minor, l.currency
            from chosen c join ledger_lines l on l.entry_id = c.id order by c.place, l.line
            """, values);
        var (entries, lines, total) = (new List<EntryShown>(), new List<LineShown>(), 0);
        await using (var reader = await read.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                if (entries.Count == 0 || entries[^1].Id != reader.GetGuid(0)) entries.Add(Entry(reader, lines = []));
                lines.Add(new LineShown(reader.GetString(8), new Money(reader.GetInt64(9), reader.GetString(10))));
                total = reader.GetInt32(7);
            }
        }
        await work.RollbackAsync();
        return (entries, total);
    }

    private static EntryShown Entry(DbDataReader row, List<LineShown> lines) => new(
        row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), Id(row, 4), Id(row, 5), row.IsDBNull(6) ? null : row.GetString(6), lines);

    private static Guid? Id(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);
}
