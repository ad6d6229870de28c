using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Payments.Invoices;

/// <summary>Invoices stay for the books and their numbers have no gaps; whose they were is taken out.</summary>
internal static class PersonalInvoices
{
    public static async Task ExportAsync(JsonObject all, PersonalRows rows, CancellationToken stop)
    {
        all["invoices"] = await rows.JsonAsync("select series, year, number, booking_id, total_minor, tax_minor, currency, issued_at, customer, customer_tax_id, customer_address from invoices where booking_id = any(@bookings) or account_id = any(@accounts) order by issued_at", stop);
        all["invoiceRecipient"] = await rows.JsonAsync("select company, tax_id, address, updated_at from invoice_recipients where account_id = any(@accounts)", stop);
    }

    public static async Task<IReadOnlyList<Handled>> EraseAsync(PersonalRows rows, CancellationToken stop)
    {
        var kept = await rows.ExecuteAsync("""
            update invoices set account_id = null, customer = @nobody, customer_tax_id = null, customer_address = null
            where (booking_id = any(@bookings) or account_id = any(@accounts)) and (account_id is not null or customer is distinct from @nobody or customer_tax_id is not null or customer_address is not null)
            """, stop);
        await rows.ExecuteAsync("""
            update billed_bookings set court = court || jsonb_build_object('link', '', 'booker', jsonb_build_object('accountId', null, 'name', @nobody, 'email', null, 'language', court -> 'booker' -> 'language'))
            where booking_id = any(@bookings) or (court -> 'booker' ->> 'accountId')::uuid = any(@accounts)
            """, stop);
        var gone = await rows.ExecuteAsync("delete from invoice_recipients where account_id = any(@accounts)", stop);
        List<Handled> handled = [];
        if (kept > 0) handled.Add(new Handled("invoices", kept, "accounts"));
        if (gone > 0) handled.Add(new Handled("invoice recipients", gone));
        return handled;
    }
}
