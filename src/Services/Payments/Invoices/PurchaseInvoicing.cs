using System.Data.Common;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Invoices;

/// <summary>
/// Keeps what is invoiced of a payment that is for no booking equal to what the club has of it: an invoice for a member's period, a receipt for
/// credit, and what takes it back when money goes back. Done again, it writes nothing.
/// </summary>
internal sealed class PurchaseInvoicing(UnitOfWork work, InvoiceBook book, TaxSettings settings, IAccounts accounts, CurrentTenant tenant)
{
    private sealed record Bought(Guid Account, InvoicedPurchase What, long PaidMinor, long TaxMinor, long TargetMinor, string Currency);

    /// <summary>Writes what is missing. Of two at once about one payment the second waits and finds nothing to do.</summary>
    public async Task KeepAsync(Guid paymentId, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await LockedAsync(paymentId, stop) is { } bought)
        {
            var (invoiced, newest) = await StandAsync(paymentId, stop);
            if (bought.TargetMinor > invoiced) await WriteAsync(paymentId, bought, bought.TargetMinor - invoiced, null, stop);
            else if (bought.TargetMinor < invoiced && newest is { } corrected) await WriteAsync(paymentId, bought, invoiced - bought.TargetMinor, corrected, stop);
        }
        await work.CommitAsync(stop);
    }

    // What is promised back is not sold: it is on its way, or was handed back.
    private async Task<Bought?> LockedAsync(Guid paymentId, CancellationToken stop)
    {
        await using var read = work.Command("""
            select coalesce(b.account_id, m.account_id), p.purpose, coalesce(b.label, n.name, p.description), c.period_from, c.period_to - 1, coalesce(p.taken_minor, p.amount_minor), coalesce(c.tax_minor, 0),
                   case when p.settled_at is null then 0 else coalesce(p.taken_minor, p.amount_minor) - (select coalesce(sum(r.amount_minor), 0) from refunds r where r.payment_id = p.id and r.state <> 'failed') end::bigint, p.currency
            from payments p left join purchases b on b.id = p.purpose_id left join membership_charges c on c.id = p.purpose_id
              left join memberships m on m.id = c.membership_id left join membership_versions v on v.id = c.version_id left join membership_plans n on n.id = v.plan_id
            where p.id = $1 and p.booking_id is null and coalesce(b.account_id, m.account_id) is not null for update of p
            """, paymentId);
        await using var row = await read.ExecuteReaderAsync(stop);
        if (!await row.ReadAsync(stop)) return null;
        return new Bought(row.GetGuid(0), new InvoicedPurchase(row.GetString(1), row.GetString(2), Day(row, 3), Day(row, 4)), row.GetInt64(5), row.GetInt64(6), Math.Max(0, row.GetInt64(7)), row.GetString(8));
    }

    private async Task<(long Invoiced, Guid? Newest)> StandAsync(Guid paymentId, CancellationToken stop)
    {
        await using var read = work.Command("""
            select coalesce(sum(case when corrects is null then total_minor else -total_minor end), 0)::bigint, (select id from invoices where payment_id = $1 and corrects is null order by issued_at desc, number desc limit 1)
            from invoices where payment_id = $1
            """, paymentId);
        await using var row = await read.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return (row.GetInt64(0), await row.IsDBNullAsync(1, stop) ? null : row.GetGuid(1));
    }

    private async Task WriteAsync(Guid paymentId, Bought bought, long amountMinor, Guid? corrects, CancellationToken stop)
    {
        var tax = bought.PaidMinor == 0 ? 0 : (long)(((Int128)bought.TaxMinor * amountMinor * 2 + bought.PaidMinor) / ((Int128)bought.PaidMinor * 2));
        var content = InvoiceContent.Of((await settings.ReadAsync(stop)).Seller, bought.What, tenant.Info.Zone, await settings.MembershipBpsAsync(stop), tax, amountMinor != bought.PaidMinor);
        var buyer = await accounts.FindAsync(bought.Account, stop);
        await book.WriteAsync(new Writing($"{(bought.What.IsCredit ? "A" : "")}{(corrects is null ? "" : "R")}", null, paymentId, corrects, amountMinor, bought.Currency, buyer?.Language ?? tenant.Info.Languages[0], content, bought.Account, buyer?.FullName ?? ""), stop);
    }

    private static DateOnly? Day(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
