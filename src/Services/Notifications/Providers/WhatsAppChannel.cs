using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using PadelSaaS.Notifications.Providers;

namespace PadelSaaS.Notifications;

/// <summary>
/// WhatsApp by Meta's Cloud API, from <c>WhatsApp:PhoneNumberId, Token</c>. We always write first, so every message is an approved template: the one named
/// in <c>WhatsApp:Templates:{kind}</c>, otherwise the kind itself, with four places: club, what it is about, one sentence, address to open.
/// </summary>
internal sealed class WhatsAppChannel(IConfiguration configuration, ProviderCalls calls) : IChannel
{
    /// <summary>Their codes for "not so fast".</summary>
    private static readonly HashSet<int> Hurried = [4, 80007, 130429, 131048, 131056];
    private readonly IConfigurationSection settings = configuration.GetSection("WhatsApp");

    public static bool IsConfigured(IConfiguration configuration) => !string.IsNullOrEmpty(configuration["WhatsApp:PhoneNumberId"]);

    public string Kind => ChannelKind.WhatsApp;

    public string Provider => "whatsapp";

    public string? NotReady => string.IsNullOrEmpty(settings["Token"]) ? "WhatsApp:Token is not set." : null;

    // They know neither a key for repeated calls nor a way to ask: what may have left is not sent again.
    public Task<Handover> SendAsync(OutgoingMessage message, CancellationToken stop) => calls.SendAsync(Provider, () => Request(message), Read, stop);

    /// <summary>The body of the call.</summary>
    public JsonObject Body(OutgoingMessage message) => new()
    {
        ["messaging_product"] = "whatsapp",
        ["recipient_type"] = "individual",
        ["to"] = message.To.TrimStart('+'),
        ["type"] = "template",
        ["template"] = new JsonObject
        {
            ["name"] = message.CarrierTemplate ?? settings[$"Templates:{MailKind.Tried(message.Kind)}"] ?? MailKind.Tried(message.Kind),
            ["language"] = new JsonObject { ["code"] = message.Language },
            ["components"] = new JsonArray(new JsonObject
            {
                ["type"] = "body",
                ["parameters"] = new JsonArray([.. message.Parameters.Select(text => new JsonObject { ["type"] = "text", ["text"] = Place(text) })]),
            }),
        },
    };

    // A place takes neither new lines nor four spaces in a row, and must not be empty.
    private static string Place(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? "-" : line;
    }

    private HttpRequestMessage Request(OutgoingMessage message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{(settings["Api"] ?? "https://graph.facebook.com").TrimEnd('/')}/{settings["Version"] ?? "v23.0"}/{settings["PhoneNumberId"]}/messages")
        {
            Content = new StringContent(Body(message).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings["Token"]);
        return request;
    }

    private static Handover Read(ProviderAnswer answer)
    {
        try
        {
            var said = JsonNode.Parse(answer.Body);
            if (answer.IsGood) return Handover.Sent((string?)said?["messages"]?[0]?["id"]);

            var (code, why) = ((int?)said?["error"]?["code"] ?? 0, $"{said?["error"]?["message"]} ({said?["error"]?["code"]})");
            return Hurried.Contains(code) ? Handover.Later(why) : Handover.Refused(why);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return answer.IsGood ? Handover.Sent() : Handover.Refused($"WhatsApp answered {answer.Status}.");
        }
    }
}
