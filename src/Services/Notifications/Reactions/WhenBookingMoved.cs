using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>
/// The booker hears of the new time and gets a calendar file that replaces the one from before. What the desk can take back with one step waits a little:
/// taken back in that time, nobody hears of either.
/// </summary>
internal sealed class WhenBookingMoved(UnitOfWork work, CurrentTenant tenant, BookingMails mails, Post post, TimeProvider clock) : IReaction<BookingMoved>
{
    /// <summary>As long as closures wait before they tell anybody.</summary>
    private static readonly TimeSpan MayBeTakenBack = TimeSpan.FromMinutes(2);

    public async Task HearAsync(BookingMoved fact, CancellationToken stop)
    {
        await work.Model<NotificationsModel>().HearAsync(KnownBooking.Confirmed, fact.Court, clock.GetUtcNow(), stop);
        RemindBooking.Set(work, fact.Court, clock.GetUtcNow());
        if (fact.Court.PartOf is not null || Reader.Of(fact.Court.Booker, tenant.Info) is not { } reader) return;
        if (fact.Undoes && await WasNotToldAsync(fact, stop)) return;
        await post.PutAsync(
            await mails.MovedAsync(fact, reader, stop), reader, fact.Court.BookingId, KnownBooking.Occasion(fact.Court), stop, wait: fact.CanBeUndone ? MayBeTakenBack : default);
    }

    // Of the move that was taken back nobody has heard, and of the place before it somebody has: then everything is as they know it.
    private async Task<bool> WasNotToldAsync(BookingMoved fact, CancellationToken stop)
    {
        var undone = NotificationLog.Once(MailKind.BookingMoved, KnownBooking.Occasion(fact.From));
        var before = NotificationLog.Once(MailKind.BookingMoved, KnownBooking.Occasion(fact.From with { Moves = fact.From.Moves - 1 }));
        var messages = work.Model<NotificationsModel>().NotificationLogs;
        if (fact.From.Moves > 1 && !await messages.AnyAsync(one => one.DedupeKey == before && one.Status == MessageStatus.Sent, stop)) return false;
        // The mail, and beside it perhaps a message to the telephone and one on the site.
        var waiting = await messages.FromSql($"select * from notification_logs where dedupe_key = {undone} or dedupe_key in ({undone + ":whatsapp"}, {undone + ":sms"}, {undone + ":in_app"}, {undone + ":push"}) order by id for update").ToListAsync(stop);
        if (waiting.Count == 0 || waiting.Exists(one => !one.IsPending)) return false;
        foreach (var one in waiting) one.Skip("The move was taken back before anybody was told.");
        return true;
    }
}
