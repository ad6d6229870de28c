using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using PadelSaaS.Notifications.Providers;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Notifications.UseCases;

/// <summary>
/// Amazon SES tells what became of mails by a topic of Amazon SNS (<c>Mail:Ses:Topic</c>, its ARN), which brings it to one address of the platform. Everybody can have a topic, and all are
/// signed with the same certificates: only ours is heard. That we want to hear it is answered once, when it asks.
/// </summary>
internal sealed class HearSes(IConfiguration configuration, SnsCertificates certificates, IHttpClientFactory clients, Receipts receipts, ILogger<HearSes> log)
{
    public const string Path = "/api/v1/messages/ses/events";

    public static void Map(Doors doors) => doors.Portal.MapPost(Path, (HttpRequest request, HearSes hear, CancellationToken stop) => hear.HearAsync(request, stop)).DisableAntiforgery();

    private async Task<IResult> HearAsync(HttpRequest request, CancellationToken stop)
    {
        if (await HearCarriers.BytesAsync(request, stop) is not { } bytes || HearCarriers.Parsed(bytes) is not JsonObject said) return HearCarriers.NoEvent;
        var envelope = new SnsEnvelope(said);
        if (configuration["Mail:Ses:Topic"] is not { Length: > 0 } topic || envelope.Topic != topic || envelope.Certificate is not { } address
            || await certificates.AtAsync(address, stop) is not { } certificate || !envelope.IsSignedBy(certificate)) return HearCarriers.NotSigned;

        if (envelope.Type == SnsEnvelope.Confirmation && envelope.Subscribe is { } subscribe) await SubscribeAsync(subscribe, stop);
        else if (envelope.Type == SnsEnvelope.Notification && HearCarriers.Parsed(Encoding.UTF8.GetBytes(envelope.Message)) is JsonObject told) await NoteAsync(told, stop);
        return Results.Ok(new HearCarriers.Answer(true));
    }

    private async Task SubscribeAsync(Uri address, CancellationToken stop)
    {
        using var http = clients.CreateClient(ProviderCalls.Client);
        using var answer = await http.GetAsync(address, stop);
        log.LogInformation("Amazon SNS was told that this platform hears its topic: {Status}", (int)answer.StatusCode);
    }

    private async Task NoteAsync(JsonObject told, CancellationToken stop)
    {
        if (!Guid.TryParse(Tag(told, "tenant"), out var club) || !Guid.TryParse(Tag(told, "message"), out var message) || ReceiptOf(told) is not { } receipt) return;
        await receipts.HearAsync(club, message, "ses", receipt, stop);
    }

    private static Receipt? ReceiptOf(JsonObject told) => Text(told["eventType"]) switch
    {
        "Delivery" => new(MessageStatus.Delivered),
        "Bounce" when Text(told["bounce"]?["bounceType"]) == "Permanent" => new(MessageStatus.Bounced, Why(told)) { Suppress = SuppressedAddress.Bounced },
        "Bounce" => new(MessageStatus.Failed, Why(told)),
        "Complaint" => new(MessageStatus.Delivered) { Suppress = SuppressedAddress.Complained },
        "Reject" => new(MessageStatus.Failed, Text(told["reject"]?["reason"]) ?? "SES would not send it."),
        _ => null,
    };

    private static string Why(JsonObject told) =>
        (told["bounce"]?["bouncedRecipients"] as JsonArray)?.Select(one => Text(one?["diagnosticCode"])).FirstOrDefault(code => code is not null) ?? $"It bounced ({Text(told["bounce"]?["bounceSubType"]) ?? "nobody said why"}).";

    private static string? Tag(JsonObject told, string name) => Text((told["mail"]?["tags"]?[name] as JsonArray)?.FirstOrDefault());

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
