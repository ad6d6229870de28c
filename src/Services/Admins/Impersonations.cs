using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Admins;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins;

/// <summary>Takes tickets, in a unit of work of its own: whoever shows one has the club's open.</summary>
internal sealed class Impersonations(IServiceScopeFactory scopes, TimeProvider clock) : IImpersonations
{
    /// <summary>How long an admin may act as somebody.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    /// <summary>How long a ticket waits to be shown: the time of a redirect.</summary>
    public static readonly TimeSpan TicketLives = TimeSpan.FromMinutes(2);

    public async Task<Impersonation?> RedeemAsync(string ticket, Guid tenant, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        await using var command = work.Command("""
            update impersonations i set redeemed_at = $3 from admins a
            where a.id = i.admin_id and a.disabled_at is null and i.ticket = $1 and i.tenant_id = $2 and i.redeemed_at is null and i.created_at > $4
            returning i.admin_id, a.name, i.account_id, i.reason
            """, Office.HashOf(ticket), tenant, now, now - TicketLives);
        Impersonation? found = null;
        await using (var reader = await command.ExecuteReaderAsync(stop))
            if (await reader.ReadAsync(stop)) found = new Impersonation(reader.GetGuid(0), reader.GetString(1), reader.GetGuid(2), reader.GetString(3), now + Longest);
        await work.CommitAsync(stop);
        return found;
    }
}
