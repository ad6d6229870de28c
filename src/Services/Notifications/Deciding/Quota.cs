using Microsoft.Extensions.Configuration;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>What a club used of a channel today, and what it may.</summary>
/// <param name="Most">Messages a day.</param>
public sealed record ChannelUse(string Channel, int Sent, int Most);

/// <summary>
/// How many messages of a channel a club may send on a day of its own: nobody's flood costs the others their carrier's good name, or the platform its money.
/// From <c>Messages:PerDay:Sms</c>, <c>WhatsApp</c> and <c>Email</c>; for one club, <c>Messages:PerDay:Clubs:SLUG:Sms</c>. Those under way at once may go beyond it.
/// Asked inside a unit of work.
/// </summary>
internal sealed class Quota(UnitOfWork work, CurrentTenant tenant, IConfiguration configuration, TimeProvider clock)
{
    private const string Settings = "Messages:PerDay";

    private static readonly Dictionary<string, (string Name, int Usual)> Known = new()
    {
        [ChannelKind.Email] = ("Email", 20_000),
        [ChannelKind.WhatsApp] = ("WhatsApp", 5_000),
        [ChannelKind.Sms] = ("Sms", 1_000),
    };

    /// <summary>Whether the club has used up its day; what says how to get into an account always leaves.</summary>
    public async Task<bool> IsSpentAsync(NotificationLog message, CancellationToken stop)
    {
        if (MostOf(message.Type) is not { } most || MessageTopic.Of(message.Template) == MessageTopic.Account) return false;
        await using var ask = work.Command("select sent from message_counts where day = $1 and channel = $2", Today, message.Type);
        return await ask.ExecuteScalarAsync(stop) is int sent ? sent >= most : most == 0;
    }

    /// <summary>When the club's next day begins.</summary>
    public DateTimeOffset Tomorrow
    {
        get
        {
            var place = TimeZoneInfo.FindSystemTimeZoneById(tenant.Info.Zone);
            var midnight = Today.AddDays(1).ToDateTime(TimeOnly.MinValue);
            // Where the clocks skip midnight, the day begins when they have.
            if (place.IsInvalidTime(midnight)) midnight = midnight.AddHours(1);
            return new DateTimeOffset(midnight, place.GetUtcOffset(midnight)).ToUniversalTime();
        }
    }

    /// <summary>A message has left.</summary>
    public async Task CountAsync(string channel, CancellationToken stop)
    {
        if (MostOf(channel) is null) return;
        await using var count = work.Command("""
            insert into message_counts (day, channel, sent) values ($1, $2, 1) on conflict (day, channel) do update set sent = message_counts.sent + 1
            """, Today, channel);
        await count.ExecuteNonQueryAsync(stop);
    }

    /// <summary>What was used today of every channel.</summary>
    public async Task<IReadOnlyList<ChannelUse>> TodayAsync(CancellationToken stop)
    {
        var sent = new Dictionary<string, int>();
        await using (var ask = work.Command("select channel, sent from message_counts where day = $1", Today))
        {
            await using var row = await ask.ExecuteReaderAsync(stop);
            while (await row.ReadAsync(stop)) sent[row.GetString(0)] = row.GetInt32(1);
        }
        return [.. Known.Keys.Select(channel => new ChannelUse(channel, sent.GetValueOrDefault(channel), MostOf(channel)!.Value))];
    }

    private DateOnly Today => TimeText.LocalDate(clock.GetUtcNow(), tenant.Info.Zone);

    // Null for what nobody carries: the club's own site.
    private int? MostOf(string channel) => !Known.TryGetValue(channel, out var known) ? null
        : configuration.GetValue($"{Settings}:Clubs:{tenant.Info.Slug}:{known.Name}", configuration.GetValue($"{Settings}:{known.Name}", known.Usual));
}
