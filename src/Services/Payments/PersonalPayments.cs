using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Payments.Invoices;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Payments say which booking they were for and never whose it was; they stay for the books.</summary>
internal sealed class PersonalPayments(UnitOfWork work) : IPersonalData
{
    public string Service => "payments";

    public async Task<IReadOnlyList<Obstacle>> ObstaclesAsync(Person person, CancellationToken stop)
    {
        // Money on its way would arrive for nobody.
        var moving = await new PersonalRows(work, person).JsonAsync("""
            select p.booking_id, p.description from payments p where p.booking_id = any(@bookings)
              and (p.state in ('open', 'held', 'refund_due') or exists (select from refunds r where r.payment_id = p.id and r.state = 'due'))
            """, stop);
        return [.. moving.Select(one => new Obstacle("payment", (string)one!["description"]!, $"/bookings/{one["booking_id"]}")), .. await PersonalCredit.ObstaclesAsync(new PersonalRows(work, person), stop)];
    }

    public async Task<JsonObject> ExportAsync(Person person, CancellationToken stop)
    {
        var rows = new PersonalRows(work, person);
        var all = new JsonObject
        {
            ["shares"] = await rows.JsonAsync("""
                select s.booking_id, s.amount_minor, p.currency, s.state, s.name, s.email, s.payer_name, s.payer_email, s.authorised_at from shares s join splits p on p.id = s.split_id
                where s.account_id = any(@accounts) or lower(s.email) = any(@addresses) or lower(s.payer_email) = any(@addresses)
                """, stop),
            ["payments"] = await rows.JsonAsync("select booking_id, provider, method, amount_minor, currency, state, description, refunded_minor, created_at, settled_at from payments where booking_id = any(@bookings) order by created_at", stop),
            ["refunds"] = await rows.JsonAsync("select p.booking_id, r.amount_minor, p.currency, r.state, r.reason, r.created_at, r.settled_at from refunds r join payments p on p.id = r.payment_id where p.booking_id = any(@bookings)", stop),
        };
        await PersonalCredit.ExportAsync(all, rows, stop);
        await PersonalInvoices.ExportAsync(all, rows, stop);
        return all;
    }

    public async Task<IReadOnlyList<Handled>> EraseAsync(Person person, CancellationToken stop)
    {
        var rows = new PersonalRows(work, person);
        await rows.ExecuteAsync("update provider_events e set payload = '{}' from payments p where p.id = e.payment_id and p.booking_id = any(@bookings) and e.payload::text ~* @says", stop);
        await rows.ExecuteAsync("update splits set organiser_name = @nobody, organiser_email = null, organiser_account_id = null, saved_method = null where booking_id = any(@bookings)", stop);
        await rows.ExecuteAsync("update shares set name = null, email = null, account_id = null where account_id = any(@accounts) or lower(email) = any(@addresses)", stop);
        await rows.ExecuteAsync("update shares set payer_name = null, payer_email = null where lower(payer_email) = any(@addresses) or payment_id in (select id from payments where payer_account_id = any(@accounts))", stop);
        await rows.ExecuteAsync("update split_friends set name = @nobody, email = @nobody where lower(email) = any(@addresses)", stop);
        await rows.ExecuteAsync("update payments set payer_name = null, payer_email = null, payer_account_id = null where payer_account_id = any(@accounts) or lower(payer_email) = any(@addresses)", stop);
        var kept = await rows.ExecuteAsync("update payments set description = regexp_replace(description, @says, @nobody, 'gi'), return_path = null where booking_id = any(@bookings)", stop);
        var credit = await PersonalCredit.EraseAsync(rows, stop);
        var invoices = await PersonalInvoices.EraseAsync(rows, stop);
        return kept > 0 ? [new Handled("payments", kept, "accounts"), .. invoices, .. credit] : [.. invoices, .. credit];
    }
}
