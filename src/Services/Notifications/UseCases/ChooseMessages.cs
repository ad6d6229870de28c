using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Notifications.Pages;
using PadelSaaS.Notifications.Push;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.UseCases;

/// <summary>What somebody hears about a topic by a channel.</summary>
/// <param name="Topic"><c>bookings</c>, <c>reminders</c>, <c>offers</c>, <c>payments</c> or <c>announcements</c>.</param>
/// <param name="Channel"><c>email</c>, <c>whatsapp</c>, <c>sms</c>, <c>push</c> or <c>in_app</c>.</param>
public sealed record ChosenMessages(string Topic, string Channel, bool Wanted);

/// <summary>A reader says which messages they want by which channel: with an account on their own page, a guest by the link below any message to them.</summary>
internal sealed class ChooseMessages(UnitOfWork work, LinkKeys keys, Wishes wishes, Channels channels, PushDevices devices, PushKeys keysOfPush, Visit visit)
{
    public const string Path = "/me/notifications";
    public const string GuestPath = "/messages/choose";
    private const string FromPage = "page";

    internal sealed record Answer(IReadOnlyList<ChosenMessages> Messages);

    internal sealed record Request(IReadOnlyList<ChosenMessages>? Messages);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, ChooseMessages page, CancellationToken stop) => page.ShowAsync(page.Mine, Path, done, stop)).NeedsAccount();
        doors.Club.MapPost(Path, (IFormCollection form, ChooseMessages page, CancellationToken stop) => page.SaveAsync(page.Mine, Path, form, stop)).NeedsAccount();
        doors.Club.MapGet(GuestPath + "/{id:guid}", async (Guid id, string? key, string? done, ChooseMessages page, CancellationToken stop) =>
            await page.OfMessageAsync(id, key, stop) is { } reader ? await page.ShowAsync(reader, Back(id, key), done, stop) : Refusal.NotFound("This message"));
        doors.Club.MapPost(GuestPath + "/{id:guid}", async (Guid id, string? key, IFormCollection form, ChooseMessages page, CancellationToken stop) =>
            await page.OfMessageAsync(id, key, stop) is { } reader ? await page.SaveAsync(reader, Back(id, key), form, stop) : Refusal.NotFound("This message"));
        doors.Api.MapGet(Path, async (ChooseMessages page, CancellationToken stop) => new Answer(await page.ReadAsync(page.Mine, stop))).NeedsAccount().WithSummary("Which messages you want by which channel");
        doors.Api.MapPut(Path, (Request request, ChooseMessages page, CancellationToken stop) => page.PutAsync(request, stop)).NeedsAccount().WithSummary("Say which messages you want; what is not named stays").Produces<Answer>().ProducesProblem(400);
    }

    private string Mine => MessageWish.Key(visit.Caller.AccountId!.Value, "");

    private static string Back(Guid id, string? key) => $"{GuestPath}/{id}?key={key}";

    private IEnumerable<string> Offered => ChannelKind.All.Where(channels.Has);

    // A guest has no page of their own on which messages could stand.
    private IEnumerable<string> OfferedTo(string reader, string topic)
    {
        var carried = topic == MessageTopic.Announcements ? Offered.Except(ChannelKind.Ringing) : Offered;
        return Guid.TryParse(reader, out _) ? carried.Append(ChannelKind.Push).Append(ChannelKind.InApp) : carried;
    }

    private async Task<string?> OfMessageAsync(Guid id, string? key, CancellationToken stop)
    {
        if (!await keys.OpensAsync(id, key, stop)) return null;
        await work.BeginAsync(stop);
        var message = await work.Model<NotificationsModel>().NotificationLogs.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        await work.RollbackAsync();
        return message?.ReaderKey;
    }

    private async Task<IReadOnlyList<ChosenMessages>> ReadAsync(string reader, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var (settings, said, agrees) = (await wishes.SettingsAsync(stop), await wishes.OfAsync(reader, stop), await wishes.AgreesAsync(reader, stop));
        await work.RollbackAsync();
        return [.. MessageTopic.Chosen.SelectMany(topic => OfferedTo(reader, topic).Select(channel => new ChosenMessages(topic, channel, said.Find(wish => wish.Topic == topic && wish.Channel == channel)?.Wanted ?? (topic == MessageTopic.Announcements ? agrees : settings.Usually(topic, channel)))))];
    }

    private async Task<IResult> ShowAsync(string reader, string back, string? done, CancellationToken stop) =>
        new RazorComponentResult<ChooseMessagesPage>(new { Chosen = await ReadAsync(reader, stop), Action = back, IsSaved = done == "saved", Devices = Guid.TryParse(reader, out var account) ? await devices.OfAsync(account, stop) : null, PushKey = (await keysOfPush.GetAsync(stop)).PublicKey });

    private async Task<IResult> SaveAsync(string reader, string back, IFormCollection form, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        foreach (var topic in MessageTopic.Chosen)
            foreach (var channel in OfferedTo(reader, topic))
                await wishes.SayAsync(reader, topic, channel, form[topic].Contains(channel), FromPage, stop);
        await work.CommitAsync(stop);
        return Results.Redirect($"{back}{(back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done=saved");
    }

    private async Task<IResult> PutAsync(Request request, CancellationToken stop)
    {
        var wanted = request.Messages ?? [];
        if (wanted.Any(one => one is null || !MessageTopic.Chosen.Contains(one.Topic))) return Refusal.Malformed("messages", $"A topic is one of {string.Join(", ", MessageTopic.Chosen)}.");
        if (wanted.Any(one => !ChannelKind.Chosen.Contains(one.Channel))) return Refusal.Malformed("messages", $"A channel is one of {string.Join(", ", ChannelKind.Chosen)}.");
        await work.BeginAsync(stop);
        foreach (var one in wanted) await wishes.SayAsync(Mine, one.Topic, one.Channel, one.Wanted, FromPage, stop);
        await work.CommitAsync(stop);
        return Results.Ok(new Answer(await ReadAsync(Mine, stop)));
    }
}
