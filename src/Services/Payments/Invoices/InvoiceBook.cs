using System.Text.Json;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Invoices;

/// <summary>What is to be written into the club's invoices.</summary>
/// <param name="Series">See <see cref="Invoice"/>.</param>
/// <param name="PaymentId">Of what is no booking; exactly one of the two is said.</param>
/// <param name="Corrects">The invoice it takes back, or a part of it.</param>
/// <param name="Name">Of the customer, where they gave no company.</param>
internal sealed record Writing(
    string Series, Guid? BookingId, Guid? PaymentId, Guid? Corrects, long TotalMinor, string Currency, string Language, InvoiceContent Content, Guid? AccountId, string Name);

/// <summary>Writes invoices with the next number of their series and year; who takes one holds the counter until the invoice stands.</summary>
internal sealed class InvoiceBook(UnitOfWork work, CurrentTenant tenant, TimeProvider clock)
{
    public async Task WriteAsync(Writing one, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var write = work.Command("""
            with counted as (
              insert into invoice_counters (year, series, last) values ($2, $3, 1) on conflict (year, series) do update set last = invoice_counters.last + 1 returning last)
            insert into invoices (id, year, series, number, booking_id, payment_id, corrects, total_minor, tax_minor, currency, language, content, issued_at, account_id, customer, customer_tax_id, customer_address)
            select $1, $2, $3, counted.last, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13, coalesce(r.company, nullif($14, '')), r.tax_id, r.address
            from counted left join invoice_recipients r on r.account_id = $13
            """, Guid.CreateVersion7(now), TimeText.LocalDate(now, tenant.Info.Zone).Year, one.Series, one.BookingId, one.PaymentId, one.Corrects, one.TotalMinor, one.Content.TaxMinor, one.Currency, one.Language,
            JsonSerializer.Serialize(one.Content, JsonSerializerOptions.Web), now, one.AccountId, one.Name);
        await write.ExecuteNonQueryAsync(stop);
    }
}
