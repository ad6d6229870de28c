using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Notifications.OfPlatform;

/// <summary>Puts a mail in the platform's own name into its out tray, in the reaction's transaction; a timer carries it out.</summary>
internal sealed class PlatformPost(UnitOfWork work, MailRenderer renderer, TimeProvider clock)
{
    private static readonly TimeSpan Forget = TimeSpan.FromDays(30);

    /// <param name="occasion">What happened, once: a second mail for it is not written.</param>
    /// <param name="sealedKey">The secret of the link in it, put in when it leaves.</param>
    public async Task PutAsync(Mail mail, Reader reader, string occasion, string? sealedKey, CancellationToken stop)
    {
        var (now, html) = (clock.GetUtcNow(), await renderer.HtmlAsync(mail, Brand.House, reader.Language, null));
        var id = Guid.CreateVersion7(now);
        await using (var forget = work.Command("delete from platform_mails where written_at < $1", now - Forget)) await forget.ExecuteNonQueryAsync(stop);
        await using var put = work.Command("""
            insert into platform_mails (id, occasion, kind, recipient, name, language, subject, content, html, sealed_key, until, written_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (occasion) do nothing
            """, id, occasion, mail.Kind, reader.Address, reader.Name, reader.Language, mail.Subject, MailText.Of(mail, Brand.House.Name, null), html, sealedKey, mail.SendBefore, now);
        if (await put.ExecuteNonQueryAsync(stop) == 1) work.RingAt(now, SendPlatformMail.Job, id.ToString());
    }
}
