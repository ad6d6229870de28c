using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Figures;

/// <summary>A month of all clubs together.</summary>
/// <param name="Players">People who played, counted at each club.</param>
/// <param name="Taken">What players paid, by currency.</param>
public sealed record PlatformMonth(DateOnly Month, long Clubs, long Bookings, long Players, IReadOnlyList<Money> Taken);

/// <summary>How a club does lately.</summary>
/// <param name="Lately">Bookings that began in the last thirty days.</param>
/// <param name="Before">And in the thirty before.</param>
public sealed record ClubPulse(string Slug, string Name, TenantState State, long Lately, long Before, DateTimeOffset CountedAt)
{
    /// <summary><c>quiet</c>: nobody plays there any more; <c>falling</c>: less than half as many as before; otherwise nothing.</summary>
    public string? Risk => State != TenantState.Open || Before == 0 ? null : Lately == 0 ? "quiet" : Lately * 2 < Before ? "falling" : null;
}

/// <summary>Reads the figures of all clubs. In a unit of work of the platform.</summary>
internal sealed class FigureBook(UnitOfWork work)
{
    /// <summary>Months from one on, in order; those nobody was counted in are left out.</summary>
    public async Task<IReadOnlyList<PlatformMonth>> MonthsAsync(DateOnly from, CancellationToken stop)
    {
        await using var read = work.Command("""
            select month, currency, count(*) filter (where bookings > 0), sum(bookings)::bigint, sum(players)::bigint, sum(gmv_minor)::bigint from club_months where month >= $1 group by month, currency order by month, currency
            """, from);
        await using var row = await read.ExecuteReaderAsync(stop);
        var rows = new List<(DateOnly Month, Money Taken, long Clubs, long Bookings, long Players)>();
        while (await row.ReadAsync(stop)) rows.Add((row.GetFieldValue<DateOnly>(0), new Money(row.GetInt64(5), row.GetString(1)), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)));
        return [.. rows.GroupBy(one => one.Month).Select(of => new PlatformMonth(of.Key, of.Sum(one => one.Clubs), of.Sum(one => one.Bookings), of.Sum(one => one.Players), [.. of.Select(one => one.Taken)]))];
    }

    /// <summary>Clubs, those that lost most first.</summary>
    public async Task<IReadOnlyList<ClubPulse>> PulsesAsync(IReadOnlyList<TenantInfo> clubs, CancellationToken stop)
    {
        await using var read = work.Command("select tenant_id, lately, before, counted_at from club_pulses");
        await using var row = await read.ExecuteReaderAsync(stop);
        var (known, pulses) = (clubs.ToDictionary(club => club.Id), new List<ClubPulse>());
        while (await row.ReadAsync(stop))
            if (known.TryGetValue(row.GetGuid(0), out var club)) pulses.Add(new ClubPulse(club.Slug, club.Name, club.State, row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3)));
        return [.. pulses.OrderByDescending(one => one.Risk is not null).ThenByDescending(one => one.Before - one.Lately).ThenBy(one => one.Name, StringComparer.Ordinal)];
    }
}
