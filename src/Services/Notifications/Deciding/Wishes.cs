using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>What goes to whom by which channel: the reader's word, otherwise the club's way. Asked inside a unit of work.</summary>
internal sealed class Wishes(UnitOfWork work, IAudience audience, TimeProvider clock)
{
    /// <summary>How the club writes.</summary>
    public async Task<MessageSettings> SettingsAsync(CancellationToken stop) =>
        await work.Model<NotificationsModel>().MessageSettings.AsNoTracking().FirstOrDefaultAsync(stop) ?? new MessageSettings();

    /// <summary>All that a reader said.</summary>
    public Task<List<MessageWish>> OfAsync(string reader, CancellationToken stop) =>
        work.Model<NotificationsModel>().MessageWishes.AsNoTracking().Where(wish => wish.Reader == reader).ToListAsync(stop);

    /// <summary>Whether somebody wants this.</summary>
    public async Task<bool> WantsAsync(string reader, string topic, string channel, CancellationToken stop)
    {
        if (topic == MessageTopic.Test) return true;
        if (topic == MessageTopic.Account) return channel == ChannelKind.Email;
        var said = await work.Model<NotificationsModel>().MessageWishes.AsNoTracking().FirstOrDefaultAsync(wish => wish.Reader == reader && wish.Topic == topic && wish.Channel == channel, stop);
        if (said is not null) return said.Wanted;
        return topic == MessageTopic.Announcements ? await AgreesAsync(reader, stop) : (await SettingsAsync(stop)).Usually(topic, channel);
    }

    /// <summary>Whether somebody who said nothing here agreed to news of the club elsewhere: nobody gets them otherwise.</summary>
    public Task<bool> AgreesAsync(string reader, CancellationToken stop) => Guid.TryParse(reader, out var account) ? audience.AgreesToNewsAsync(account, "", stop) : audience.AgreesToNewsAsync(null, reader, stop);

    /// <summary>Notes what somebody says, and keeps that they said it. What changes nothing leaves no trace.</summary>
    public async Task SayAsync(string reader, string topic, string channel, bool wanted, string source, CancellationToken stop)
    {
        if (await WantsAsync(reader, topic, channel, stop) == wanted) return;
        var now = clock.GetUtcNow();
        await using var say = work.Command("""
            insert into message_wishes (reader, topic, channel, wanted, changed_at) values ($1, $2, $3, $4, $5)
            on conflict (reader, topic, channel) do update set wanted = excluded.wanted, changed_at = excluded.changed_at
            """, reader, topic, channel, wanted, now);
        await say.ExecuteNonQueryAsync(stop);
        await using var keep = work.Command("insert into message_consents (id, reader, topic, channel, given, source, at) values ($1, $2, $3, $4, $5, $6, $7)",
            Guid.CreateVersion7(now), reader, topic, channel, wanted, source, now);
        await keep.ExecuteNonQueryAsync(stop);
    }
}
