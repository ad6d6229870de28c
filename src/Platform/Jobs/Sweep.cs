using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Jobs;

/// <summary>Clears what everybody has heard: facts, inbox rows and answers to old requests are kept for a week.</summary>
public sealed class Sweep(Database database, Readers readers, IServiceScopeFactory scopes, ITenantStore tenants, TimeProvider clock)
{
    internal static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    /// <summary>Clears once.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var before = clock.GetUtcNow() - Keep;
        await using (var session = await PlatformSession.OpenAsync(database, stop))
        {
            await using (var facts = session.Command("""
                delete from outbox o where o.occurred_at < $1
                  and o.xid < (select coalesce(min(low), '0'::xid8) from cursors where service = any($2))
                  and not exists (select from delayed_facts d where d.event_id = o.id)
                """, before, readers.Names))
                await facts.ExecuteNonQueryAsync(stop);
            await using (var heard = session.Command("delete from inbox where heard_at < $1", before - Keep))
                await heard.ExecuteNonQueryAsync(stop);
            await session.CommitAsync(stop);
        }
        foreach (var tenant in (await tenants.AllAsync(stop)).Where(tenant => tenant.State != TenantState.Provisioning)) await ForgetAnswersAsync(tenant, before, stop);
    }

    private async Task ForgetAnswersAsync(TenantInfo tenant, DateTimeOffset before, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginAsync(stop);
        await using (var answers = work.Command("delete from idempotency_keys where created_at < $1", before)) await answers.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }
}
