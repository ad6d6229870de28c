using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Notifications.Pages;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.UseCases;

/// <summary>
/// Ends mails like one that somebody got, by its link and without signing in (RFC 8058). A mail program posts; a person who opens the link is asked first,
/// because programs that look at links for danger open them, too.
/// </summary>
internal sealed class StopMessages(UnitOfWork work, LinkKeys keys, Wishes wishes)
{
    public const string Path = "/messages/stop";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path + "/{id:guid}", (Guid id, string? key, StopMessages stopping, CancellationToken stop) => stopping.ShowAsync(id, key, stop));
        // It comes from mail programs, which carry no token of ours: the key in the address is what lets them in.
        doors.Club.MapPost(Path + "/{id:guid}", (Guid id, string? key, StopMessages stopping, CancellationToken stop) => stopping.StopAsync(id, key, stop)).DisableAntiforgery();
    }

    private async Task<IResult> ShowAsync(Guid id, string? key, CancellationToken stop)
    {
        if (await FindAsync(id, key, stop) is not { } message) return Refusal.NotFound("This message");
        var wants = await wishes.WantsAsync(message.ReaderKey, MessageTopic.Of(message.Template), message.Type, stop);
        await work.RollbackAsync();
        return Page(message, key!, !wants);
    }

    private async Task<IResult> StopAsync(Guid id, string? key, CancellationToken stop)
    {
        if (await FindAsync(id, key, stop) is not { } message) return Refusal.NotFound("This message");
        await wishes.SayAsync(message.ReaderKey, MessageTopic.Of(message.Template), message.Type, false, "one_click", stop);
        await work.CommitAsync(stop);
        return Page(message, key!, true);
    }

    private async Task<NotificationLog?> FindAsync(Guid id, string? key, CancellationToken stop)
    {
        if (!await keys.OpensAsync(id, key, stop)) return null;
        await work.BeginAsync(stop);
        return await work.Model<NotificationsModel>().NotificationLogs.AsNoTracking().FirstOrDefaultAsync(message => message.Id == id, stop) is { } found && MessageTopic.Of(found.Template) is not (MessageTopic.Account or MessageTopic.Test) ? found : null;
    }

    private static RazorComponentResult<StopMessagesPage> Page(NotificationLog message, string key, bool isStopped) => new(new
    {
        Topic = MessageTopic.Of(message.Template),
        Address = Mask.Email(message.Recipient),
        IsStopped = isStopped,
        Action = $"{Path}/{message.Id}?key={key}",
        Choose = message.UserId is null ? $"{ChooseMessages.GuestPath}/{message.Id}?key={key}" : ChooseMessages.Path,
    });
}
