using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using PadelSaaS.Notifications.Providers;

namespace PadelSaaS.Notifications;

/// <summary>
/// Mail by Amazon SES, version 2 of its API, from <c>Mail:Ses:Region, AccessKey, SecretKey, From</c>; what becomes of mails is told through <c>ConfigurationSet</c>. Our own ids
/// go along as tags. SES writes the Message-ID itself: a mail that had to be sent twice is two to its reader.
/// </summary>
internal sealed class SesChannel(IConfiguration configuration, ProviderCalls calls, TimeProvider clock) : IChannel
{
    private const string Path = "/v2/email/outbound-emails";

    // What SES may be asked again for, once somebody has put the account right; the mail is not at fault.
    private static readonly HashSet<string> AccountTroubles = ["AccountSuspendedException", "SendingPausedException", "MailFromDomainNotVerifiedException", "LimitExceededException"];

    private readonly IConfigurationSection settings = configuration.GetSection("Mail:Ses");

    public static bool IsConfigured(IConfiguration configuration) => !string.IsNullOrEmpty(configuration["Mail:Ses:AccessKey"]);

    public string Kind => ChannelKind.Email;

    public string Provider => "ses";

    public string? NotReady => new[] { "Region", "SecretKey", "From" }.FirstOrDefault(name => string.IsNullOrEmpty(settings[name])) is { } missing ? $"Mail:Ses:{missing} is not set." : null;

    public async Task<Handover> SendAsync(OutgoingMessage message, CancellationToken stop)
    {
        var handed = await calls.SendAsync(Provider, () => Request(message), Read, stop);
        // A mail that comes twice is better than none.
        return handed.State == HandoverState.Unknown ? Handover.Later(handed.Why!) : handed;
    }

    /// <summary>The body of the call.</summary>
    public JsonObject Body(OutgoingMessage message)
    {
        var content = new JsonObject
        {
            ["Subject"] = Text(message.Subject.ReplaceLineEndings(" ")),
            ["Body"] = new JsonObject { ["Text"] = Text(message.Text), ["Html"] = Text(message.Html) },
            ["Headers"] = new JsonArray([Header("Content-Language", message.Language), Header("Auto-Submitted", "auto-generated"), .. MailHeaders.Unsubscribe(message).Select(header => Header(header.Name, header.Value))]),
        };
        if (message.Attachment is { } file)
            content["Attachments"] = new JsonArray(new JsonObject
            {
                ["RawContent"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(file.Content)),
                ["FileName"] = file.Name,
                ["ContentType"] = $"text/calendar; charset=utf-8; method={MailHeaders.MethodOf(file)}",
                ["ContentDisposition"] = "ATTACHMENT",
            });
        var body = new JsonObject
        {
            ["FromEmailAddress"] = EncodedWord.Address(message.SenderName, message.From ?? settings["From"]!),
            ["Destination"] = new JsonObject { ["ToAddresses"] = new JsonArray(EncodedWord.Address(message.ToName, message.To)) },
            ["Content"] = new JsonObject { ["Simple"] = content },
            ["EmailTags"] = new JsonArray(Tag("tenant", message.TenantId), Tag("message", message.Id)),
        };
        if (message.ReplyTo is { } answers) body["ReplyToAddresses"] = new JsonArray(answers);
        if (settings["ConfigurationSet"] is { Length: > 0 } set) body["ConfigurationSetName"] = set;
        return body;
    }

    /// <summary>The call, signed.</summary>
    public HttpRequestMessage Request(OutgoingMessage message)
    {
        var body = Body(message).ToJsonString();
        var api = settings["Api"] ?? $"https://email.{settings["Region"]}.amazonaws.com";
        var request = new HttpRequestMessage(HttpMethod.Post, $"{api.TrimEnd('/')}{Path}") { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        AwsSignature.Sign(request, body, settings["Region"]!, "ses", settings["AccessKey"]!, settings["SecretKey"]!, clock.GetUtcNow());
        return request;
    }

    private static Handover Read(ProviderAnswer answer)
    {
        if (answer.IsGood) return Handover.Sent(Field(answer.Body, "MessageId"));
        var why = Field(answer.Body, "message") ?? $"SES answered {answer.Status}.";
        var kind = answer.Header("x-amzn-ErrorType")?.Split(':')[0] ?? "";
        return AccountTroubles.Contains(kind) ? Handover.Later(why) : Handover.Refused(why);
    }

    private static string? Field(string body, string name)
    {
        try
        {
            return (string?)JsonNode.Parse(body)?[name];
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonObject Text(string data) => new() { ["Data"] = data, ["Charset"] = "UTF-8" };

    private static JsonObject Header(string name, string value) => new() { ["Name"] = name, ["Value"] = value };

    private static JsonObject Tag(string name, Guid value) => new() { ["Name"] = name, ["Value"] = $"{value}" };
}
