using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Announcing;

/// <summary>Whom an announcement goes to: those of its segment who want news by mail. Asked inside a unit of work.</summary>
internal sealed class Readership(UnitOfWork work, IAudience audience, TimeProvider clock)
{
    /// <summary>Everybody it goes to, each address once, by customer.</summary>
    public async Task<IReadOnlyList<AudienceMember>> OfAsync(Announcement announcement, CancellationToken stop)
    {
        var segment = await audience.FindAsync(announcement.Segment, stop);
        var said = await SaidAsync(stop);
        var played = announcement.PlayedDays is { } days ? await PlayedAsync(days, stop) : null;
        return
        [
            .. segment
                .Where(one => said.TryGetValue(MessageWish.Key(one.AccountId, one.Email), out var wanted) ? wanted : one.AgreesToNews)
                .Where(one => played is null || played.Contains(MessageWish.Key(one.AccountId, one.Email)))
                .DistinctBy(one => one.Email.ToLowerInvariant()),
        ];
    }

    // What somebody said on their page counts more than what the desk has noted.
    private async Task<Dictionary<string, bool>> SaidAsync(CancellationToken stop)
    {
        await using var ask = work.Command("select reader, wanted from message_wishes where topic = $1 and channel = $2", MessageTopic.Announcements, ChannelKind.Email);
        var said = new Dictionary<string, bool>(StringComparer.Ordinal);
        await using var rows = await ask.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) said[rows.GetString(0)] = rows.GetBoolean(1);
        return said;
    }

    private async Task<HashSet<string>> PlayedAsync(int days, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var ask = work.Command("""
            select distinct coalesce(court->'booker'->>'accountId', lower(court->'booker'->>'email')) from known_bookings
            where state = 'confirmed' and (court->>'start')::timestamptz between $1 and $2 and coalesce(court->'booker'->>'accountId', court->'booker'->>'email') is not null
            """, now.AddDays(-days), now);
        var played = new HashSet<string>(StringComparer.Ordinal);
        await using var rows = await ask.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) played.Add(rows.GetString(0));
        return played;
    }
}
