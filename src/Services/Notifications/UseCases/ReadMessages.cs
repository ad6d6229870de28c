using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Notifications;
using PadelSaaS.Notifications.InApp;
using PadelSaaS.Notifications.Pages;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Live;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.UseCases;

/// <summary>A message to the holder of an account, as they read it on the site.</summary>
/// <param name="Link">Path of the page it is about.</param>
public sealed record MessageToMe(Guid Id, string Kind, string Subject, string Text, string Language, string Link, DateTimeOffset At, bool IsRead);

/// <summary>Whoever has an account reads on the club's site what the club told them, the newest first, and what is new stands at the bell of every page.</summary>
internal sealed class ReadMessages(UnitOfWork work, Visit visit, TimeProvider clock)
{
    public const string Path = "/me/messages";
    private const string LivePath = "/live/messages";
    private const int PageSize = 30;

    internal sealed record Answer(IReadOnlyList<MessageToMe> Messages, int Unread, int? NextPage);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (int? page, ReadMessages read, CancellationToken stop) => read.ShowAsync(page, stop)).NeedsAccount();
        doors.Club.MapPost(Path, async (ReadMessages read, CancellationToken stop) =>
        {
            await read.MarkAsync(null, stop);
            return Results.Redirect(Path);
        }).NeedsAccount();
        doors.Club.MapPost(Path + "/{id:guid}", async (Guid id, ReadMessages read, CancellationToken stop) => await read.MarkAsync(id, stop) is { } link ? Results.LocalRedirect(link) : Refusal.NotFound("This message")).NeedsAccount();
        doors.Club.MapGet(LivePath, (Visit visit) => new LiveStream([Unread.Tag(visit.Caller.AccountId!.Value)])).NeedsAccount();
        doors.Api.MapGet(Path, (int? page, ReadMessages read, CancellationToken stop) => read.AnswerAsync(page, stop)).NeedsAccount().WithSummary("What the club told you, the newest first");
        doors.Api.MapPost(Path + "/read", async (ReadMessages read, CancellationToken stop) =>
        {
            await read.MarkAsync(null, stop);
            return Results.NoContent();
        }).NeedsAccount().WithSummary("All of them are read").Produces(StatusCodes.Status204NoContent);
        doors.Api.MapPost(Path + "/{id:guid}/read", async (Guid id, ReadMessages read, CancellationToken stop) => await read.MarkAsync(id, stop) is null ? Refusal.NotFound("This message") : Results.NoContent())
            .NeedsAccount().WithSummary("This one is read").Produces(StatusCodes.Status204NoContent).ProducesProblem(404);
    }

    private Guid Mine => visit.Caller.AccountId!.Value;

    private async Task<IResult> ShowAsync(int? page, CancellationToken stop)
    {
        // Before it is asked: what changes after this is news to the page.
        var now = clock.GetUtcNow();
        var at = Math.Clamp(page ?? 1, 1, 10_000);
        var (messages, unread) = await ReadAsync(at, stop);
        return new RazorComponentResult<MyMessagesPage>(new { Messages = messages, Unread = unread, Page = at, PageSize, Now = now, Live = LivePath, visit.Tenant!.Zone });
    }

    private async Task<Answer> AnswerAsync(int? page, CancellationToken stop)
    {
        var at = Math.Clamp(page ?? 1, 1, 10_000);
        var (messages, unread) = await ReadAsync(at, stop);
        return new Answer([.. messages.Take(PageSize)], unread, messages.Count > PageSize ? at + 1 : null);
    }

    private async Task<(IReadOnlyList<MessageToMe> Messages, int Unread)> ReadAsync(int page, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var mine = work.Model<NotificationsModel>().NotificationLogs.AsNoTracking()
            .Where(one => one.UserId == Mine && one.Type == ChannelKind.InApp && (one.Status == MessageStatus.Sent || one.Status == MessageStatus.Delivered));
        var messages = await mine.OrderByDescending(one => one.CreatedAt).ThenByDescending(one => one.Id).Skip((page - 1) * PageSize).Take(PageSize + 1)
            .Select(one => new MessageToMe(one.Id, one.Template, one.Subject, one.Content, one.Language, one.Parameters[0], one.SentAt ?? one.CreatedAt, one.ReadAt != null)).ToListAsync(stop);
        var unread = await mine.CountAsync(one => one.ReadAt == null, stop);
        await work.RollbackAsync();
        return (messages, unread);
    }

    // One that is read stays read; of somebody else's nobody learns that it exists.
    private async Task<string?> MarkAsync(Guid? id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        string? link = null;
        var isNews = false;
        await using (var mark = work.Command("""
            update notification_logs m set read_at = coalesce(m.read_at, $3) from notification_logs old
            where m.id = old.id and m.user_id = $1 and m.type = 'in_app' and m.status in ('sent', 'delivered') and (m.id = $2 or ($2::uuid is null and m.read_at is null))
            returning m.parameters[1], old.read_at is null
            """, Mine, id, clock.GetUtcNow()))
        await using (var rows = await mark.ExecuteReaderAsync(stop))
            while (await rows.ReadAsync(stop))
            {
                link = rows.GetString(0);
                isNews |= rows.GetBoolean(1);
            }
        if (isNews) work.Tell(new UnreadChanged(Mine));
        await work.CommitAsync(stop);
        return link;
    }
}
