using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Notifications.Webhooks;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Push;

/// <summary>
/// Rings the browsers of an account (Web Push, RFC 8030, 8291 and 8292). Every browser has a push service of its own; a message has left when one of them took it. One that
/// says that a browser is gone is asked for it no more. The contact they are told is <c>Push:Contact</c>, otherwise the portal's address.
/// </summary>
internal sealed class PushChannel(IServiceScopeFactory scopes, ITenantStore tenants, PushKeys keys, WebhookClient outside, ClubAddress address, IConfiguration configuration, IHostEnvironment environment, TimeProvider clock) : IChannel
{
    private const int MostLetters = 300, GoneStatus = 410, NotFoundStatus = 404, HurriedStatus = 429;
    private static readonly TimeSpan Useful = TimeSpan.FromHours(12);

    public string Kind => ChannelKind.Push;

    public string Provider => "push";

    public string? NotReady => null;

    /// <param name="message">Its address is the account.</param>
    public async Task<Handover> SendAsync(OutgoingMessage message, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await tenants.FindAsync(message.TenantId, stop) is not { } club) return Handover.Refused("The club is gone.");
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(club);
        var (work, seals, account) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<Sealed>(), Guid.Parse(message.To));
        await work.BeginAsync(stop);
        var devices = await work.Model<NotificationsModel>().PushDevices.AsNoTracking().Where(one => one.AccountId == account).ToListAsync(stop);
        await work.RollbackAsync();

        var answers = new List<(PushDevice Device, WebhookOutcome Answer)>();
        foreach (var device in devices)
            answers.Add((device, await RingAsync(device, PushCipher.Seal(Body(message), device.PublicKey, seals.Open(PushDevices.Column, device.Id, device.Auth)!), message, stop)));
        await NoteAsync(work, answers, stop);
        if (environment.IsDevelopment()) await ActivatorUtilities.CreateInstance<DevInbox>(scope.ServiceProvider, Kind).SendAsync(message, stop);
        return Sum(answers.ConvertAll(one => one.Answer));
    }

    /// <summary>What the browser's worker is told.</summary>
    public static string Body(OutgoingMessage message) => new JsonObject
    {
        // The same message rings once, however often it is handed over.
        ["tag"] = $"{message.Id}",
        ["title"] = Short(message.Subject),
        ["body"] = Short(message.Text),
        ["url"] = message.Parameters.Count > 0 ? message.Parameters[0] : "/",
        ["lang"] = message.Language,
    }.ToJsonString();

    private async Task<WebhookOutcome> RingAsync(PushDevice device, byte[] sealedBody, OutgoingMessage message, CancellationToken stop)
    {
        using var content = new ByteArrayContent(sealedBody);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentEncoding.Add("aes128gcm");
        var contact = configuration["Push:Contact"] ?? address.PortalOrigin;
        return await outside.SendAsync(device.Endpoint, content,
        [
            ("Authorization", (await keys.GetAsync(stop)).Authorize(new Uri(device.Endpoint), contact, clock.GetUtcNow())),
            ("TTL", $"{(int)Useful.TotalSeconds}"),
            ("Urgency", MessageTopic.MayWait(MessageTopic.Of(message.Kind)) ? "normal" : "high"),
            ("Topic", Base64Url.EncodeToString(message.Id.ToByteArray())),
        ], stop);
    }

    private async Task NoteAsync(UnitOfWork work, List<(PushDevice Device, WebhookOutcome Answer)> answers, CancellationToken stop)
    {
        if (answers.Count == 0) return;
        await work.BeginAsync(stop);
        var rows = work.Model<NotificationsModel>().PushDevices;
        foreach (var (device, answer) in answers)
        {
            if (answer.Status is GoneStatus or NotFoundStatus) await rows.Where(one => one.Id == device.Id).ExecuteDeleteAsync(stop);
            else if (answer.IsDelivered) await rows.Where(one => one.Id == device.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.RangAt, clock.GetUtcNow()), stop);
        }
        await work.CommitAsync(stop);
    }

    private static Handover Sum(List<WebhookOutcome> answers)
    {
        if (answers.Exists(one => one.IsDelivered)) return Handover.Sent();
        if (answers.TrueForAll(one => one.Status is GoneStatus or NotFoundStatus)) return Handover.Refused("No browser takes messages any more.");
        var first = answers.Find(one => one.Status is null or HurriedStatus or >= 500);
        return first is not null ? Handover.Later(Why(first), first.RetryAfter) : Handover.Refused(Why(answers[0]));
    }

    private static string Why(WebhookOutcome answer) => answer.Status is { } status ? $"The push service answered {status}. {answer.Answer}".TrimEnd() : answer.Answer;

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var elements = new StringBuilder();
        foreach (var rune in line.EnumerateRunes())
        {
            if (elements.Length >= MostLetters) return elements.Append('…').ToString();
            elements.Append(rune);
        }
        return elements.ToString();
    }
}
