using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Notifications.Pages;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.UseCases;

/// <summary>A message as the club sees it: to whom, by what, how it went. What it says is between the club and its reader.</summary>
public sealed record LoggedMessage(Guid Id, string Kind, string Channel, string Recipient, string Subject, string Status, string? Why, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, bool MayBeSentAgain);

/// <summary>An address that nothing is sent to.</summary>
public sealed record ClosedAddress(string Address, string Reason, DateTimeOffset At);

/// <summary>The page on which the desk looks up whether somebody was written to, and sends a message again that did not get through.</summary>
internal sealed class ShowMessageLog(UnitOfWork work, Quota quota, Visit visit, TimeProvider clock)
{
    public const string Path = "/manage/messages/log";
    public const int PageSize = 50;
    private const int MostClosed = 100;
    private static readonly string[] Statuses = [MessageStatus.Pending, MessageStatus.Sent, MessageStatus.Delivered, MessageStatus.Failed, MessageStatus.Bounced, MessageStatus.Skipped];
    private static readonly Refusal NotAgain = new("message_not_lost", StatusCodes.Status409Conflict, "Only what failed can be sent again, and no link that opens an account.");

    internal sealed record Answer(IReadOnlyList<LoggedMessage> Messages, IReadOnlyList<ClosedAddress> ClosedAddresses, int? NextPage, IReadOnlyList<ChannelUse> Today);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? q, string? status, int? page, string? done, ShowMessageLog log, CancellationToken stop) => log.PageAsync(q, status, page, done, stop)).Needs(Ability.SeeCustomers);
        doors.Club.MapPost(Path, (IFormCollection form, ShowMessageLog log, CancellationToken stop) => log.DoAsync(form, stop)).Needs(Ability.ManageCustomers);
        doors.Api.MapGet(Path, (string? q, string? status, int? page, ShowMessageLog log, CancellationToken stop) => log.AnswerAsync(q, status, page, stop))
            .Needs(Ability.SeeCustomers).WithSummary("Messages to players, the newest first: how each went and why").Produces<Answer>().ProducesProblem(400);
        doors.Api.MapPost(Path + "/{id:guid}/again", async (Guid id, ShowMessageLog log, CancellationToken stop) => (IResult?)await log.AgainAsync(id, stop) ?? Results.Accepted())
            .Needs(Ability.ManageCustomers).WithSummary("Send a message again that failed").Produces(StatusCodes.Status202Accepted).ProducesProblem(404).ProducesProblem(409);
    }

    private async Task<IResult> AnswerAsync(string? q, string? status, int? page, CancellationToken stop)
    {
        if (status is not null && !Statuses.Contains(status)) return Refusal.Malformed("status", $"It is one of {string.Join(", ", Statuses)}.");
        var at = Math.Clamp(page ?? 1, 1, 10_000);
        var (messages, closed, today) = await ReadAsync(q, status, at, stop);
        return Results.Ok(new Answer([.. messages.Take(PageSize)], closed, messages.Count > PageSize ? at + 1 : null, today));
    }

    private async Task<IResult> PageAsync(string? q, string? status, int? page, string? done, CancellationToken stop)
    {
        var (at, only) = (Math.Clamp(page ?? 1, 1, 10_000), Statuses.Contains(status) ? status : null);
        var (messages, closed, today) = await ReadAsync(q, only, at, stop);
        return new RazorComponentResult<MessageLogPage>(new
        {
            Messages = messages,
            Closed = closed,
            Today = today,
            Sought = q,
            Status = only,
            Page = at,
            Done = done,
            visit.Tenant!.Zone,
            MayAct = visit.Caller.May(Ability.ManageCustomers),
        });
    }

    private async Task<(IReadOnlyList<LoggedMessage> Messages, IReadOnlyList<ClosedAddress> Closed, IReadOnlyList<ChannelUse> Today)> ReadAsync(string? q, string? status, int page, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<NotificationsModel>();
        var rows = model.NotificationLogs.AsNoTracking();
        if (q?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } sought)
        {
            var pattern = $"%{sought.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            rows = rows.Where(one => EF.Functions.ILike(one.Recipient, pattern) || EF.Functions.ILike(one.ReaderAddress!, pattern) || EF.Functions.ILike(one.Subject, pattern));
        }
        if (status is not null) rows = rows.Where(one => one.Status == status);
        var found = await rows.OrderByDescending(one => one.CreatedAt).ThenByDescending(one => one.Id).Skip((page - 1) * PageSize).Take(PageSize + 1)
            .Select(one => new LoggedMessage(one.Id, one.Template, one.Type, one.ReaderAddress ?? one.Recipient, one.Subject, one.Status, one.ErrorMessage, one.CreatedAt, one.SentAt, false)).ToListAsync(stop);
        var closed = await model.SuppressedAddresses.AsNoTracking().OrderByDescending(one => one.At).Take(MostClosed).Select(one => new ClosedAddress(one.Address, one.Reason, one.At)).ToListAsync(stop);
        var today = await quota.TodayAsync(stop);
        await work.RollbackAsync();
        return ([.. found.Select(one => one with { MayBeSentAgain = MayBeSentAgain(one.Status, one.Kind) })], closed, today);
    }

    private async Task<IResult> DoAsync(IFormCollection form, CancellationToken stop)
    {
        switch (form["do"].ToString())
        {
            case "again":
                if (!Guid.TryParse(form["message"], out var id)) return Refusal.NotFound("This message");
                return await AgainAsync(id, stop) is { } refusal ? refusal : Results.Redirect($"{Path}?done=again");
            case "open":
                return await OpenAsync(form["address"].ToString(), stop) ? Results.Redirect($"{Path}?done=opened") : Refusal.NotFound("This address");
            default:
                return TypedResults.BadRequest();
        }
    }

    private async Task<Refusal?> AgainAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await work.Model<NotificationsModel>().NotificationLogs.FromSql($"select * from notification_logs where id = {id} for update").SingleOrDefaultAsync(stop) is not { } message) return Refusal.NotFound("This message");
        if (!MayBeSentAgain(message.Status, message.Template)) return NotAgain;
        message.TryAgain();
        work.RingAt(clock.GetUtcNow(), SendMessage.Job, id.ToString());
        await work.CommitAsync(stop);
        return null;
    }

    private async Task<bool> OpenAsync(string address, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var open = work.Command("delete from suppressed_addresses where address = lower($1) and reason = 'bounced'", address);
        if (await open.ExecuteNonQueryAsync(stop) == 0) return false;
        work.Audit(new Act("message_address.opened", "address", Mask.Email(address)));
        await work.CommitAsync(stop);
        return true;
    }

    private static bool MayBeSentAgain(string status, string kind) => status is MessageStatus.Failed or MessageStatus.Bounced && kind is not (MailKind.AccountLink or MailKind.GiftCard);
}
