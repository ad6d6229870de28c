using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Notifications.Wording;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Announcing;

/// <summary>What a club wants to tell.</summary>
/// <param name="Language">In which it is written.</param>
/// <param name="SendAt">When it goes out; <see langword="null"/> for now.</param>
internal sealed record AnnouncementInput(
    string? Subject, string? Body, string? Language, bool OnlyLanguage, IReadOnlyList<string>? Groups, IReadOnlyList<string>? Tags, int? PlayedDays, DateTimeOffset? SendAt);

/// <summary>A club's announcements: counted, sent, cancelled, looked back at.</summary>
internal sealed class Announcements(UnitOfWork work, CurrentTenant tenant, Visit visit, Readership readership, ICustomers customers, IPlans plans, IConfiguration configuration, TimeProvider clock)
{
    private const int Furthest = 90;
    private static readonly Refusal Nobody = Refusal.Conflict("nobody_to_tell", "Nobody of these has agreed to hear news of the club.");
    private static readonly Refusal NotInPlan = Refusal.Conflict(PlanLimit.Rule, PlanAbility.NotIncluded);
    private static readonly Refusal Over = Refusal.Conflict("announcement_over", "It has gone out already, or was cancelled.");

    /// <summary>Announcements a club may make in 24 hours: its readers' patience, and everybody's good name with those who carry mail.</summary>
    private int MostInADay => configuration.GetValue("Messages:AnnouncementsADay", 5);

    private Refusal TooMany => new("too_many_announcements", StatusCodes.Status429TooManyRequests, "That were many announcements for a day. Please wait until tomorrow.");

    public Task<List<Announcement>> ListAsync(CancellationToken stop) => InsideAsync(() => All.AsNoTracking().OrderByDescending(one => one.CreatedAt).Take(50).ToListAsync(stop), stop);

    public Task<Announcement?> FindAsync(Guid id, CancellationToken stop) => InsideAsync(() => All.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop), stop);

    /// <summary>What became of its mails.</summary>
    public Task<AnnouncementReport> ReportAsync(Guid id, CancellationToken stop) => InsideAsync(async () =>
    {
        await using var ask = work.Command("""
            select (count(*) filter (where m.status = 'pending'))::int, (count(*) filter (where m.status in ('sent', 'delivered')))::int, (count(*) filter (where m.status = 'delivered'))::int,
              (count(*) filter (where m.status in ('failed', 'bounced')))::int, (count(*) filter (where m.status = 'skipped'))::int,
              (count(*) filter (where exists (select from message_wishes w where w.reader = coalesce(m.user_id::text, lower(m.recipient)) and w.topic = 'announcements' and w.channel = 'email' and not w.wanted and w.changed_at >= m.created_at)))::int
            from notification_logs m where m.announcement_id = $1 and m.type = 'email'
            """, id);
        await using var row = await ask.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return new AnnouncementReport(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5));
    }, stop);

    /// <summary>Groups there are to choose from.</summary>
    public Task<IReadOnlyList<NamedGroup>> GroupsAsync(CancellationToken stop) => customers.GroupsAsync(stop);

    /// <summary>Looks an input through.</summary>
    public async Task<Announcement> CheckAsync(AnnouncementInput input, Checks checks, Func<WordFault, string> say, Func<string, string> sentence, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var subject = checks.Text(input.Subject, "subject", 200, sentence("A mail needs a subject."));
        var body = checks.Text(input.Body, "body", 8000, sentence("Words are missing."));
        foreach (var (field, text) in (ReadOnlySpan<(string, string)>)[("subject", subject), ("body", body)])
            try
            {
                var filled = WordTemplate.Parse(text, Announcement.Names).Fill(new Dictionary<string, string>());
                checks.That(text.Length == 0 || filled.Trim().Length > 0, field, sentence("Without a name nothing is left of these words."));
            }
            catch (WordsBrokenException broken)
            {
                checks.That(false, field, say(broken.Fault));
            }
        checks.That(tenant.Info.Languages.Contains(input.Language ?? ""), "language", sentence("The club does not speak this language."));
        var known = (await customers.GroupsAsync(stop)).Select(group => group.Key).ToHashSet();
        checks.That((input.Groups ?? []).All(known.Contains), "groups", sentence("One of these groups does not exist."));
        var tags = (input.Tags ?? []).Select(tag => tag?.Trim() ?? "").Where(tag => tag.Length > 0).Distinct().ToArray();
        checks.That(tags.Length <= 20 && tags.All(tag => tag.Length <= 50 && !tag.Contains('\0', StringComparison.Ordinal)), "tags", sentence("At most 20 tags of at most 50 letters."));
        checks.That(input.PlayedDays is null or (>= 1 and <= 730), "playedDays", sentence("Between 1 and 730 days."));
        checks.That(input.SendAt is null || (input.SendAt > now && input.SendAt < now.AddDays(Furthest)), "sendAt", sentence("A time to come, within 90 days."));
        return new Announcement
        {
            Id = Guid.CreateVersion7(now),
            Subject = subject,
            Body = body,
            Language = input.Language ?? "",
            OnlyLanguage = input.OnlyLanguage,
            Groups = [.. (input.Groups ?? []).Distinct()],
            Tags = tags,
            PlayedDays = input.PlayedDays,
            SendAt = input.SendAt ?? now,
            MadeBy = visit.Caller.AccountId,
            CreatedAt = now,
        };
    }

    /// <summary>To how many it would go now.</summary>
    public Task<int> CountAsync(Announcement announcement, CancellationToken stop) => InsideAsync(async () => (await readership.OfAsync(announcement, stop)).Count, stop);

    /// <summary>Lets one that was looked through go out at its time.</summary>
    public async Task<Refusal?> MakeAsync(Announcement announcement, CancellationToken stop)
    {
        if (!(await plans.NowAsync(stop)).Allows(PlanAbility.Announcements)) return NotInPlan;
        await work.BeginAsync(stop);
        // One after the other: two at once would both be the last of the day.
        await using (var line = work.Command("select pg_advisory_xact_lock(hashtext('announcements'), hashtext(current_schema()))")) await line.ExecuteNonQueryAsync(stop);
        var since = clock.GetUtcNow().AddDays(-1);
        if (await All.CountAsync(one => one.CreatedAt > since && one.State != Announcement.Cancelled, stop) >= MostInADay) return await RefuseAsync(TooMany);
        if ((await readership.OfAsync(announcement, stop)).Count == 0) return await RefuseAsync(Nobody);
        work.Model<NotificationsModel>().Add(announcement);
        work.RingAt(announcement.SendAt, SendAnnouncement.Job, announcement.Id.ToString());
        work.Audit(new Act("message_announcement.made", "announcement", announcement.Id.ToString(), announcement.Subject));
        await work.CommitAsync(stop);
        return null;
    }

    /// <summary>Sends no more of it: what waits stays here, what has gone is gone.</summary>
    public async Task<Refusal?> CancelAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await All.FromSql($"select * from announcements where id = {id} for update").SingleOrDefaultAsync(stop) is not { } announcement) return await RefuseAsync(Refusal.NotFound("This announcement"));
        if (!announcement.MayBeCancelled) return await RefuseAsync(Over);
        (announcement.State, announcement.FinishedAt) = (Announcement.Cancelled, clock.GetUtcNow());
        work.Audit(new Act("message_announcement.cancelled", "announcement", id.ToString(), announcement.Subject));
        await work.CommitAsync(stop);
        return null;
    }

    // The page about a refusal asks again, in a transaction of its own.
    private async Task<Refusal> RefuseAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return refusal;
    }

    private DbSet<Announcement> All => work.Model<NotificationsModel>().Announcements;

    private async Task<T> InsideAsync<T>(Func<Task<T>> ask, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var answer = await ask();
        await work.RollbackAsync();
        return answer;
    }
}
