using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>
/// Reminds of a game a day and two hours before. Decided when it rings: the booking may be gone, elsewhere, or somebody else's by then. Its own timer
/// stays where it was set; that of the new time was set when the move was heard.
/// </summary>
internal sealed class RemindBooking(UnitOfWork work, CurrentTenant tenant, ReminderMail mail, Post post, TimeProvider clock) : ITimerJob
{
    public const string Job = "remind-booking";

    private static readonly int[] Hours = [24, 2];

    /// <summary>Who booked just now has not forgotten: no reminder that would come so soon after.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(2);

    /// <summary>Sets the timers of a place that was just heard of.</summary>
    public static void Set(UnitOfWork work, BookedCourt court, DateTimeOffset now)
    {
        foreach (var hours in Hours)
            if (court.Start.AddHours(-hours) is var at && at >= now + Fresh) work.RingAt(at, Job, Key(court, hours));
    }

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var parts = key.Split(':');
        var (booking, hours) = (Guid.Parse(parts[0]), int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));
        await work.BeginAsync(stop);
        // Cancelled or moved since, or over before this process woke: the timer is of nobody's game.
        if (await work.Model<NotificationsModel>().KnownBookings.FindAsync([booking], stop) is { State: KnownBooking.Confirmed } known
            && known.BookedCourt is var court && Key(court, hours) == key && court.Start > clock.GetUtcNow() && Reader.Of(court.Booker, tenant.Info) is { } reader)
            await post.PutAsync(await mail.WriteAsync(court, hours, reader, stop), reader, booking, $"{KnownBooking.Occasion(court)}:{hours}", stop);
        await work.CommitAsync(stop);
    }

    private static string Key(BookedCourt court, int hours) => $"{KnownBooking.Occasion(court)}:{hours}";
}
