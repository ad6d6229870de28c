using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Notifications;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>What a provider says became of a message.</summary>
/// <param name="Status">One of <see cref="MessageStatus"/>.</param>
internal sealed record Receipt(string Status, string? Why = null)
{
    /// <summary>Why nothing is sent to the address any more.</summary>
    public string? Suppress { get; init; }

    /// <summary>Whether it may have arrived all the same: then nothing is sent instead.</summary>
    public bool MayHaveArrived { get; init; }
}

/// <summary>Notes what became of messages. Providers tell it in any order, twice, and sometimes before we have noted that they took the message.</summary>
internal sealed class Receipts(IServiceScopeFactory scopes, ITenantStore tenants, TimeProvider clock)
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    /// <summary>Notes news of a club's message.</summary>
    public async Task HearAsync(TenantInfo club, Guid messageId, string provider, Receipt receipt, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(club);
        await scope.ServiceProvider.GetRequiredService<ReceiptBook>().NoteAsync(messageId, provider, receipt, stop);
    }

    /// <summary>Notes news of a message whose club and id the provider carried for us. One of a club that is gone is nobody's news.</summary>
    public async Task HearAsync(Guid tenantId, Guid messageId, string provider, Receipt receipt, CancellationToken stop)
    {
        if (await tenants.FindAsync(tenantId, stop) is { } club) await HearAsync(club, messageId, provider, receipt, stop);
    }

    /// <summary>Notes news of a message that only the provider's id names; what comes too early waits for <see cref="CarriedAsync"/>.</summary>
    public async Task HearAsync(string provider, string providerId, Receipt receipt, CancellationToken stop)
    {
        (Guid Tenant, Guid Message)? whose = null;
        await InPlatformAsync(
            """
            insert into carried_messages (provider, provider_id, news, why, at) values ($1, $2, $3, $4, $5)
            on conflict (provider, provider_id) do update set news = excluded.news, why = excluded.why returning tenant_id, message_id
            """,
            async reader =>
            {
                if (await reader.ReadAsync(stop) && !reader.IsDBNull(0)) whose = (reader.GetGuid(0), reader.GetGuid(1));
            }, stop, provider, providerId, receipt.Status, receipt.Why, clock.GetUtcNow());
        if (whose is { } known) await HearAsync(known.Tenant, known.Message, provider, receipt, stop);
    }

    /// <summary>A provider took a message and calls it so.</summary>
    public async Task CarriedAsync(string provider, string providerId, TenantInfo club, Guid messageId, CancellationToken stop)
    {
        Receipt? early = null;
        await InPlatformAsync(
            """
            with old as (delete from carried_messages where at < $6)
            insert into carried_messages (provider, provider_id, tenant_id, message_id, at) values ($1, $2, $3, $4, $5)
            on conflict (provider, provider_id) do update set tenant_id = excluded.tenant_id, message_id = excluded.message_id returning news, why
            """,
            async reader =>
            {
                if (await reader.ReadAsync(stop) && !reader.IsDBNull(0)) early = new Receipt(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1));
            }, stop, provider, providerId, club.Id, messageId, clock.GetUtcNow(), clock.GetUtcNow() - Keep);
        if (early is not null) await HearAsync(club, messageId, provider, early, stop);
    }

    private async Task InPlatformAsync(string sql, Func<Npgsql.NpgsqlDataReader, Task> read, CancellationToken stop, params object?[] values)
    {
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        await using (var command = work.Command(sql, values))
        await using (var reader = await command.ExecuteReaderAsync(stop))
            await read(reader);
        await work.CommitAsync(stop);
    }
}

/// <summary>Writes what a provider said into the club's own rows.</summary>
internal sealed class ReceiptBook(UnitOfWork work, Post post, TimeProvider clock)
{
    public async Task NoteAsync(Guid messageId, string provider, Receipt receipt, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await work.Model<NotificationsModel>().NotificationLogs.FromSql($"select * from notification_logs where id = {messageId} for update").SingleOrDefaultAsync(stop) is not { } message) return;

        var now = clock.GetUtcNow();
        if (receipt.Suppress is { } reason && message.Type == ChannelKind.Email)
        {
            await using var close = work.Command("insert into suppressed_addresses (address, reason, detail, at) values (lower($1), $2, $3, $4) on conflict (address) do nothing", message.Recipient, reason, receipt.Why, now);
            await close.ExecuteNonQueryAsync(stop);
        }
        if (message.Hear(receipt.Status, receipt.Why, provider, now) && receipt.Status is MessageStatus.Failed or MessageStatus.Bounced)
        {
            work.Tell(new NotificationFailed(message.Id, message.Template, message.Type, receipt.Why ?? receipt.Status));
            if (message.Type == ChannelKind.WhatsApp && !receipt.MayHaveArrived) await post.InsteadAsync(message, ChannelKind.Sms, stop);
        }
        await work.CommitAsync(stop);
    }
}
