using System.Globalization;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Plans;

/// <summary>How much of what a plan limits or includes a club has.</summary>
public sealed record PlanUse(string Of, int Count);

/// <summary>What a club sees of its plan.</summary>
/// <param name="Now">Its plan; <see langword="null"/> for one without.</param>
internal sealed record PlanView(ClubPlan? Now, IReadOnlyList<PlanOffer> Plans, IReadOnlyList<PlanUse> Use);

/// <summary>
/// A club looks at plans and changes its own. A larger one begins at once; a smaller one with the next month, so that what was paid for is had. A trial goes on until it ends, whatever was
/// chosen to follow it. Nobody is made smaller than what they have: what a plan has no room for has to go first.
/// </summary>
internal sealed class PlanOffice(PlanBook book, IEnumerable<IPlanUse> uses, UnitOfWork work, Visit visit, TimeProvider clock)
{
    /// <summary>How long a new club may try a plan out.</summary>
    public const int TrialDays = 30;

    /// <summary>The plan it tries, and the one that follows where it chooses none.</summary>
    public const string Tried = "club", Otherwise = "start";

    public const string TooMuch = "You have more than this plan has room for: {0}. Take some out of use first.";
    private static readonly Refusal NoPlan = Refusal.NotFound("This plan");
    private static readonly Refusal Same = Refusal.Conflict("plan_same", "This is your plan already.");

    public async Task<PlanView> ViewAsync(CancellationToken stop)
    {
        var plans = await book.PlansAsync(stop);
        var now = await book.OfAsync(visit.Tenant!.Id, stop);
        var offered = (await book.OffersAsync(stop)).Select(plan => plan.Key).ToHashSet();
        return new PlanView(now, [.. plans.Where(plan => offered.Contains(plan.Key) || plan.Key == now?.Plan)], await UseAsync(stop));
    }

    /// <summary>Of what a club uses, what a plan has no room for.</summary>
    public static IReadOnlyList<PlanUse> Over(PlanOffer plan, IReadOnlyList<PlanUse> use) => [.. use.Where(one => plan.Limits.TryGetValue(one.Of, out var most) && one.Count > most)];

    /// <summary>Of what a club uses, what a plan does not include: it ends with the change.</summary>
    public static IReadOnlyList<PlanUse> Lost(PlanOffer plan, IReadOnlyList<PlanUse> use) => [.. use.Where(one => one.Count > 0 && PlanAbility.All.Contains(one.Of) && !plan.Abilities.Contains(one.Of))];

    /// <summary>Takes another plan.</summary>
    public async Task<Refusal?> ChooseAsync(string key, CancellationToken stop)
    {
        var club = visit.Tenant!;
        var offers = await book.OffersAsync(stop);
        if (offers.FirstOrDefault(plan => plan.Key == key) is not { } wanted) return NoPlan;
        var now = await book.OfAsync(club.Id, stop);
        if (now is { IsTrial: false } && now.Plan == key && now.Next is null || now?.Next == key) return Same;
        if (Over(wanted, await UseAsync(stop)) is { Count: > 0 } over)
            return new Refusal(PlanLimit.Rule, 409, string.Format(CultureInfo.InvariantCulture, TooMuch, string.Join(", ", over.Select(one => $"{one.Count} {one.Of}"))));

        var all = await book.PlansAsync(stop);
        var (at, who) = (When(now, wanted, all), visit.Caller.Name ?? "");
        if (at is { } later) await book.FollowAsync(club.Id, key, later, who, stop);
        else await book.BeginAsync(club, wanted, false, who, null, null, stop);
        await work.BeginAsync(stop);
        work.Audit(new Act("plan.chosen", "tenant", $"{club.Id}", wanted.NameIn("en")) { Changes = [new Changed("plan", now?.Plan, key)], Reason = at?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) });
        await work.CommitAsync(stop);
        return null;
    }

    /// <summary>When a plan would begin; <see langword="null"/> for at once.</summary>
    public DateTimeOffset? When(ClubPlan? now, PlanOffer wanted, IReadOnlyList<PlanOffer> all)
    {
        if (now is null) return null;
        var present = all.First(plan => plan.Key == now.Plan);
        // What is tried is not paid for: it goes on until the trial's end. More than that begins at once.
        if (now is { IsTrial: true, EndsAt: { } end } && wanted.Position <= present.Position) return end;
        if (wanted.Position > present.Position) return null;
        // The plan it has again, instead of what was to follow.
        if (wanted.Key == present.Key) return null;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(visit.Tenant!.Zone);
        var today = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone);
        var first = new DateTime(today.Year, today.Month, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMonths(1);
        if (zone.IsInvalidTime(first)) first = first.AddHours(1);
        return new DateTimeOffset(first, zone.GetUtcOffset(first)).ToUniversalTime();
    }

    private async Task<IReadOnlyList<PlanUse>> UseAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var found = new List<PlanUse>();
        foreach (var use in uses) found.Add(new PlanUse(use.Of, await use.CountAsync(stop)));
        await work.RollbackAsync();
        return found;
    }
}
