using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Puts a mail into the tenant's out tray, in the reaction's own transaction; a timer carries it out.</summary>
internal sealed class Post(UnitOfWork work, CurrentTenant tenant, MailRenderer renderer, TimeProvider clock)
{
    /// <param name="occasion">What happened, once: a second mail of this kind for the same occasion is not written.</param>
    public Task PutAsync(Mail mail, Reader reader, Guid? bookingId, Guid occasion, CancellationToken stop) =>
        PutAsync(mail, reader, bookingId, occasion.ToString(), stop);

    /// <inheritdoc cref="PutAsync(Mail, Reader, Guid?, Guid, CancellationToken)"/>
    /// <param name="sealedKey">The secret of the link in it, put in when it leaves.</param>
    /// <param name="wait">How long it waits, because what it tells may be taken back.</param>
    public async Task PutAsync(Mail mail, Reader reader, Guid? bookingId, string occasion, CancellationToken stop, string? sealedKey = null, TimeSpan wait = default)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var html = await renderer.HtmlAsync(mail, tenant.Info, reader.Language);
        await using var put = work.Command("""
            insert into notification_logs (id, user_id, type, template, recipient, recipient_name, subject, content, html, language, booking_id,
                                           attachment_name, attachment, created_at, dedupe_key, sealed_key, send_before)
            values ($1, $2, 'email', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            on conflict (dedupe_key) do nothing
            """, id, reader.AccountId, mail.Kind, reader.Address, reader.Name, mail.Subject, MailText.Of(mail, tenant.Info.Name), html, reader.Language, bookingId,
            mail.Attachment?.Name, mail.Attachment?.Content, clock.GetUtcNow(), NotificationLog.Once(mail.Kind, occasion), sealedKey, mail.SendBefore);
        if (await put.ExecuteNonQueryAsync(stop) == 1) work.RingAt(clock.GetUtcNow() + wait, SendMessage.Job, id.ToString());
    }
}
