using Npgsql;
using PadelSaaS.Contracts.Notifications;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.InApp;

/// <summary>Counts what somebody has not read, by a connection of its own: pages ask while other parts of them are being drawn.</summary>
internal sealed class Unread(Cached cached, OneTrip trip, CurrentTenant tenant, TimeProvider clock) : IUnread
{
    private const string Sql = "select count(*)::int from notification_logs where user_id = $1 and type = 'in_app' and status in ('sent', 'delivered') and read_at is null";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>What memory and open pages depend on.</summary>
    public static string Tag(Guid account) => $"unread:{account}";

    // A page that only says what went wrong is drawn in a scope without a club.
    public ValueTask<int> CountAsync(Guid accountId, CancellationToken stop = default) => !tenant.IsKnown ? ValueTask.FromResult(0) : cached.GetAsync(tenant.Info.Id, Tag(accountId), [Tag(accountId)], async () =>
    {
        var unread = await trip.RunAsync(batch => batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql) { Parameters = { new() { Value = accountId } } }), async row =>
        {
            await row.ReadAsync();
            return row.GetInt32(0);
        });
        return (unread, clock.GetUtcNow() + Longest);
    });
}
