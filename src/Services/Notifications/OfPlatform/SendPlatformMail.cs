using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Notifications.OfPlatform;

/// <summary>Carries one mail of the platform out, outside any transaction. The same Message-ID goes with every attempt.</summary>
internal sealed class SendPlatformMail(UnitOfWork work, Channels channels, ClubAddress address, LinkSecrets secrets, TimeProvider clock) : ITimerJob
{
    public const string Job = "send-platform-mail";
    private const int MostAttempts = 8;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        if (await ReadAsync(id, stop) is not var (message, attempts, until)) return;
        var channel = channels.Of(ChannelKind.Email)!;
        if (until < clock.GetUtcNow()) await GiveUpAsync(id, attempts, "Its time was over.", stop);
        else if (channel.NotReady is { } missing) await LaterAsync(id, attempts, missing, LookAgain, stop);
        else await SendAsync(channel, message, attempts, stop);
    }

    private async Task SendAsync(IChannel channel, OutgoingMessage message, int attempts, CancellationToken stop)
    {
        Handover handed;
        try
        {
            handed = await channel.SendAsync(message, stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            handed = Handover.Later(failure.Message);
        }
        if (handed.State == HandoverState.Sent)
            await ExecuteAsync("update platform_mails set sent_at = $2, attempts = $3, error = null, content = '', html = '', sealed_key = null where id = $1", null, stop, message.Id, clock.GetUtcNow(), attempts + 1);
        else if (handed.State == HandoverState.Later && attempts + 1 < MostAttempts)
            await LaterAsync(message.Id, attempts + 1, handed.Why!, handed.After ?? TimeSpan.FromSeconds(30 * Math.Pow(2, attempts)), stop);
        else await GiveUpAsync(message.Id, attempts + 1, handed.Why!, stop);
    }

    private Task LaterAsync(Guid id, int attempts, string why, TimeSpan pause, CancellationToken stop) =>
        ExecuteAsync("update platform_mails set attempts = $2, error = $3 where id = $1", (id, clock.GetUtcNow() + pause), stop, id, attempts, why);

    private Task GiveUpAsync(Guid id, int attempts, string why, CancellationToken stop) => ExecuteAsync(
        "update platform_mails set attempts = $2, error = $3, given_up_at = $4, content = '', html = '', sealed_key = null where id = $1", null, stop, id, attempts, why, clock.GetUtcNow());

    private async Task ExecuteAsync(string sql, (Guid Id, DateTimeOffset At)? again, CancellationToken stop, params object?[] values)
    {
        await work.BeginPlatformAsync(stop);
        await using (var command = work.Command(sql, values)) await command.ExecuteNonQueryAsync(stop);
        if (again is var (id, at)) work.RingAt(at, Job, id.ToString());
        await work.CommitAsync(stop);
    }

    private async Task<(OutgoingMessage Message, int Attempts, DateTimeOffset? Until)?> ReadAsync(Guid id, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        try
        {
            await using var find = work.Command(
                "select kind, recipient, name, subject, content, html, language, sealed_key, attempts, until, written_at from platform_mails where id = $1 and sent_at is null and given_up_at is null", id);
            await using var row = await find.ExecuteReaderAsync(stop);
            if (!await row.ReadAsync(stop)) return null;
            var secret = row.IsDBNull(7) ? null : secrets.Open(row.GetString(7));
            var attempts = row.GetInt32(8);
            return (new OutgoingMessage(
                id, row.GetString(0), Guid.Empty, Brand.House.Name, address.PortalHost, address.PortalOrigin, row.GetString(1), row.GetString(2), row.GetString(3), With(row.GetString(4)), With(row.GetString(5)), row.GetString(6), null)
            { WrittenAt = row.GetFieldValue<DateTimeOffset>(10), Attempts = attempts }, attempts, row.IsDBNull(9) ? null : row.GetFieldValue<DateTimeOffset>(9));

            string With(string text) => secret is null ? text : text.Replace(LinkSecrets.Place, secret, StringComparison.Ordinal);
        }
        finally
        {
            await work.RollbackAsync();
        }
    }
}
