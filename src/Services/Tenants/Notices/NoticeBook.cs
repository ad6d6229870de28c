using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Notices;

/// <summary>A notice with its time and who wrote it.</summary>
public sealed record NoticeRow(ClubNotice Notice, DateTimeOffset BeginsAt, DateTimeOffset EndsAt, string MadeBy);

/// <summary>Notices to clubs. Those that have not ended are one entry of memory: every page of somebody who works for a club asks.</summary>
internal sealed class NoticeBook(IServiceScopeFactory scopes, Cached cached, TimeProvider clock) : IClubNotices
{
    public const string Tag = "notices";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public async ValueTask<IReadOnlyList<ClubNotice>> NowAsync(CancellationToken stop = default)
    {
        IReadOnlyList<NoticeRow> rows;
        try
        {
            rows = await cached.GetAsync(Guid.Empty, Tag, [Tag], async () => (await ReadAsync("where ends_at > $1", CancellationToken.None), clock.GetUtcNow() + Longest));
        }
        catch (NpgsqlException)
        {
            // The page that says that the database is away is drawn, too.
            return [];
        }
        var now = clock.GetUtcNow();
        return rows.Count == 0 ? [] : [.. rows.Where(row => row.BeginsAt <= now && row.EndsAt > now).OrderByDescending(row => row.Notice.Urgent).ThenBy(row => row.BeginsAt).Select(row => row.Notice)];
    }

    /// <summary>All of them, the last first.</summary>
    public Task<IReadOnlyList<NoticeRow>> AllAsync(CancellationToken stop) => ReadAsync("where $1::timestamptz is not null", stop);

    private async Task<IReadOnlyList<NoticeRow>> ReadAsync(string where, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        await using var read = work.Command($"select id, texts::text, urgent, begins_at, ends_at, made_by from club_notices {where} order by begins_at desc, id limit 100", clock.GetUtcNow());
        await using var row = await read.ExecuteReaderAsync(stop);
        var rows = new List<NoticeRow>();
        while (await row.ReadAsync(stop))
            rows.Add(new NoticeRow(
                new ClubNotice(row.GetGuid(0), JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(1))!, row.GetBoolean(2)), row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset>(4), row.GetString(5)));
        return rows;
    }
}
