using System.Data.Common;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Accounting;

/// <summary>Reads payments and refunds for the pages.</summary>
internal sealed class MoneyReader(UnitOfWork work, CurrentTenant tenant, Providers providers)
{
    private const string Columns = """
        p.id, p.created_at, p.settled_at, p.description, p.provider, p.provider_reference, p.amount_minor, p.currency, p.state, p.refunded_minor,
        p.commission_minor, p.provider_fee_minor, p.booking_id, p.purpose, p.failure_reason
        """;

    private const string RefundColumns = """
        r.id, r.payment_id, r.created_at, r.settled_at, p.description, p.provider, r.amount_minor, p.currency, r.state, r.reason, r.failure_reason, r.provider_reference, r.retried_by is not null, p.booking_id, r.to_wallet
        """;

    /// <summary>Payments, newest first.</summary>
    public async Task<(IReadOnlyList<MoneyLine> Lines, int Total)> PageAsync(MoneyAsked asked, int skip, int take, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var read = work.Command($"""
            select {Columns}, count(*) over ()::int from payments p
            where ($1::text is null or p.state = $1) and ($2::text is null or p.provider = $2)
              and ($3::date is null or p.created_at >= $3::date::timestamp at time zone $5) and ($4::date is null or p.created_at < ($4::date + 1)::timestamp at time zone $5)
              and ($6::text is null or p.description ilike $6 or p.provider_reference ilike $6 or p.id::text ilike $6 or p.booking_id::text ilike $6)
            order by p.created_at desc, p.id desc offset $7 limit $8
            """, asked.State, asked.Provider, asked.FirstDay, asked.LastDay, tenant.Info.Zone, Like(asked.Text), skip, take);
        var (lines, total) = (new List<MoneyLine>(), 0);
        await using (var reader = await read.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) (_, total) = (Add(lines, Line(reader)), reader.GetInt32(15));
        await work.RollbackAsync();
        return (lines, total);
    }

    /// <summary>Providers there are payments of.</summary>
    public async Task<IReadOnlyList<string>> ProvidersAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var read = work.Command("select coalesce(array_agg(distinct provider order by provider), '{}') from payments");
        var found = (string[])(await read.ExecuteScalarAsync(stop))!;
        await work.RollbackAsync();
        return found;
    }

    /// <summary>A payment with its refunds and what its provider sent; <see langword="null"/> when the club has none such.</summary>
    public async Task<(MoneyLine Payment, IReadOnlyList<RefundLine> Refunds, IReadOnlyList<HeardShown> Heard)?> FindAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var batch = work.Batch();
        void Ask(string sql) => batch.BatchCommands.Add(new Npgsql.NpgsqlBatchCommand(sql) { Parameters = { new Npgsql.NpgsqlParameter { Value = id } } });
        Ask($"select {Columns} from payments p where p.id = $1");
        Ask($"select {RefundColumns} from refunds r join payments p on p.id = r.payment_id where p.id = $1 order by r.created_at, r.id");
        Ask("select received_at, event_id, processed_at from provider_events where payment_id = $1 order by received_at");
        MoneyLine? payment = null;
        var (refunds, heard) = (new List<RefundLine>(), new List<HeardShown>());
        await using (var reader = await batch.ExecuteReaderAsync(stop))
        {
            if (await reader.ReadAsync(stop)) payment = Line(reader);
            await reader.NextResultAsync(stop);
            while (await reader.ReadAsync(stop)) refunds.Add(Refund(reader));
            await reader.NextResultAsync(stop);
            while (await reader.ReadAsync(stop)) heard.Add(new HeardShown(reader.GetFieldValue<DateTimeOffset>(0), reader.GetString(1), Instant(reader, 2)));
        }
        await work.RollbackAsync();
        return payment is null ? null : (payment, refunds, heard);
    }

    /// <summary>Refunds in a state, those that wait oldest first; and how many there are in each.</summary>
    public async Task<(IReadOnlyList<RefundLine> Lines, IReadOnlyDictionary<string, int> Counts)> RefundsAsync(string state, int skip, int take, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var counts = new Dictionary<string, int>();
        await using (var count = work.Command("select state, count(*)::int from refunds where state <> 'failed' or retried_by is null group by state"))
        await using (var reader = await count.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) counts[reader.GetString(0)] = reader.GetInt32(1);
        var lines = new List<RefundLine>();
        await using (var read = work.Command($"""
            select {RefundColumns} from refunds r join payments p on p.id = r.payment_id where r.state = $1 and (r.state <> 'failed' or r.retried_by is null)
            order by case when r.state = 'settled' then r.settled_at end desc, r.created_at, r.id offset $2 limit $3
            """, state, skip, take))
        await using (var reader = await read.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) lines.Add(Refund(reader));
        await work.RollbackAsync();
        return (lines, counts);
    }

    private static int Add(List<MoneyLine> lines, MoneyLine line)
    {
        lines.Add(line);
        return lines.Count;
    }

    private static string? Like(string? text) => text is null ? null : $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    private static MoneyLine Line(DbDataReader row)
    {
        var currency = row.GetString(7);
        Money? Maybe(int column) => row.IsDBNull(column) ? null : new Money(row.GetInt64(column), currency);
        return new MoneyLine(row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), Instant(row, 2), row.GetString(3), row.GetString(4), Text(row, 5), new Money(row.GetInt64(6), currency),
            row.GetString(8), new Money(row.GetInt64(9), currency), Maybe(10), Maybe(11), row.IsDBNull(12) ? null : row.GetGuid(12), row.GetString(13), Text(row, 14));
    }

    private RefundLine Refund(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetFieldValue<DateTimeOffset>(2), Instant(row, 3), row.GetString(4), row.GetString(5), new Money(row.GetInt64(6), row.GetString(7)),
        row.GetString(8), row.GetString(9), Text(row, 10), Text(row, 11), row.GetBoolean(12), row.IsDBNull(13) ? null : row.GetGuid(13))
    {
        ToWallet = row.GetBoolean(14),
        ByHand = providers.Find(row.GetString(5))?.Capabilities.Refund == RefundWay.ManualRequired,
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Instant(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
