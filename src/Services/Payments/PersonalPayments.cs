using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Privacy;
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
              and (p.state in ('open', 'refund_due') or exists (select from refunds r where r.payment_id = p.id and r.state = 'due'))
            """, stop);
        return [.. moving.Select(one => new Obstacle("payment", (string)one!["description"]!, $"/bookings/{one["booking_id"]}"))];
    }

    public async Task<JsonObject> ExportAsync(Person person, CancellationToken stop)
    {
        var rows = new PersonalRows(work, person);
        return new JsonObject
        {
            ["payments"] = await rows.JsonAsync("select booking_id, provider, method, amount_minor, currency, state, description, refunded_minor, created_at, settled_at from payments where booking_id = any(@bookings) order by created_at", stop),
            ["refunds"] = await rows.JsonAsync("select p.booking_id, r.amount_minor, p.currency, r.state, r.reason, r.created_at, r.settled_at from refunds r join payments p on p.id = r.payment_id where p.booking_id = any(@bookings)", stop),
        };
    }

    public async Task<IReadOnlyList<Handled>> EraseAsync(Person person, CancellationToken stop)
    {
        var rows = new PersonalRows(work, person);
        await rows.ExecuteAsync("update provider_events e set payload = '{}' from payments p where p.id = e.payment_id and p.booking_id = any(@bookings) and e.payload::text ~* @says", stop);
        var kept = await rows.ExecuteAsync("update payments set description = regexp_replace(description, @says, @nobody, 'gi'), return_path = null where booking_id = any(@bookings)", stop);
        return kept > 0 ? [new Handled("payments", kept, "accounts")] : [];
    }
}
