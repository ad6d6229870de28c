using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Lifecycle;

/// <summary>Writes into the club's own log what an admin did to it and why: it is the club that has to be able to ask. A transaction belongs to one side, so this is a second one.</summary>
internal sealed class NoteAtClub(UnitOfWork work, ITenantStore tenants, IServiceScopeFactory scopes, TimeProvider clock) : ITimerJob
{
    public const string Job = "note-at-club";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var change = await ReadAsync(Guid.Parse(key), stop);
        await work.RollbackAsync();
        if (change is not var (club, act) || await tenants.FindAsync(club, stop) is not { } tenant) return;

        await using (var scope = scopes.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
            var theirs = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await theirs.BeginAsync(stop);
            theirs.Audit(act);
            await theirs.CommitAsync(stop);
        }

        await work.BeginPlatformAsync(stop);
        await using (var noted = work.Command("update tenant_changes set noted_at = $2 where id = $1", Guid.Parse(key), clock.GetUtcNow())) await noted.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }

    private async Task<(Guid Club, Act Act)?> ReadAsync(Guid id, CancellationToken stop)
    {
        await using var find = work.Command("select tenant_id, slug, act, reason, admin_id, admin from tenant_changes where id = $1 and noted_at is null", id);
        await using var row = await find.ExecuteReaderAsync(stop);
        if (!await row.ReadAsync(stop)) return null;
        var club = row.GetGuid(0);
        return (club, new Act($"tenant.{row.GetString(2)}", "tenant", $"{club}", row.GetString(1)) { Reason = row.GetString(3), By = (row.GetGuid(4), row.GetString(5)), ByAdmin = true });
    }
}
