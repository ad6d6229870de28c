using PadelSaaS.Payments.Invoices;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Writes into the club's ledger, in the transaction of what it is about. The database weighs every entry once more when that ends.</summary>
internal sealed class Books(UnitOfWork work, TimeProvider clock)
{
    /// <summary>Posts an entry. Lines of nothing are left out; an entry without others is none.</summary>
    /// <returns>False when its key was posted before, or there was nothing to post.</returns>
    /// <exception cref="ArgumentException">It does not sum to zero.</exception>
    public async Task<bool> PostAsync(Entry entry, CancellationToken stop)
    {
        var lines = entry.Lines.Where(line => line.Amount.AmountMinor != 0).ToList();
        if (lines.GroupBy(line => line.Amount.Currency).FirstOrDefault(same => same.Sum(line => line.Amount.AmountMinor) != 0) is { } uneven)
            throw new ArgumentException($"Entry '{entry.Key}' is off by {uneven.Sum(line => line.Amount.AmountMinor)} {uneven.Key}.", nameof(entry));
        if (lines.Count == 0) return false;

        var now = clock.GetUtcNow();
        await using var post = work.Command("""
            with entry as (
              insert into ledger_entries (id, key, kind, at, booking_id, payment_id, provider, provider_reference, note)
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (key) do nothing returning id)
            insert into ledger_lines (entry_id, line, account, currency, amount_minor, holder)
            select entry.id, line.number, line.account, line.currency, line.amount_minor, line.holder
            from entry, unnest($10::text[], $11::text[], $12::bigint[], $13::uuid[]) with ordinality as line (account, currency, amount_minor, holder, number)
            """,
            Guid.CreateVersion7(now), entry.Key, entry.Kind, now, entry.BookingId, entry.PaymentId, entry.Provider, entry.ProviderReference, entry.Note,
            lines.Select(line => line.Account).ToArray(), lines.Select(line => line.Amount.Currency).ToArray(),
            lines.Select(line => line.Amount.AmountMinor).ToArray(), lines.Select(line => line.Holder).ToArray());
        if (await post.ExecuteNonQueryAsync(stop) == 0) return false;
        // Money came or went: invoices follow.
        if (lines.Any(line => line.Account == Account.Receivable))
        {
            if (entry is { BookingId: { } booking, Kind: not Sales.Kind }) work.RingAt(now, KeepInvoices.Job, $"{booking}");
            else if (entry is { BookingId: null, PaymentId: { } payment }) work.RingAt(now, KeepPurchaseInvoices.Job, $"{payment}");
        }
        return true;
    }
}
