using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using PadelSaaS.Notifications.Providers;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.UseCases;

/// <summary>
/// Carriers tell what became of messages: Twilio at the club's own site, SendGrid and WhatsApp at one address of the platform. Nothing is believed that is
/// not signed over the bytes as they came, and of what is believed only what goes forward is noted.
/// </summary>
internal sealed class HearCarriers(UnitOfWork work, IConfiguration configuration, Receipts receipts, CurrentTenant tenant, ClubAddress address)
{
    public const string SendGridPath = "/api/v1/messages/sendgrid/events", WhatsAppPath = "/api/v1/messages/whatsapp/events";
    private const int MostBytes = 1024 * 1024;
    internal static readonly Refusal NotSigned = new("event_not_signed", StatusCodes.Status401Unauthorized, "This event is not signed by who should have sent it.");
    internal static readonly Refusal NoEvent = Refusal.Malformed("body", "This is no event of this carrier.");

    internal sealed record Answer(bool Received);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/messages/sms/{id:guid}", (Guid id, HttpRequest request, HearCarriers hear, CancellationToken stop) => hear.TwilioAsync(id, request, stop)).DisableAntiforgery().WithSummary("What became of an SMS, told by Twilio");
        doors.Portal.MapPost(SendGridPath, (HttpRequest request, HearCarriers hear, CancellationToken stop) => hear.SendGridAsync(request, stop)).DisableAntiforgery();
        doors.Portal.MapPost(WhatsAppPath, (HttpRequest request, HearCarriers hear, CancellationToken stop) => hear.WhatsAppAsync(request, stop)).DisableAntiforgery();
        doors.Portal.MapGet(WhatsAppPath, (HttpRequest request, HearCarriers hear) => hear.Greet(request));
    }

    private async Task<IResult> TwilioAsync(Guid id, HttpRequest request, CancellationToken stop)
    {
        if (!await IsOursAsync(id, stop)) return Refusal.NotFound("This message");
        if (!request.HasFormContentType) return NoEvent;
        var form = await request.ReadFormAsync(stop);
        var fields = form.Select(field => KeyValuePair.Create(field.Key, field.Value.ToString()));
        if (!Signatures.Twilio(configuration["Sms:Twilio:AuthToken"] ?? "", address.Of(tenant.Info, TwilioChannel.CallbackPath(id)), fields, request.Headers["X-Twilio-Signature"])) return NotSigned;

        var receipt = form["MessageStatus"].ToString() switch
        {
            "sent" => new Receipt(MessageStatus.Sent),
            "delivered" or "read" => new Receipt(MessageStatus.Delivered),
            "undelivered" or "failed" => new Receipt(MessageStatus.Failed, $"Twilio could not deliver it ({form["ErrorCode"]})."),
            _ => null,
        };
        if (receipt is not null) await receipts.HearAsync(tenant.Info, id, "twilio", receipt, stop);
        return Results.Ok(new Answer(true));
    }

    private async Task<bool> IsOursAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var found = await work.Model<NotificationsModel>().NotificationLogs.AnyAsync(one => one.Id == id, stop);
        await work.RollbackAsync();
        return found;
    }

    private async Task<IResult> SendGridAsync(HttpRequest request, CancellationToken stop)
    {
        if (await BytesAsync(request, stop) is not { } bytes) return NoEvent;
        if (!Signatures.SendGrid(configuration["Mail:SendGrid:EventKey"] ?? "", bytes, request.Headers["X-Twilio-Email-Event-Webhook-Timestamp"], request.Headers["X-Twilio-Email-Event-Webhook-Signature"])) return NotSigned;
        if (Parsed(bytes) is not JsonArray events) return NoEvent;

        foreach (var one in events.OfType<JsonObject>())
            if (Guid.TryParse(Text(one["tenant"]), out var club) && Guid.TryParse(Text(one["message"]), out var message) && OfSendGrid(one) is { } receipt)
                await receipts.HearAsync(club, message, "sendgrid", receipt, stop);
        return Results.Ok(new Answer(true));
    }

    private static Receipt? OfSendGrid(JsonObject one)
    {
        var why = Text(one["reason"]) ?? Text(one["type"]);
        return Text(one["event"]) switch
        {
            "delivered" => new(MessageStatus.Delivered),
            "bounce" when Text(one["type"]) == "blocked" => new(MessageStatus.Failed, why),
            "bounce" => new(MessageStatus.Bounced, why) { Suppress = SuppressedAddress.Bounced },
            "dropped" => new(MessageStatus.Bounced, why),
            "spamreport" => new(MessageStatus.Delivered) { Suppress = SuppressedAddress.Complained },
            _ => null,
        };
    }

    // Meta asks once whether this address is ours, with a word that we chose.
    private IResult Greet(HttpRequest request) =>
        configuration["WhatsApp:VerifyToken"] is { Length: > 0 } word && request.Query["hub.mode"] == "subscribe" && request.Query["hub.verify_token"] == word
            ? Results.Text(request.Query["hub.challenge"].ToString())
            : NotSigned;

    private async Task<IResult> WhatsAppAsync(HttpRequest request, CancellationToken stop)
    {
        if (await BytesAsync(request, stop) is not { } bytes) return NoEvent;
        if (!Signatures.WhatsApp(configuration["WhatsApp:AppSecret"] ?? "", bytes, request.Headers["X-Hub-Signature-256"])) return NotSigned;
        if (Parsed(bytes) is not JsonObject body) return NoEvent;

        foreach (var entry in Items(body["entry"]))
            foreach (var change in Items(entry["changes"]))
                foreach (var status in Items((change["value"] as JsonObject)?["statuses"]))
                    if (Text(status["id"]) is { Length: > 0 and <= 255 } id && OfWhatsApp(status) is { } receipt)
                        await receipts.HearAsync("whatsapp", id, receipt, stop);
        return Results.Ok(new Answer(true));
    }

    private static Receipt? OfWhatsApp(JsonObject status) => Text(status["status"]) switch
    {
        "sent" => new(MessageStatus.Sent),
        "delivered" or "read" => new(MessageStatus.Delivered),
        "failed" => new(MessageStatus.Failed, Items(status["errors"]).Select(error => Text(error["title"]) ?? Text(error["message"])).FirstOrDefault() ?? "WhatsApp could not deliver it."),
        _ => null,
    };

    private static IEnumerable<JsonObject> Items(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>What was said, as it came; <see langword="null"/> for more than any carrier says at once.</summary>
    internal static async Task<byte[]?> BytesAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength is > MostBytes) return null;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, stop);
        return body.ToArray();
    }

    /// <summary>The same as JSON; <see langword="null"/> where it is none.</summary>
    internal static JsonNode? Parsed(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(bytes));
        }
        catch (Exception malformed) when (malformed is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
