using System.Data.Common;
using System.Text.Json;
using PadelSaaS.Contracts;
using PadelSaaS.Payments.Accounting;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Invoices;

/// <summary>Reads invoices, each in a unit of work of its own.</summary>
internal sealed class InvoiceReader(UnitOfWork work, CurrentTenant tenant)
{
    private const string Columns = """
        i.id, i.year, i.series, i.number, i.booking_id, i.corrects, i.total_minor, i.currency, i.issued_at, i.account_id, i.customer, i.customer_tax_id, i.customer_address, i.content::text,
        c.series, c.year, c.number
        """;

    public async Task<Invoice?> FindAsync(Guid id, CancellationToken stop) => (await ReadAsync("where i.id = $1", [id], stop)).Lines is [var one] ? one : null;

    /// <summary>Those of a booking, in order.</summary>
    public async Task<IReadOnlyList<Invoice>> OfBookingAsync(Guid booking, CancellationToken stop) => (await ReadAsync("where i.booking_id = $1 order by i.issued_at, i.id", [booking], stop)).Lines;

    /// <summary>Somebody's own, newest first.</summary>
    public async Task<IReadOnlyList<Invoice>> OfAccountAsync(Guid account, int most, CancellationToken stop) =>
        (await ReadAsync("where i.account_id = $1 order by i.issued_at desc, i.id desc limit $2", [account, most], stop)).Lines;

    /// <summary>All of the club, newest first, by what is in number, customer or venue and by days.</summary>
    public Task<(IReadOnlyList<Invoice> Lines, int Total)> PageAsync(MoneyAsked asked, int skip, int take, CancellationToken stop) => ReadAsync("""
        where ($1::date is null or i.issued_at >= $1::date::timestamp at time zone $3) and ($2::date is null or i.issued_at < ($2::date + 1)::timestamp at time zone $3)
          and ($4::text is null or strpos(lower(i.series || i.year || '-' || lpad(i.number::text, 6, '0') || ' ' || coalesce(i.customer, '') || ' ' || coalesce(i.content ->> 'venue', i.content -> 'bought' ->> 'name')), lower($4)) > 0)
        order by i.issued_at desc, i.id desc offset $5 limit $6
        """, [asked.FirstDay, asked.LastDay, tenant.Info.Zone, asked.Text, skip, take], stop);

    private async Task<(IReadOnlyList<Invoice> Lines, int Total)> ReadAsync(string where, object?[] values, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var read = work.Command($"select {Columns}, count(*) over ()::int from invoices i left join invoices c on c.id = i.corrects {where}", values);
        var (lines, total) = (new List<Invoice>(), 0);
        await using (var reader = await read.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                lines.Add(Of(reader));
                total = reader.GetInt32(17);
            }
        }
        await work.RollbackAsync();
        return (lines, total);
    }

    private static Invoice Of(DbDataReader row)
    {
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        Guid? Id(int column) => row.IsDBNull(column) ? null : row.GetGuid(column);
        return new Invoice(
            row.GetGuid(0), row.GetInt32(1), row.GetString(2), row.GetInt64(3), Id(4), Id(5), new Money(row.GetInt64(6), row.GetString(7)), row.GetFieldValue<DateTimeOffset>(8), Id(9),
            Text(10), Text(11), Text(12), JsonSerializer.Deserialize<InvoiceContent>(row.GetString(13), JsonSerializerOptions.Web)!)
        {
            CorrectsCode = row.IsDBNull(14) ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{row.GetString(14)}{row.GetInt32(15)}-{row.GetInt64(16):D6}"),
        };
    }
}
