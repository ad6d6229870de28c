using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Notifications;
using PadelSaaS.Notifications.Wording;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>
/// Puts a message into the tenant's out tray, in the reaction's own transaction; a timer carries it out. There is always a mail; beside it a message to
/// the reader's telephone, where they or the club want one and the number is known. Whether either still fits is decided when it leaves.
/// </summary>
internal sealed class Post(UnitOfWork work, CurrentTenant tenant, MailRenderer renderer, MessageFooter footer, Channels channels, Wishes wishes, Telephone telephone, Wordbook wordbook, TimeProvider clock)
{
    /// <param name="occasion">What happened, once: a second message of this kind for the same occasion is not written.</param>
    public Task PutAsync(Mail mail, Reader reader, Guid? bookingId, Guid occasion, CancellationToken stop) =>
        PutAsync(mail, reader, bookingId, occasion.ToString(), stop);

    /// <inheritdoc cref="PutAsync(Mail, Reader, Guid?, Guid, CancellationToken)"/>
    /// <param name="sealedKey">The secret of the link in it, put in when it leaves.</param>
    /// <param name="wait">How long it waits, because what it tells may be taken back.</param>
    public async Task PutAsync(Mail mail, Reader reader, Guid? bookingId, string occasion, CancellationToken stop, string? sealedKey = null, TimeSpan wait = default)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var choose = await footer.ChooseAsync(mail.Kind, id, reader, stop);
        var own = await wordbook.OfAsync(mail, reader, stop);
        var written = await wordbook.MailAsync(mail, reader, own, stop);
        var html = await renderer.HtmlAsync(written, tenant.Info, reader.Language, choose);
        await using var put = work.Command("""
            insert into notification_logs (id, user_id, type, template, recipient, recipient_name, subject, content, html, language, booking_id,
                                           attachment_name, attachment, created_at, dedupe_key, sealed_key, send_before, announcement_id)
            values ($1, $2, 'email', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            on conflict (dedupe_key) do nothing
            """, id, reader.AccountId, mail.Kind, reader.Address, reader.Name, written.Subject, MailText.Of(written, tenant.Info.Name, choose), html, reader.Language, bookingId,
            mail.Attachment?.Name, mail.Attachment?.Content, clock.GetUtcNow(), NotificationLog.Once(mail.Kind, occasion), sealedKey, mail.SendBefore, mail.AnnouncementId);
        if (await put.ExecuteNonQueryAsync(stop) != 1) return;
        work.RingAt(clock.GetUtcNow() + wait, SendMessage.Job, id.ToString());
        // A secret goes to the address it was made for and nowhere else; what goes together has been shown and rung for already.
        if (sealedKey is not null || mail.Kind == MailKind.Digest) return;
        await ShowTooAsync(written, reader, bookingId, NotificationLog.Once(mail.Kind, occasion), wait, stop);
        await PushTooAsync(written, reader, bookingId, NotificationLog.Once(mail.Kind, occasion), wait, stop);
        await RingTooAsync(mail, reader, own, bookingId, occasion, wait, stop);
    }

    /// <summary>Writes the same message once more for a telephone, when another channel could not bring it.</summary>
    public async Task InsteadAsync(NotificationLog lost, string channel, CancellationToken stop)
    {
        if (!channels.Has(channel) || !await wishes.WantsAsync(lost.ReaderKey, MessageTopic.Of(lost.Template), channel, stop)) return;
        await PutTextAsync(lost.UserId, lost.ReaderAddress!, channel, lost.Template, lost.Recipient, lost.Subject, new(lost.Content, lost.Parameters, null), lost.Language, lost.BookingId, lost.SendBefore,
            lost.DedupeKey[..^lost.Type.Length] + channel, default, stop);
    }

    /// <summary>Sends somebody what they just wrote, by one channel and whatever they want to hear otherwise.</summary>
    public async Task TryOutAsync(Mail written, Reader reader, string channel, RingingText text, string number, CancellationToken stop)
    {
        var occasion = Guid.CreateVersion7(clock.GetUtcNow());
        var kind = MailKind.TestPrefix + written.Kind;
        if (channel == ChannelKind.Email) await PutAsync(written with { Kind = kind, SendBefore = null }, reader, null, occasion, stop);
        else await PutTextAsync(reader.AccountId, reader.Address, channel, kind, Mask.Tail(number), written.Subject, text, reader.Language, null, null, NotificationLog.Once(kind, $"{occasion}:{channel}"), default, stop);
    }

    // On the site it can be read at once: only what may be taken back waits, and is looked at again before it is shown.
    private async Task ShowTooAsync(Mail mail, Reader reader, Guid? bookingId, string once, TimeSpan wait, CancellationToken stop)
    {
        var topic = MessageTopic.Of(mail.Kind);
        if (reader.AccountId is not { } account || topic is MessageTopic.Account or MessageTopic.Test || !await wishes.WantsAsync(MessageWish.Key(account, ""), topic, ChannelKind.InApp, stop)) return;
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await using var put = work.Command("""
            insert into notification_logs (id, user_id, type, template, recipient, subject, content, parameters, language, booking_id, created_at, dedupe_key, send_before, status, sent_at, provider)
            values ($1, $2, 'in_app', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'site') on conflict (dedupe_key) do nothing
            """, id, account, mail.Kind, reader.Address, mail.Subject, mail.Preview, new[] { LinkOf(mail) }, reader.Language, bookingId, now, $"{once}:{ChannelKind.InApp}", mail.SendBefore,
            wait == default ? MessageStatus.Delivered : MessageStatus.Pending, wait == default ? now : null);
        if (await put.ExecuteNonQueryAsync(stop) == 0) return;
        if (wait == default) work.Tell(new UnreadChanged(account));
        else work.RingAt(now + wait, SendMessage.Job, id.ToString());
    }

    // Whoever lets their browser ring has chosen that; which of them it is, is asked when the message leaves.
    private async Task PushTooAsync(Mail mail, Reader reader, Guid? bookingId, string once, TimeSpan wait, CancellationToken stop)
    {
        var topic = MessageTopic.Of(mail.Kind);
        if (reader.AccountId is not { } account || topic is MessageTopic.Account or MessageTopic.Test) return;
        if (!await work.Model<NotificationsModel>().PushDevices.AnyAsync(device => device.AccountId == account, stop) || !await wishes.WantsAsync(MessageWish.Key(account, ""), topic, ChannelKind.Push, stop)) return;
        await PutTextAsync(account, reader.Address, ChannelKind.Push, mail.Kind, "", mail.Subject, new(mail.Preview, [LinkOf(mail)], null), reader.Language, bookingId, mail.SendBefore, $"{once}:{ChannelKind.Push}", wait, stop, mail.AnnouncementId);
    }

    private string LinkOf(Mail mail) => mail.Link?.Address is { } address && address.StartsWith(footer.Site + "/", StringComparison.Ordinal) ? address[footer.Site.Length..] : "/";

    private async Task RingTooAsync(Mail mail, Reader reader, IReadOnlyDictionary<string, OwnWords> own, Guid? bookingId, string occasion, TimeSpan wait, CancellationToken stop)
    {
        var topic = MessageTopic.Of(mail.Kind);
        if (topic is MessageTopic.Account or MessageTopic.Test or MessageTopic.Announcements || !ChannelKind.Ringing.Any(channels.Has)) return;
        var settings = await wishes.SettingsAsync(stop);
        var said = (await wishes.OfAsync(MessageWish.Key(reader.AccountId, reader.Address), stop)).Where(wish => wish.Topic == topic).ToDictionary(wish => wish.Channel, wish => wish.Wanted);
        // The first that is wanted; the next one is for when that fails.
        if (ChannelKind.Ringing.FirstOrDefault(channel => channels.Has(channel) && (said.TryGetValue(channel, out var wanted) ? wanted : settings.Usually(topic, channel))) is not { } chosen) return;
        if (await telephone.OfAsync(reader.AccountId, bookingId, reader.Address, tenant.Info.Country, stop) is not { } number) return;

        var text = await wordbook.TextAsync(chosen, mail, reader, own, stop);
        await PutTextAsync(reader.AccountId, reader.Address, chosen, mail.Kind, Mask.Tail(number), mail.Subject, text, reader.Language, bookingId, mail.SendBefore, $"{NotificationLog.Once(mail.Kind, occasion)}:{chosen}", wait, stop);
    }

    private async Task PutTextAsync(
        Guid? account, string readerAddress, string channel, string kind, string recipient, string subject, RingingText text, string language, Guid? bookingId,
        DateTimeOffset? sendBefore, string once, TimeSpan wait, CancellationToken stop, Guid? announcement = null)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await using var put = work.Command("""
            insert into notification_logs (id, user_id, type, template, recipient, reader_address, subject, content, parameters, language, booking_id, created_at, dedupe_key, send_before, carrier_template, announcement_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict (dedupe_key) do nothing
            """, id, account, channel, kind, recipient, readerAddress, subject, text.Text, text.Places, language, bookingId, clock.GetUtcNow(), once, sendBefore, text.CarrierTemplate, announcement);
        if (await put.ExecuteNonQueryAsync(stop) == 1) work.RingAt(clock.GetUtcNow() + wait, SendMessage.Job, id.ToString());
    }
}
