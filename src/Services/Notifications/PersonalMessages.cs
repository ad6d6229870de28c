using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Messages to a person go; messages to others about the same bookings no longer name them.</summary>
internal sealed class PersonalMessages(UnitOfWork work) : IPersonalData
{
    private const string Theirs = "(reader = any(@addresses) or reader = any(@accounts::text[]))";

    public string Service => "notifications";

    public Task<IReadOnlyList<Obstacle>> ObstaclesAsync(Person person, CancellationToken stop) => Task.FromResult<IReadOnlyList<Obstacle>>([]);

    public async Task<JsonObject> ExportAsync(Person person, CancellationToken stop)
    {
        var rows = new PersonalRows(work, person);
        return new JsonObject
        {
            ["messages"] = await rows.JsonAsync("select type, template, recipient, subject, content, language, status, created_at, sent_at from notification_logs where user_id = any(@accounts) or lower(recipient) = any(@addresses) or lower(reader_address) = any(@addresses) order by created_at", stop),
            ["wishes"] = await rows.JsonAsync($"select topic, channel, wanted, changed_at from message_wishes where {Theirs} order by topic, channel", stop),
            ["consents"] = await rows.JsonAsync($"select topic, channel, given, source, at from message_consents where {Theirs} order by at", stop),
            ["pushDevices"] = await rows.JsonAsync("select name, endpoint, created_at, rang_at from push_devices where account_id = any(@accounts) order by created_at", stop),
            ["suppressedAddresses"] = await rows.JsonAsync("select address, reason, at from suppressed_addresses where address = any(@addresses)", stop),
        };
    }

    public async Task<IReadOnlyList<Handled>> EraseAsync(Person person, CancellationToken stop)
    {
        var rows = new PersonalRows(work, person);
        var gone = await rows.ExecuteAsync("delete from notification_logs where user_id = any(@accounts) or lower(recipient) = any(@addresses) or lower(reader_address) = any(@addresses)", stop);
        await rows.ExecuteAsync("""
            update notification_logs set subject = regexp_replace(subject, @says, @nobody, 'gi'), content = regexp_replace(content, @says, @nobody, 'gi'), html = regexp_replace(html, @says, @nobody, 'gi'),
              attachment = regexp_replace(attachment, @says, @nobody, 'gi') where subject ~* @says or content ~* @says or html ~* @says or attachment ~* @says
            """, stop);
        await rows.ExecuteAsync("""
            update notification_logs set subject = regexp_replace(subject, @words, @nobody, 'gi'), content = regexp_replace(content, @words, @nobody, 'gi'), html = regexp_replace(html, @words, @nobody, 'gi'),
              attachment = regexp_replace(attachment, @words, @nobody, 'gi') where booking_id = any(@bookings)
            """, stop);
        await rows.ExecuteAsync("update webhook_deliveries set body = regexp_replace(body, @says, @nobody, 'gi'), answer = regexp_replace(answer, @says, @nobody, 'gi') where body ~* @says or answer ~* @says", stop);
        await rows.ExecuteAsync("delete from push_devices where account_id = any(@accounts)", stop);
        await rows.ExecuteAsync($"delete from message_wishes where {Theirs}", stop);
        await rows.ExecuteAsync($"delete from message_consents where {Theirs}", stop);
        await rows.ExecuteAsync("delete from suppressed_addresses where address = any(@addresses)", stop);
        await rows.ExecuteAsync("update announcements set made_by = null where made_by = any(@accounts)", stop);
        await rows.ExecuteAsync("update message_words set made_by = null where made_by = any(@accounts)", stop);
        await rows.ExecuteAsync("update known_bookings set court = regexp_replace(court::text, @says, @nobody, 'gi')::jsonb #- '{booker,accountId}' where court::text ~* @says", stop);
        return gone > 0 ? [new Handled("messages", gone)] : [];
    }
}
