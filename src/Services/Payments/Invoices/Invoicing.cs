using System.Text.Json;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Invoices;

/// <summary>
/// Keeps what is invoiced of a booking equal to what was sold and paid of it, as the ledger says: an invoice for what is more, a credit note for
/// what is less. Done again, it writes nothing.
/// </summary>
internal sealed class Invoicing(UnitOfWork work, InvoiceBook book, TaxSettings settings, TimeProvider clock)
{
    /// <summary>Remembers the booking as it is now.</summary>
    public async Task RememberAsync(BookedCourt court, CancellationToken stop)
    {
        await using var remember = work.Command("""
            insert into billed_bookings (booking_id, court, updated_at) values ($1, $2::jsonb, $3)
            on conflict (booking_id) do update set court = excluded.court, updated_at = excluded.updated_at
            """, court.BookingId, JsonSerializer.Serialize(court, JsonSerializerOptions.Web), clock.GetUtcNow());
        await remember.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Writes what is missing. Of two at once about one booking the second waits and finds nothing to do.</summary>
    public async Task KeepAsync(Guid bookingId, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await LockedAsync(bookingId, stop) is { } court && court.Price.AmountMinor > 0)
        {
            var (target, invoiced, newest) = await StandAsync(bookingId, court.Price.Currency, stop);
            if (target > invoiced) await WriteAsync(court, target - invoiced, null, stop);
            else if (target < invoiced && newest is { } corrected) await WriteAsync(court, invoiced - target, corrected, stop);
        }
        await work.CommitAsync(stop);
    }

    private async Task<BookedCourt?> LockedAsync(Guid bookingId, CancellationToken stop)
    {
        await using var read = work.Command("select court::text from billed_bookings where booking_id = $1 for update", bookingId);
        return await read.ExecuteScalarAsync(stop) is string json ? JsonSerializer.Deserialize<BookedCourt>(json, JsonSerializerOptions.Web) : null;
    }

    // Sold and paid: who paid more than was sold gets it back, who paid less gets an invoice for the rest when it comes.
    private async Task<(long Target, long Invoiced, Guid? Newest)> StandAsync(Guid bookingId, string currency, CancellationToken stop)
    {
        await using var read = work.Command("""
            select greatest(0, least(coalesce(sum(l.amount_minor) filter (where e.kind = 'sale'), 0), coalesce(-sum(l.amount_minor) filter (where e.kind <> 'sale'), 0)))::bigint,
                   (select coalesce(sum(case when series = '' then total_minor else -total_minor end), 0)::bigint from invoices where booking_id = $1 and currency = $2),
                   (select id from invoices where booking_id = $1 and currency = $2 and series = '' order by issued_at desc, number desc limit 1)
            from ledger_entries e join ledger_lines l on l.entry_id = e.id where e.booking_id = $1 and l.account = $3 and l.currency = $2
            """, bookingId, currency, Account.Receivable);
        await using var reader = await read.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return (reader.GetInt64(0), reader.GetInt64(1), await reader.IsDBNullAsync(2, stop) ? null : reader.GetGuid(2));
    }

    private async Task WriteAsync(BookedCourt court, long amountMinor, Guid? corrects, CancellationToken stop)
    {
        var content = InvoiceContent.Of((await settings.ReadAsync(stop)).Seller, court, amountMinor);
        await book.WriteAsync(new Writing(corrects is null ? "" : "R", court.BookingId, null, corrects, amountMinor, court.Price.Currency, court.Booker.Language, content, court.Booker.AccountId, court.Booker.Name), stop);
    }
}
