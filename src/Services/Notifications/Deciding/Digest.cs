using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>
/// Keeps a burst from filling somebody's mailbox: of mails about bookings and money a few leave at once, what comes after them within a quarter of an hour waits for its end and goes
/// in one. What has a file with it, has little time or concerns the account itself never waits.
/// </summary>
internal sealed class Digest(UnitOfWork work, CurrentTenant tenant, Judging judging, Post post, IStringLocalizer<NotificationsWords> words, TimeProvider clock)
{
    public const string Together = "Went out together with others.";

    /// <summary>Why a mail waits.</summary>
    public const string Waits = "Many came at once: it waits to go out together with others.";

    private const int AtOnce = 6;
    private const int MostInOne = 50;
    private const string EndOfWords = "\n-- \n";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Until when a mail waits because its reader has just had several; <see langword="null"/> when it may go. Asked inside a unit of work.</summary>
    public async Task<DateTimeOffset?> HoldAsync(NotificationLog message, CancellationToken stop)
    {
        if (!MayWait(message)) return null;
        var since = clock.GetUtcNow() - Window;
        var sent = await work.Model<NotificationsModel>().NotificationLogs.AsNoTracking()
            .Where(one => one.Recipient == message.Recipient && one.Type == ChannelKind.Email && one.SentAt > since && one.Template != MailKind.Digest).Select(one => new { one.Template, one.SentAt }).ToListAsync(stop);
        var counted = sent.Where(one => Counts(one.Template)).Select(one => one.SentAt!.Value).Order().ToList();
        if (counted.Count < AtOnce) return null;
        var end = counted[^1] + Window;
        return message.SendBefore <= end ? null : end;
    }

    /// <summary>Sends a mail together with those that wait with it.</summary>
    /// <returns>False when it goes alone; otherwise nothing is left to do for it.</returns>
    public async Task<bool> TogetherAsync(NotificationLog message, CancellationToken stop)
    {
        if (!MayWait(message) || message.ErrorMessage != Waits) return false;
        await work.BeginAsync(stop);
        var waiting = await work.Model<NotificationsModel>().NotificationLogs
            .FromSql($"select * from notification_logs where recipient = {message.Recipient} and type = 'email' and status = 'pending' and error_message = {Waits} order by created_at, id limit {MostInOne} for update").ToListAsync(stop);
        var fit = new List<NotificationLog>();
        foreach (var one in waiting)
            if (await judging.AboutAsync(one, stop) is { Skip: null, Until: null }) fit.Add(one);
        if (fit.Count < 2 || !fit.Exists(one => one.Id == message.Id))
        {
            // Whoever waited here for another of them may find that it has gone along.
            var isThere = await work.Model<NotificationsModel>().NotificationLogs.AnyAsync(one => one.Id == message.Id && one.Status == MessageStatus.Pending, stop);
            await work.RollbackAsync();
            return !isThere;
        }
        foreach (var one in fit) one.Skip(Together);
        await post.PutAsync(Written(fit), new Reader(message.UserId, message.RecipientName ?? "", message.Recipient, message.Language), null, message.Id, stop);
        await work.CommitAsync(stop);
        return true;
    }

    private Mail Written(List<NotificationLog> all)
    {
        using var speaking = Speaking.In(all[^1].Language);
        var title = words["{0} messages from {1}", all.Count, tenant.Info.Name].Value;
        return new Mail(MailKind.Digest, title, string.Join(" · ", all.Select(one => one.Subject)), title, [.. all.SelectMany(Told)], [], null, []);
    }

    // Its subject, and what it says above the line under which every mail is alike.
    private static IEnumerable<string> Told(NotificationLog one, int at)
    {
        yield return $"{at + 1}. {one.Subject}";
        var end = one.Content.IndexOf(EndOfWords, StringComparison.Ordinal);
        foreach (var paragraph in (end < 0 ? one.Content : one.Content[..end]).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) yield return paragraph;
    }

    private static bool MayWait(NotificationLog message) => message is { Type: ChannelKind.Email, Attachment: null, SealedKey: null, AnnouncementId: null } && message.Template != MailKind.Digest && Counts(message.Template);

    private static bool Counts(string kind) => MessageTopic.Of(kind) is MessageTopic.Bookings or MessageTopic.Payments;
}
