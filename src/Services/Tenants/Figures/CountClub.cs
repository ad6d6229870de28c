using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Figures;

/// <summary>Counts how much a club is used, in its own unit of work, and notes it where sums over clubs are made.</summary>
internal sealed class CountClub(UnitOfWork work, CurrentTenant tenant, IEnumerable<IClubFigures> counting, IServiceScopeFactory scopes, TimeProvider clock) : IClubJob
{
    public const string Job = "count-clubs";
    public const string EveryHour = "0 40 * * * ?";

    /// <summary>Months that are shown.</summary>
    public const int Months = 12;

    private const int PulseDays = 30;

    public async Task RunAsync(CancellationToken stop)
    {
        var (now, club) = (clock.GetUtcNow(), tenant.Info);
        var running = new DateOnly(now.Year, now.Month, 1);
        var known = await InPlatformAsync(platform => KnownAsync(platform, club.Id, stop), stop);
        var wanted = Enumerable.Range(0, Months).Select(back => running.AddMonths(-back)).Where(month => month >= running.AddMonths(-1) || !known.Contains(month)).ToList();

        var counted = new List<(DateOnly Month, ClubFigures Figures)>();
        await work.BeginAsync(stop);
        foreach (var month in wanted) counted.Add((month, await CountAsync(At(month), At(month.AddMonths(1)), stop)));
        var lately = await CountAsync(now.AddDays(-PulseDays), now, stop);
        var before = await CountAsync(now.AddDays(-2 * PulseDays), now.AddDays(-PulseDays), stop);
        await work.RollbackAsync();

        await InPlatformAsync(async platform =>
        {
            foreach (var (month, figures) in counted) await NoteAsync(platform, club, month, figures, now, stop);
            await using var pulse = platform.Command("""
                insert into club_pulses (tenant_id, lately, before, counted_at) values ($1, $2, $3, $4)
                on conflict (tenant_id) do update set lately = excluded.lately, before = excluded.before, counted_at = excluded.counted_at
                """, club.Id, lately.Bookings, before.Bookings, now);
            return await pulse.ExecuteNonQueryAsync(stop);
        }, stop);
    }

    private async Task<ClubFigures> CountAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken stop)
    {
        var all = new ClubFigures();
        foreach (var service in counting) all = all.And(await service.CountAsync(from, until, stop));
        return all;
    }

    private static async Task NoteAsync(UnitOfWork platform, TenantInfo club, DateOnly month, ClubFigures figures, DateTimeOffset now, CancellationToken stop)
    {
        await using var note = platform.Command("""
            insert into club_months (tenant_id, month, bookings, players, gmv_minor, currency, counted_at) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (tenant_id, month) do update set bookings = excluded.bookings, players = excluded.players, gmv_minor = excluded.gmv_minor, currency = excluded.currency, counted_at = excluded.counted_at
            """, club.Id, month, figures.Bookings, figures.Players, figures.TakenMinor, club.Currency, now);
        await note.ExecuteNonQueryAsync(stop);
    }

    private static async Task<HashSet<DateOnly>> KnownAsync(UnitOfWork platform, Guid club, CancellationToken stop)
    {
        await using var read = platform.Command("select month from club_months where tenant_id = $1", club);
        await using var row = await read.ExecuteReaderAsync(stop);
        var months = new HashSet<DateOnly>();
        while (await row.ReadAsync(stop)) months.Add(row.GetFieldValue<DateOnly>(0));
        return months;
    }

    private static DateTimeOffset At(DateOnly month) => new(month, TimeOnly.MinValue, TimeSpan.Zero);

    private async Task<T> InPlatformAsync<T>(Func<UnitOfWork, Task<T>> act, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        var platform = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await platform.BeginPlatformAsync(stop);
        var result = await act(platform);
        await platform.CommitAsync(stop);
        return result;
    }
}
