using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using PadelSaaS.Contracts.Notifications;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Carries one message out. Whether it still fits is decided now, not when it was written.</summary>
internal sealed class SendMessage(
    UnitOfWork work, CurrentTenant tenant, Channels channels, Judging judging, Digest digest, Quota quota, Wishes wishes, Telephone telephone, MessageFooter footer, Receipts receipts, ClubAddress address, LinkSecrets secrets, IConfiguration configuration, TimeProvider clock) : ITimerJob
{
    public const string Job = "send-message";
    private const string SpentToday = "The club has sent as many of these today as it may.";
    private const int MostAttempts = 8;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        await work.BeginAsync(stop);
        var message = await work.Model<NotificationsModel>().NotificationLogs.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        if (message is not { IsPending: true }) return;

        var judgement = await judging.AboutAsync(message, stop);
        var to = judgement.Skip is null ? await RecipientAsync(message, stop) : null;
        var isSpent = judgement.Skip is null && await quota.IsSpentAsync(message, stop);
        var burst = judgement is { Skip: null, Until: null } ? await digest.HoldAsync(message, stop) : null;
        var replyTo = (await wishes.SettingsAsync(stop)).ReplyTo;
        await work.RollbackAsync();

        if (judgement.Skip is { } reason) await NoteAsync(id, one => one.Skip(reason), stop);
        else if (to is null) await NoteAsync(id, one => one.Skip(message.Type == ChannelKind.Push ? "No browser rings for the reader any more." : "No number is known any more."), stop);
        else if (judgement.Until is { } morning) await NoteAsync(id, one => Wait(one, "It is quiet at the club's place.", morning), stop);
        else if (burst is { } end) await NoteAsync(id, one => Wait(one, Digest.Waits, end), stop);
        else if (isSpent && message.Type != ChannelKind.Email) await NoteAsync(id, one => one.Skip(SpentToday), stop);
        else if (isSpent) await NoteAsync(id, one => Wait(one, SpentToday, quota.Tomorrow), stop);
        else if (channels.Of(message.Type) is not { } channel) await NoteAsync(id, one => Wait(one, $"No provider is configured for {message.Type}.", clock.GetUtcNow() + LookAgain), stop);
        else if (channel.NotReady is { } missing) await NoteAsync(id, one => Wait(one, missing, clock.GetUtcNow() + LookAgain), stop);
        else if (!await digest.TogetherAsync(message, stop)) await SendAsync(channel, message, to, replyTo, stop);
    }

    private async Task SendAsync(IChannel channel, NotificationLog message, string to, string? replyTo, CancellationToken stop)
    {
        Handover handed;
        try
        {
            handed = await channel.SendAsync(await OutgoingAsync(message, to, replyTo, stop), stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            handed = Handover.Later(failure.Message);
        }
        switch (handed.State)
        {
            case HandoverState.Sent:
                await NoteAsync(message.Id, one => Sent(one, channel.Provider, handed.ProviderId), stop);
                if (handed.ProviderId is { } known) await receipts.CarriedAsync(channel.Provider, known, tenant.Info, message.Id, stop);
                break;
            case HandoverState.Later:
                await NoteAsync(message.Id, one => Stumble(one, handed.Why!, handed.After), stop);
                break;
            default:
                var unknown = handed.State == HandoverState.Unknown;
                await receipts.HearAsync(tenant.Info, message.Id, channel.Provider,
                    new Receipt(handed.AddressIsBad ? MessageStatus.Bounced : MessageStatus.Failed, unknown ? $"{handed.Why} Nobody knows whether it arrived, so it is not sent twice." : handed.Why)
                    {
                        Suppress = handed.AddressIsBad ? SuppressedAddress.Bounced : null,
                        MayHaveArrived = unknown,
                    }, stop);
                break;
        }
    }

    private void Sent(NotificationLog message, string provider, string? providerId)
    {
        message.Sent(provider, providerId, clock.GetUtcNow());
        work.Tell(new NotificationDelivered(message.Id, message.Template, message.Type));
        if (message is { Type: ChannelKind.InApp, UserId: { } account }) work.Tell(new UnreadChanged(account));
    }

    private void Wait(NotificationLog message, string forWhat, DateTimeOffset until)
    {
        message.Wait(forWhat);
        work.RingAt(until, Job, message.Id.ToString());
    }

    // 30 s, 1 min, 2, 4 … 32 min: a mail about tonight's court is of no use tomorrow.
    private void Stumble(NotificationLog message, string error, TimeSpan? after)
    {
        message.Stumble(error);
        if (message.Attempts < MostAttempts)
        {
            var pause = TimeSpan.FromSeconds(30 * Math.Pow(2, message.Attempts - 1));
            work.RingAt(clock.GetUtcNow() + (after > pause ? after.Value : pause), Job, message.Id.ToString());
            return;
        }
        message.GiveUp();
        work.Tell(new NotificationFailed(message.Id, message.Template, message.Type, error));
    }

    // The number is asked of whoever keeps it: one that was changed since is the right one.
    private async Task<string?> RecipientAsync(NotificationLog message, CancellationToken stop) => message.Type is ChannelKind.Email or ChannelKind.InApp
        ? message.Recipient
        : message.Type == ChannelKind.Push ? await DevicesAsync(message, stop)
        : await telephone.OfAsync(message.UserId, message.BookingId, message.ReaderAddress!, tenant.Info.Country, stop);

    private async Task<string?> DevicesAsync(NotificationLog message, CancellationToken stop) =>
        await work.Model<NotificationsModel>().PushDevices.AnyAsync(device => device.AccountId == message.UserId, stop) ? $"{message.UserId}" : null;

    private async Task NoteAsync(Guid id, Action<NotificationLog> note, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var message = await work.Model<NotificationsModel>().NotificationLogs
            .FromSql($"select * from notification_logs where id = {id} for update").SingleAsync(stop);
        if (message.IsPending) note(message);
        if (message.Status == MessageStatus.Sent) await quota.CountAsync(message.Type, stop);
        await work.CommitAsync(stop);
    }

    private async Task<OutgoingMessage> OutgoingAsync(NotificationLog message, string to, string? replyTo, CancellationToken stop) => new(
        message.Id, message.Template, tenant.Info.Id, tenant.Info.Name, address.HostOf(tenant.Info), address.OriginOf(tenant.Info), to, message.RecipientName,
        message.Subject, WithKey(message.Content, message), WithKey(message.Html ?? "", message), message.Language,
        message.AttachmentName is null ? null : new MailAttachment(message.AttachmentName, message.Attachment!))
    {
        Parameters = message.Parameters,
        CarrierTemplate = message.CarrierTemplate,
        From = configuration[$"Mail:Senders:{tenant.Info.Slug}"] is { Length: > 0 } own ? own : null,
        ReplyTo = replyTo,
        Unsubscribe = await footer.UnsubscribeAsync(message, stop),
        WrittenAt = message.CreatedAt,
        Attempts = message.Attempts,
    };

    private string WithKey(string text, NotificationLog message) =>
        message.SealedKey is { } closed ? text.Replace(LinkSecrets.Place, secrets.Open(closed), StringComparison.Ordinal) : text;
}
