using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using PadelSaaS.Notifications.Providers;

namespace PadelSaaS.Notifications;

/// <summary>
/// SMS by Twilio, from <c>Sms:Twilio:AccountSid, AuthToken</c> and <c>From</c> or <c>MessagingServiceSid</c>. Twilio knows no idempotency key: before a
/// second attempt it is asked whether it has the message already.
/// </summary>
internal sealed class TwilioChannel(IConfiguration configuration, ProviderCalls calls) : IChannel
{
    private const int LongestBody = 1600;
    private const int LookBack = 50;
    private static readonly HashSet<string> Undone = ["failed", "undelivered", "canceled"];
    private readonly IConfigurationSection settings = configuration.GetSection("Sms:Twilio");

    public static bool IsConfigured(IConfiguration configuration) => !string.IsNullOrEmpty(configuration["Sms:Twilio:AccountSid"]);

    public string Kind => ChannelKind.Sms;

    public string Provider => "twilio";

    public string? NotReady => string.IsNullOrEmpty(settings["AuthToken"]) ? "Sms:Twilio:AuthToken is not set."
        : string.IsNullOrEmpty(settings["From"]) && string.IsNullOrEmpty(settings["MessagingServiceSid"]) ? "Sms:Twilio:From or Sms:Twilio:MessagingServiceSid is not set: messages need a sender." : null;

    /// <summary>Where Twilio tells what became of a message, on the club's own site.</summary>
    public static string CallbackPath(Guid messageId) => $"/api/v1/messages/sms/{messageId}";

    public async Task<Handover> SendAsync(OutgoingMessage message, CancellationToken stop)
    {
        if (message.Attempts > 0)
        {
            var before = await calls.SendAsync(Provider, () => Request(HttpMethod.Get, $"?{Query(message)}", null), answer => Find(answer, message), stop);
            if (before.State != HandoverState.Refused) return before.State == HandoverState.Sent ? before : Handover.Later(before.Why!);
        }
        var handed = await calls.SendAsync(Provider, () => Request(HttpMethod.Post, "", Form(message)), Read, stop);
        // The next attempt asks first.
        return handed.State == HandoverState.Unknown ? Handover.Later(handed.Why!) : handed;
    }

    /// <summary>The fields of the call.</summary>
    public Dictionary<string, string> Form(OutgoingMessage message)
    {
        var form = new Dictionary<string, string> { ["To"] = message.To, ["Body"] = Body(message), ["StatusCallback"] = message.Origin + CallbackPath(message.Id) };
        if (settings["MessagingServiceSid"] is { Length: > 0 } service) form["MessagingServiceSid"] = service;
        else form["From"] = settings["From"]!;
        return form;
    }

    private static string Body(OutgoingMessage message) => message.Text.Length <= LongestBody ? message.Text : message.Text[..LongestBody];

    private static string Query(OutgoingMessage message) =>
        $"To={Uri.EscapeDataString(message.To)}&DateSent%3E={message.WrittenAt.UtcDateTime:yyyy-MM-dd}&PageSize={LookBack}";

    private HttpRequestMessage Request(HttpMethod method, string query, Dictionary<string, string>? form)
    {
        var account = settings["AccountSid"];
        var request = new HttpRequestMessage(method, $"{(settings["Api"] ?? "https://api.twilio.com").TrimEnd('/')}/2010-04-01/Accounts/{account}/Messages.json{query}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account}:{settings["AuthToken"]}")));
        if (form is not null) request.Content = new FormUrlEncodedContent(form);
        return request;
    }

    private static Handover Find(ProviderAnswer answer, OutgoingMessage message)
    {
        if (!answer.IsGood) return Handover.Later($"Twilio answered {answer.Status} when asked for the message.");
        var known = (JsonNode.Parse(answer.Body)?["messages"] as JsonArray ?? []).FirstOrDefault(one => (string?)one?["body"] == Body(message) && !Undone.Contains((string?)one["status"] ?? ""));
        return known is null ? Handover.Refused("Twilio does not have it yet.") : Handover.Sent((string?)known["sid"]);
    }

    private static Handover Read(ProviderAnswer answer)
    {
        try
        {
            var said = JsonNode.Parse(answer.Body);
            return answer.IsGood ? Handover.Sent((string?)said?["sid"]) : Handover.Refused($"{said?["message"]} ({said?["code"]})");
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return answer.IsGood ? Handover.Sent() : Handover.Refused($"Twilio answered {answer.Status}.");
        }
    }
}
