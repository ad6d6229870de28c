using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using PadelSaaS.Notifications.Providers;

namespace PadelSaaS.Notifications;

/// <summary>Mail by SendGrid's v3 API, from <c>Mail:SendGrid:Key</c> and <c>Mail:SendGrid:From</c>. Our own ids go along, so that its events find the message again.</summary>
internal sealed class SendGridChannel(IConfiguration configuration, ProviderCalls calls) : IChannel
{
    private readonly IConfigurationSection settings = configuration.GetSection("Mail:SendGrid");

    public static bool IsConfigured(IConfiguration configuration) => !string.IsNullOrEmpty(configuration["Mail:SendGrid:Key"]);

    public string Kind => ChannelKind.Email;

    public string Provider => "sendgrid";

    public string? NotReady => string.IsNullOrEmpty(settings["From"]) ? "Mail:SendGrid:From is not set: mails need a sender's address." : null;

    public async Task<Handover> SendAsync(OutgoingMessage message, CancellationToken stop)
    {
        var handed = await calls.SendAsync(Provider, () => Request(message), Read, stop);
        // A mail that comes twice carries the same Message-ID: better than none.
        return handed.State == HandoverState.Unknown ? Handover.Later(handed.Why!) : handed;
    }

    /// <summary>The body of the call.</summary>
    public JsonObject Body(OutgoingMessage message)
    {
        var headers = new JsonObject { ["Message-ID"] = $"<{message.Id}@{message.ClubHost}>", ["Content-Language"] = message.Language, ["Auto-Submitted"] = "auto-generated" };
        foreach (var (name, value) in MailHeaders.Unsubscribe(message)) headers[name] = value;
        var to = new JsonObject { ["email"] = message.To };
        if (!string.IsNullOrWhiteSpace(message.ToName)) to["name"] = message.ToName.ReplaceLineEndings(" ");
        var body = new JsonObject
        {
            ["personalizations"] = new JsonArray(new JsonObject
            {
                ["to"] = new JsonArray(to),
                ["custom_args"] = new JsonObject { ["tenant"] = $"{message.TenantId}", ["message"] = $"{message.Id}" },
            }),
            ["from"] = new JsonObject { ["email"] = message.From ?? settings["From"], ["name"] = message.SenderName },
            ["subject"] = message.Subject.ReplaceLineEndings(" "),
            ["content"] = new JsonArray(new JsonObject { ["type"] = "text/plain", ["value"] = message.Text }, new JsonObject { ["type"] = "text/html", ["value"] = message.Html }),
            ["headers"] = headers,
            // A link in our mails opens a booking: it goes through nobody else's hands.
            ["tracking_settings"] = new JsonObject { ["click_tracking"] = new JsonObject { ["enable"] = false, ["enable_text"] = false }, ["open_tracking"] = new JsonObject { ["enable"] = false } },
        };
        if (message.ReplyTo is { } answers) body["reply_to"] = new JsonObject { ["email"] = answers };
        if (message.Attachment is { } file)
            body["attachments"] = new JsonArray(new JsonObject
            {
                ["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(file.Content)),
                // SendGrid refuses a type with parameters: the method stands in the file alone.
                ["type"] = "text/calendar",
                ["filename"] = file.Name,
                ["disposition"] = "attachment",
            });
        return body;
    }

    private HttpRequestMessage Request(OutgoingMessage message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{(settings["Api"] ?? "https://api.sendgrid.com").TrimEnd('/')}/v3/mail/send")
        {
            Content = new StringContent(Body(message).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings["Key"]);
        return request;
    }

    private static Handover Read(ProviderAnswer answer) => answer.IsGood ? Handover.Sent(answer.Header("X-Message-Id")) : Handover.Refused(Why(answer));

    private static string Why(ProviderAnswer answer)
    {
        try
        {
            return (string?)JsonNode.Parse(answer.Body)?["errors"]?[0]?["message"] ?? $"SendGrid answered {answer.Status}.";
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return $"SendGrid answered {answer.Status}.";
        }
    }
}
