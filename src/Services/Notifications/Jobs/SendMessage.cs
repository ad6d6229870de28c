using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Notifications;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Carries one message out. Whether it still fits is decided now, not when it was written.</summary>
internal sealed class SendMessage(UnitOfWork work, CurrentTenant tenant, IMailChannel channel, ClubAddress address, LinkSecrets secrets, TimeProvider clock) : ITimerJob
{
    public const string Job = "send-message";
    private const int MostAttempts = 8;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        var (message, reason) = await ReadAsync(id, stop);
        if (message is not { IsPending: true }) return;
        if (reason is not null)
        {
            await NoteAsync(id, one => one.Skip(reason), stop);
            return;
        }
        if (channel.NotReady is { } missing)
        {
            await NoteAsync(id, one => { one.Wait(missing); work.RingAt(clock.GetUtcNow() + LookAgain, Job, key); }, stop);
            return;
        }
        await SendAsync(message, stop);
    }

    private async Task SendAsync(NotificationLog message, CancellationToken stop)
    {
        try
        {
            await channel.SendAsync(Outgoing(message), stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            await NoteAsync(message.Id, one => Stumble(one, failure.Message), stop);
            return;
        }
        await NoteAsync(message.Id, one =>
        {
            one.Sent(clock.GetUtcNow());
            work.Tell(new NotificationDelivered(one.Id, one.Template, one.Type));
        }, stop);
    }

    // 30 s, 1 min, 2, 4 … 32 min: a mail about tonight's court is of no use tomorrow.
    private void Stumble(NotificationLog message, string error)
    {
        message.Stumble(error);
        if (message.Attempts < MostAttempts)
        {
            work.RingAt(clock.GetUtcNow().AddSeconds(30 * Math.Pow(2, message.Attempts - 1)), Job, message.Id.ToString());
            return;
        }
        message.GiveUp();
        work.Tell(new NotificationFailed(message.Id, message.Template, message.Type, error));
    }

    private async Task<(NotificationLog? Message, string? Reason)> ReadAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<NotificationsModel>();
        var message = await model.NotificationLogs.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        var reason = message?.SendBefore <= clock.GetUtcNow() ? "It is of no use any more."
            : message is { Template: MailKind.BookingConfirmed or MailKind.BookingMoved or MailKind.ParticipantInvited } ? await UnfitAsync(model, message, stop) : null;
        await work.RollbackAsync();
        return (message, reason);
    }

    // A mail about a place the booking has left, by being given up or moved on, would send somebody to the wrong court.
    private static async Task<string?> UnfitAsync(NotificationsModel model, NotificationLog message, CancellationToken stop)
    {
        if (await model.KnownBookings.AsNoTracking().FirstOrDefaultAsync(booking => booking.BookingId == message.BookingId, stop) is { } known)
        {
            if (known.State != KnownBooking.Confirmed) return $"The booking is {known.State}.";
            if (message.Template == MailKind.ParticipantInvited) return null;
            var isPresent = message.Template == MailKind.BookingConfirmed
                ? known.BookedCourt.Moves == 0
                : message.DedupeKey == NotificationLog.Once(MailKind.BookingMoved, KnownBooking.Occasion(known.BookedCourt));
            if (!isPresent) return "The booking has moved since.";
        }
        return await model.NotificationPreferences.AnyAsync(wish => wish.UserId == message.UserId && !wish.BookingConfirmation, stop)
            ? "The reader wants no confirmations."
            : null;
    }

    private async Task NoteAsync(Guid id, Action<NotificationLog> note, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var message = await work.Model<NotificationsModel>().NotificationLogs
            .FromSql($"select * from notification_logs where id = {id} for update").SingleAsync(stop);
        if (message.IsPending) note(message);
        await work.CommitAsync(stop);
    }

    private OutgoingMail Outgoing(NotificationLog message) => new(
        message.Id, message.Template, tenant.Info.Id, tenant.Info.Name, address.HostOf(tenant.Info), message.Recipient, message.RecipientName,
        message.Subject, WithKey(message.Content, message), WithKey(message.Html ?? "", message), message.Language,
        message.AttachmentName is null ? null : new MailAttachment(message.AttachmentName, message.Attachment!));

    private string WithKey(string text, NotificationLog message) =>
        message.SealedKey is { } closed ? text.Replace(LinkSecrets.Place, secrets.Open(closed), StringComparison.Ordinal) : text;
}
