using Microsoft.EntityFrameworkCore;
using PadelSaaS.Notifications.Announcing;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>What is to happen to a message now.</summary>
/// <param name="Skip">Why nobody gets it.</param>
/// <param name="Until">When it may ring, if not now.</param>
internal sealed record Judgement(string? Skip, DateTimeOffset? Until = null);

/// <summary>Decides whether a message still fits, when it is about to leave. Asked inside a unit of work.</summary>
internal sealed class Judging(UnitOfWork work, CurrentTenant tenant, Wishes wishes, TimeProvider clock)
{
    public async Task<Judgement> AboutAsync(NotificationLog message, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (message.SendBefore <= now) return new("It is of no use any more.");

        var model = work.Model<NotificationsModel>();
        var known = message.BookingId is null ? null : await model.KnownBookings.AsNoTracking().FirstOrDefaultAsync(booking => booking.BookingId == message.BookingId, stop);
        if (known is not null && Unfit(message, known) is { } unfit) return new(unfit);

        if (message.AnnouncementId is { } announcement && await model.Announcements.AnyAsync(one => one.Id == announcement && one.State == Announcement.Cancelled, stop)) return new("The announcement was cancelled.");

        var topic = MessageTopic.Of(message.Template);
        if (!await wishes.WantsAsync(message.ReaderKey, topic, message.Type, stop)) return new("The reader does not want this here.");
        if (message.Type == ChannelKind.Email)
        {
            var address = message.Recipient.ToLowerInvariant();
            var closed = await model.SuppressedAddresses.AsNoTracking().FirstOrDefaultAsync(one => one.Address == address, stop);
            // Who called our mail unwanted still gets the link they ask for to sign in.
            if (closed is { Reason: SuppressedAddress.Bounced } || (closed is not null && topic != MessageTopic.Account)) return new($"Nothing is sent to this address any more: it {closed.Reason}.");
            if (topic != MessageTopic.Announcements) return new(null);
        }
        return new(null, MessageTopic.MayWait(topic) ? (await wishes.SettingsAsync(stop)).QuietUntil(now, known?.BookedCourt.Zone ?? tenant.Info.Zone) : null);
    }

    // A message about a place the booking has left, by being given up or moved on, would send somebody to the wrong court.
    private static string? Unfit(NotificationLog message, KnownBooking known)
    {
        if (message.Template is not (MailKind.BookingConfirmed or MailKind.BookingMoved or MailKind.BookingReminder or MailKind.ParticipantInvited)) return null;
        if (known.State != KnownBooking.Confirmed) return $"The booking is {known.State}.";
        var here = KnownBooking.Occasion(known.BookedCourt);
        var isPresent = message.Template switch
        {
            MailKind.BookingConfirmed => known.BookedCourt.Moves == 0,
            MailKind.BookingMoved or MailKind.BookingReminder => $"{message.DedupeKey}:".StartsWith($"{NotificationLog.Once(message.Template, here)}:", StringComparison.Ordinal),
            _ => true,
        };
        return isPresent ? null : "The booking has moved since.";
    }
}
