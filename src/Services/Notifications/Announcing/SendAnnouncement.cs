using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Announcing;

/// <summary>
/// Writes an announcement to its readers, so many at a time and with a pause after them: what other people wait for, here and at other clubs, goes out in
/// between. Who may get it is asked anew for each batch.
/// </summary>
internal sealed class SendAnnouncement(UnitOfWork work, CurrentTenant tenant, Readership readership, AnnouncementMail mail, Post post, TimeProvider clock) : ITimerJob
{
    public const string Job = "send-announcement";
    private const int Batch = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        await work.BeginAsync(stop);
        var model = work.Model<NotificationsModel>();
        if (await model.Announcements.FromSql($"select * from announcements where id = {id} for update").SingleOrDefaultAsync(stop) is not { MayBeCancelled: true } announcement || announcement.SendAt > clock.GetUtcNow()) return;

        var readers = (await readership.OfAsync(announcement, stop)).Where(one => announcement.Reached is not { } reached || After(one.CustomerId, reached)).ToList();
        foreach (var one in readers.Take(Batch))
        {
            var reader = new Reader(one.AccountId, one.Name, one.Email, Reader.Spoken(announcement.Language, tenant.Info));
            await post.PutAsync(mail.Write(announcement, reader), reader, null, $"{id}:{one.CustomerId}", stop);
            (announcement.Reached, announcement.Written) = (one.CustomerId, announcement.Written + 1);
        }
        announcement.State = readers.Count > Batch ? Announcement.Sending : Announcement.IsSent;
        if (announcement.State == Announcement.Sending) work.RingAt(clock.GetUtcNow() + Pause, Job, key);
        else announcement.FinishedAt = clock.GetUtcNow();
        await work.CommitAsync(stop);
    }

    // In the order of the database, which compares the text of ids as it stands.
    private static bool After(Guid one, Guid other) => string.CompareOrdinal(one.ToString(), other.ToString()) > 0;
}
