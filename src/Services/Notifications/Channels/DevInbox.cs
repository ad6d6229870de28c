using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>The development inbox: messages of every channel stay in the house and can be read at the console's <c>/inbox</c>.</summary>
internal sealed class DevInbox(string kind, IServiceScopeFactory scopes, TimeProvider clock) : IChannel
{
    public string Kind => kind;

    public string Provider => "dev";

    public string? NotReady => null;

    public async Task<Handover> SendAsync(OutgoingMessage message, CancellationToken stop)
    {
        var sender = kind == ChannelKind.Email ? $"{message.Club} <noreply@{message.ClubHost}>" : message.Club;
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        await using var put = work.Command("""
            insert into dev_mails (id, tenant_id, club, sender, recipient, subject, text, html, language, headers, attachment_name, attachment, received_at, channel)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13, $14) on conflict (id) do nothing
            """, message.Id, message.TenantId, message.Club, sender, message.To, message.Subject, message.Text, message.Html, message.Language,
            JsonSerializer.Serialize(kind == ChannelKind.Email ? OfMail(message, sender) : OfText(message)), message.Attachment?.Name, message.Attachment?.Content, clock.GetUtcNow(), kind);
        await put.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
        return Handover.Sent();
    }

    private static Dictionary<string, string> OfMail(OutgoingMessage message, string sender)
    {
        var headers = new Dictionary<string, string>
        {
            ["From"] = sender,
            ["To"] = message.ToName is null ? message.To : $"{message.ToName} <{message.To}>",
            ["Subject"] = message.Subject,
            ["Message-ID"] = $"<{message.Id}@{message.ClubHost}>",
            ["Content-Language"] = message.Language,
            ["X-Kind"] = message.Kind,
        };
        if (message.ReplyTo is { } answers) headers["Reply-To"] = answers;
        foreach (var (name, value) in MailHeaders.Unsubscribe(message)) headers[name] = value;
        return headers;
    }

    private static Dictionary<string, string> OfText(OutgoingMessage message)
    {
        var headers = new Dictionary<string, string> { ["To"] = message.To, ["Content-Language"] = message.Language, ["X-Kind"] = message.Kind };
        for (var i = 0; i < message.Parameters.Count; i++) headers[$"Parameter-{i + 1}"] = message.Parameters[i];
        return headers;
    }
}
