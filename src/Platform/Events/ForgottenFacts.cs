using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Events;

/// <summary>Takes out of the outbox what says who somebody is, once everybody has heard it.</summary>
public sealed class ForgottenFacts(Database database, Readers readers)
{
    /// <summary>Takes away what was delivered.</summary>
    /// <returns>Whether nothing is left; otherwise something is still on its way.</returns>
    public async Task<bool> ForgetAsync(TenantInfo tenant, Person person, CancellationToken stop)
    {
        await using var session = await PlatformSession.OpenAsync(database, stop);
        var says = PersonalRows.Pattern(person);
        await using (var gone = session.Command("""
            delete from outbox o where o.tenant_role = $1::name and o.payload::text ~* $2
              and o.xid < (select coalesce(min(low), '0'::xid8) from cursors where service = any($3)) and not exists (select from delayed_facts d where d.event_id = o.id)
            """, tenant.Schema, says, readers.Names))
            await gone.ExecuteNonQueryAsync(stop);
        await using var left = session.Command("select exists (select from outbox where tenant_role = $1::name and payload::text ~* $2)", tenant.Schema, says);
        var isGone = !(bool)(await left.ExecuteScalarAsync(stop))!;
        await session.CommitAsync(stop);
        return isGone;
    }
}
