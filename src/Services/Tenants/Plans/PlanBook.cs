using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Plans;

/// <summary>Which plans there are, and which club has which. A club's plan is remembered until somebody tells that it changed.</summary>
internal sealed class PlanBook(IServiceScopeFactory scopes, Cached cached, CurrentTenant tenant, TimeProvider clock) : IPlans
{
    public const string Tag = "plan";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly PlanStand Everything = new(null, new HashSet<string>(), new Dictionary<string, int>());

    public ValueTask<PlanStand> NowAsync(CancellationToken stop = default)
    {
        var club = tenant.Info.Id;
        return cached.GetAsync(Guid.Empty, $"plan:{club}", [Tag], async () =>
        {
            var plans = await PlansAsync(CancellationToken.None);
            var stand = await OfAsync(club, CancellationToken.None) is { } of && plans.FirstOrDefault(plan => plan.Key == of.Plan) is { } plan ? new PlanStand(plan.Key, plan.Abilities, plan.Limits) : Everything;
            return (stand, clock.GetUtcNow() + Longest);
        });
    }

    public async Task<IReadOnlyList<PlanOffer>> OffersAsync(CancellationToken stop = default) => [.. await ReadPlansAsync("where offered", stop)];

    /// <summary>Every plan, offered or not.</summary>
    public Task<IReadOnlyList<PlanOffer>> PlansAsync(CancellationToken stop) => ReadPlansAsync("", stop);

    public async Task<IReadOnlyList<PlanFee>> FeesAsync(DateOnly from, DateOnly before, CancellationToken stop = default)
    {
        var periods = await PeriodsAsync(tenant.Info.Id, stop);
        if (periods.Count == 0) return [];
        var (zone, names) = (TimeZoneInfo.FindSystemTimeZoneById(tenant.Info.Zone), (await PlansAsync(stop)).ToDictionary(plan => plan.Key, plan => plan.NameIn(tenant.Info.DefaultLanguage)));
        var fees = new List<PlanFee>();
        for (var month = from; month < before; month = month.AddMonths(1)) fees.AddRange(PlanFees.Of(periods, month, zone, clock.GetUtcNow(), plan => names[plan]));
        return fees;
    }

    /// <summary>The plan a club has; <see langword="null"/> for one that was opened without.</summary>
    public Task<ClubPlan?> OfAsync(Guid club, CancellationToken stop) => InPlatformAsync(async work =>
    {
        await using var read = work.Command("""
            select p.plan, p.begins_at, p.price_minor, p.currency, p.is_trial, n.plan, n.at from club_plans p left join next_plans n on n.tenant_id = p.tenant_id where p.tenant_id = $1 and p.ends_at is null
            """, club);
        await using var row = await read.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop)
            ? new ClubPlan(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), new Money(row.GetInt64(2), row.GetString(3)), row.GetBoolean(4), row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6))
            : null;
    }, stop);

    /// <summary>Gives a club a plan from now on, whatever it had; what was to follow follows no more.</summary>
    /// <param name="act">What the platform's log says of it; <see langword="null"/> where the club's own says it.</param>
    public Task BeginAsync(TenantInfo club, PlanOffer plan, bool trial, string who, string? reason, Act? act, CancellationToken stop) => InPlatformAsync(async work =>
    {
        if (act is not null) work.Audit(act);
        await SwitchAsync(work, club, plan, trial, who, reason, stop);
        return true;
    }, stop);

    /// <summary>Says which plan follows the present one, and when.</summary>
    public Task FollowAsync(Guid club, string plan, DateTimeOffset at, string who, CancellationToken stop) => InPlatformAsync(async work =>
    {
        await using (var next = work.Command("""
            insert into next_plans (tenant_id, plan, at, by_whom) values ($1, $2, $3, $4) on conflict (tenant_id) do update set plan = excluded.plan, at = excluded.at, by_whom = excluded.by_whom
            """, club, plan, at, who))
            await next.ExecuteNonQueryAsync(stop);
        work.RingAt(at, FollowPlan.Job, $"{club}");
        return true;
    }, stop);

    /// <summary>Lets the plan that was to follow begin, where its time has come.</summary>
    public Task FollowedAsync(TenantInfo club, CancellationToken stop) => InPlatformAsync(async work =>
    {
        await using var due = work.Command("delete from next_plans where tenant_id = $1 and at <= $2 returning plan, by_whom", club.Id, clock.GetUtcNow());
        (string Plan, string Who)? next = null;
        await using (var row = await due.ExecuteReaderAsync(stop))
            if (await row.ReadAsync(stop)) next = (row.GetString(0), row.GetString(1));
        if (next is not var (key, who)) return false;
        await SwitchAsync(work, club, (await ReadAsync(work, "", stop)).First(plan => plan.Key == key), false, who, null, stop);
        return true;
    }, stop);

    // Of two who change a club's plan at once the second waits at the row and ends what the first began.
    private async Task SwitchAsync(UnitOfWork work, TenantInfo club, PlanOffer plan, bool trial, string who, string? reason, CancellationToken stop)
    {
        var (now, price) = (clock.GetUtcNow(), plan.PriceIn(club.Currency));
        await using (var alone = work.Command("select 1 from tenants where id = $1 for update", club.Id)) await alone.ExecuteNonQueryAsync(stop);
        await using (var end = work.Command("update club_plans set ends_at = $2 where tenant_id = $1 and ends_at is null", club.Id, now)) await end.ExecuteNonQueryAsync(stop);
        await using (var forget = work.Command("delete from next_plans where tenant_id = $1", club.Id)) await forget.ExecuteNonQueryAsync(stop);
        await using (var begin = work.Command("""
            insert into club_plans (id, tenant_id, plan, begins_at, price_minor, currency, is_trial, by_whom, reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, Guid.CreateVersion7(now), club.Id, plan.Key, now, trial ? 0 : price.AmountMinor, price.Currency, trial, who, reason))
            await begin.ExecuteNonQueryAsync(stop);
        // Domains the plan does not include lead on to the club's first address: nobody who knows one stands before nothing.
        var keeps = plan.Abilities.Contains(PlanAbility.Domains);
        await using (var lead = work.Command("""
            update tenant_hosts h set redirect_to = case when $2 then null else t.slug end from tenants t, tenant_domains d
            where t.id = $1 and h.tenant_id = t.id and d.tenant_id = t.id and d.domain = h.host and d.state = 'proven'
            """, club.Id, keeps))
            await lead.ExecuteNonQueryAsync(stop);
        await using (var main = work.Command("update tenants set main_host = null where id = $1 and not $2", club.Id, keeps)) await main.ExecuteNonQueryAsync(stop);
        work.Tell(new PlanChanged(club.Id, plan.Key, [.. plan.Abilities.Order(StringComparer.Ordinal)]));
    }

    private Task<IReadOnlyList<PlanPeriod>> PeriodsAsync(Guid club, CancellationToken stop) => InPlatformAsync(async work =>
    {
        await using var read = work.Command("select plan, begins_at, ends_at, price_minor, currency from club_plans where tenant_id = $1 order by begins_at, id", club);
        await using var row = await read.ExecuteReaderAsync(stop);
        var periods = new List<PlanPeriod>();
        while (await row.ReadAsync(stop))
            periods.Add(new PlanPeriod(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2), new Money(row.GetInt64(3), row.GetString(4))));
        return (IReadOnlyList<PlanPeriod>)periods;
    }, stop);

    private Task<IReadOnlyList<PlanOffer>> ReadPlansAsync(string where, CancellationToken stop) => InPlatformAsync(async work => await ReadAsync(work, where, stop), stop);

    private static async Task<IReadOnlyList<PlanOffer>> ReadAsync(UnitOfWork work, string where, CancellationToken stop)
    {
        await using var read = work.Command($"select key, position, names::text, abilities, limits::text, prices::text from plans {where} order by position");
        await using var row = await read.ExecuteReaderAsync(stop);
        var plans = new List<PlanOffer>();
        while (await row.ReadAsync(stop))
            plans.Add(new PlanOffer(
                row.GetString(0), row.GetInt32(1), JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(2))!, row.GetFieldValue<string[]>(3).ToHashSet(),
                JsonSerializer.Deserialize<Dictionary<string, int>>(row.GetString(4))!, JsonSerializer.Deserialize<Dictionary<string, long>>(row.GetString(5))!));
        return plans;
    }

    private async Task<T> InPlatformAsync<T>(Func<UnitOfWork, Task<T>> act, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        var result = await act(work);
        await work.CommitAsync(stop);
        return result;
    }
}
