using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>The development inbox: mails stay in the house and can be read at the console's <c>/inbox</c>.</summary>
internal sealed class DevInbox(IServiceScopeFactory scopes, TimeProvider clock) : IMailChannel
{
    public string? NotReady => null;

    public async Task SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        var sender = $"{mail.Club} <noreply@{mail.ClubHost}>";
        var headers = new Dictionary<string, string>
        {
            ["From"] = sender,
            ["To"] = mail.ToName is null ? mail.To : $"{mail.ToName} <{mail.To}>",
            ["Subject"] = mail.Subject,
            ["Message-ID"] = $"<{mail.Id}@{mail.ClubHost}>",
            ["Content-Language"] = mail.Language,
            ["X-Kind"] = mail.Kind,
        };
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        await using var put = work.Command("""
            insert into dev_mails (id, tenant_id, club, sender, recipient, subject, text, html, language, headers, attachment_name, attachment, received_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13) on conflict (id) do nothing
            """, mail.Id, mail.TenantId, mail.Club, sender, mail.To, mail.Subject, mail.Text, mail.Html, mail.Language, JsonSerializer.Serialize(headers),
            mail.Attachment?.Name, mail.Attachment?.Content, clock.GetUtcNow());
        await put.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }
}
