using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>The most that goes back by one hand, in minor units of the club's currency; <see langword="null"/> is no limit.</summary>
public sealed record MoneyLimit(long? AtOnceMinor, long? ADayMinor)
{
    /// <summary>Nothing is in the way.</summary>
    public static readonly MoneyLimit None = new(null, null);

    /// <summary>Of several roles the one counts that allows more.</summary>
    internal MoneyLimit Or(MoneyLimit other) => new(More(AtOnceMinor, other.AtOnceMinor), More(ADayMinor, other.ADayMinor));

    /// <summary>Whether it allows no more than the other.</summary>
    internal bool IsWithin(MoneyLimit other) => Within(AtOnceMinor, other.AtOnceMinor) && Within(ADayMinor, other.ADayMinor);

    private static bool Within(long? one, long? other) => other is null || one <= other;

    private static long? More(long? one, long? other) => one is { } a && other is { } b ? Math.Max(a, b) : null;
}

/// <summary>
/// Decides what somebody may give back. A limit of a person counts instead of those of their roles; an owner has none. The day's sum is a
/// row that is raised in the transaction in which the money goes back, so two acts at once cannot both take the rest.
/// </summary>
internal sealed class MoneyLimits(UnitOfWork work, CurrentTenant current, TimeProvider clock) : IMoneyLimits
{
    private const int MostNames = 3;

    private const string Sql = """
        select u.id, u.first_name, u.last_name, r.role, rl.id is not null, rl.at_once_minor, rl.a_day_minor, pl.id is not null, pl.at_once_minor, pl.a_day_minor, coalesce(g.amount_minor, 0)
        from user_roles r join users u on u.id = r.user_id
          left join money_limits rl on rl.role = r.role left join money_limits pl on pl.user_id = r.user_id left join money_given_back g on g.user_id = r.user_id and g.day = $2
        where r.role <> 'player' and (r.ends_at is null or r.ends_at > $1) order by u.first_name, u.last_name, u.id
        """;

    private sealed record Hand(Guid Id, string Name, MoneyLimit Limit, long GivenToday)
    {
        public bool May(long amount) => !(amount > Limit.AtOnceMinor) && !(GivenToday + amount > Limit.ADayMinor);
    }

    private DateOnly Today => StaffDays.Today(current.Info, clock.GetUtcNow());

    public Task<OverLimit?> LookAsync(Guid accountId, Money amount, CancellationToken stop = default) => amount.AmountMinor <= 0 ? Task.FromResult<OverLimit?>(null) : JudgeAsync(accountId, amount, stop);

    public async Task<OverLimit?> TakeAsync(Guid accountId, Money amount, CancellationToken stop = default)
    {
        if (amount.AmountMinor <= 0) return null;
        // Raising the row first makes others of the same hand wait; what is read afterwards includes this.
        await using (var raise = work.Command("""
            insert into money_given_back (user_id, day, amount_minor) values ($1, $2, $3)
            on conflict (user_id, day) do update set amount_minor = money_given_back.amount_minor + excluded.amount_minor
            """, accountId, Today, 0L)) await raise.ExecuteNonQueryAsync(stop);
        if (await JudgeAsync(accountId, amount, stop) is { } over) return over;
        await using var count = work.Command("update money_given_back set amount_minor = amount_minor + $3 where user_id = $1 and day = $2", accountId, Today, amount.AmountMinor);
        await count.ExecuteNonQueryAsync(stop);
        return null;
    }

    public async Task ReturnAsync(Guid accountId, Money amount, DateTimeOffset takenAt, CancellationToken stop = default)
    {
        if (amount.AmountMinor <= 0) return;
        await using var uncount = work.Command("update money_given_back set amount_minor = greatest(0, amount_minor - $3) where user_id = $1 and day = $2", accountId, StaffDays.Today(current.Info, takenAt), amount.AmountMinor);
        await uncount.ExecuteNonQueryAsync(stop);
    }

    /// <summary>What binds somebody; nothing at all may be given back by who does not keep bookings.</summary>
    public async Task<MoneyLimit> OfAsync(Guid accountId, CancellationToken stop) => (await HandsAsync(stop)).Find(hand => hand.Id == accountId)?.Limit ?? new MoneyLimit(0, 0);

    private async Task<OverLimit?> JudgeAsync(Guid accountId, Money amount, CancellationToken stop)
    {
        var hands = await HandsAsync(stop);
        // A role that has ended gives nothing back.
        var limit = hands.Find(hand => hand.Id == accountId) is { } own ? own : new Hand(accountId, "", new MoneyLimit(0, 0), 0);
        // A limit is said in the club's currency; what a venue takes in another cannot be measured by it.
        var isMeasurable = amount.Currency == current.Info.Currency || limit.Limit == MoneyLimit.None;
        if (isMeasurable && limit.May(amount.AmountMinor)) return null;
        var others = hands.Where(hand => hand.Id != accountId && (amount.Currency == current.Info.Currency ? hand.May(amount.AmountMinor) : hand.Limit == MoneyLimit.None));
        return new OverLimit(
            limit.Limit.AtOnceMinor is { } once ? new Money(once, current.Info.Currency) : null,
            limit.Limit.ADayMinor is { } day ? new Money(Math.Max(0, day - limit.GivenToday), current.Info.Currency) : null,
            [.. others.Select(hand => hand.Name).Take(MostNames)]);
    }

    private async Task<List<Hand>> HandsAsync(CancellationToken stop)
    {
        if (work.IsOpen) return await ReadAsync(stop);
        await work.BeginAsync(stop);
        var read = await ReadAsync(stop);
        await work.RollbackAsync();
        return read;
    }

    private async Task<List<Hand>> ReadAsync(CancellationToken stop)
    {
        await using var command = work.Command(Sql, clock.GetUtcNow(), Today);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<(Guid Id, string Name, string Role, MoneyLimit OfRole, MoneyLimit? Own, long Given)>();
        while (await reader.ReadAsync(stop))
            rows.Add((reader.GetGuid(0), $"{reader.GetString(1)} {reader.GetString(2)}".Trim(), reader.GetString(3),
                reader.GetBoolean(4) ? new MoneyLimit(Amount(5), Amount(6)) : MoneyLimit.None, reader.GetBoolean(7) ? new MoneyLimit(Amount(8), Amount(9)) : null, reader.GetInt64(10)));
        return [.. rows.Where(row => RoleAbilities.Of([row.Role]).Contains(Ability.ManageBookings)).GroupBy(row => row.Id).Select(own => new Hand(
            own.Key, own.First().Name,
            own.Any(row => row.Role == RoleAbilities.Owner) ? MoneyLimit.None : own.First().Own ?? own.Select(row => row.OfRole).Aggregate((one, other) => one.Or(other)), own.First().Given))];

        long? Amount(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
    }
}
