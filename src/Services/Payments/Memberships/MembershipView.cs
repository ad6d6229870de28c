using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Memberships;

/// <summary>One's own membership.</summary>
/// <param name="Due">What is due now; <see langword="null"/> where nothing is.</param>
/// <param name="NextPrice">What the next period costs; <see langword="null"/> where there is none.</param>
public sealed record MyMembership(Membership Membership, string Plan, Money Price, int Months, Money? Due, Money? NextPrice, string? NextPlan);

/// <summary>A member as the club sees them.</summary>
public sealed record MemberSeen(Membership Membership, string Plan, string Name, string Email);

/// <summary>Reads memberships.</summary>
internal sealed class MembershipView(UnitOfWork work, Plans plans, IAccounts accounts, IPayments payments)
{
    private const int MostMembers = 300;

    public async Task<(MyMembership? Mine, IReadOnlyList<PlanSeen> Plans, bool TakesMoney)> OfAsync(Guid? account, CancellationToken stop)
    {
        var takes = (await payments.MethodsAsync(stop)).Any(method => method.Online && method.Code != Payment.Wallet);
        await work.BeginAsync(stop);
        var all = await plans.ReadAsync(false, stop);
        var mine = account is { } id ? await MineAsync(id, all, stop) : null;
        await work.RollbackAsync();
        return (mine, [.. all.Where(plan => plan.Plan.Active)], takes);
    }

    public async Task<IReadOnlyList<MemberSeen>> MembersAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var names = (await plans.ReadAsync(false, stop)).ToDictionary(plan => plan.Plan.Id, plan => plan.Plan.Name);
        var rows = await work.Model<PaymentsModel>().Set<Membership>().AsNoTracking().Where(one => one.State == Membership.Active || one.State == Membership.PastDue || one.State == Membership.Frozen)
            .OrderBy(one => one.PeriodTo).Take(MostMembers).ToListAsync(stop);
        var members = new List<MemberSeen>();
        foreach (var row in rows)
            if (await accounts.FindAsync(row.AccountId, stop) is { } account) members.Add(new MemberSeen(row, names[row.PlanId], account.FullName, account.Email));
        await work.RollbackAsync();
        return members;
    }

    private async Task<MyMembership?> MineAsync(Guid account, IReadOnlyList<PlanSeen> all, CancellationToken stop)
    {
        var model = work.Model<PaymentsModel>();
        if (await model.Set<Membership>().AsNoTracking().FirstOrDefaultAsync(one => one.AccountId == account && (one.State == Membership.Active || one.State == Membership.PastDue || one.State == Membership.Frozen), stop) is not { } membership) return null;
        var due = await model.Set<MembershipCharge>().AsNoTracking().Where(one => one.MembershipId == membership.Id && one.Kind == MembershipCharge.Period && one.State == MembershipCharge.Open).FirstOrDefaultAsync(stop);
        var plan = all.First(one => one.Plan.Id == membership.PlanId);
        var held = plan.Versions.First(one => one.Id == membership.VersionId);
        var next = membership.NextPlanId is { } other ? all.FirstOrDefault(one => one.Plan.Id == other) : null;
        var version = next?.Versions.LastOrDefault(one => one.FromDay <= membership.PeriodTo) ?? MembershipTerms.VersionOn(plan.Versions, held, membership.PeriodTo!.Value);
        return new MyMembership(membership, plan.Plan.Name, new Money(held.PriceMinor, plan.Plan.Currency), held.Months, due?.Amount, membership.CancelAtEnd ? null : new Money(version.PriceMinor, plan.Plan.Currency), next?.Plan.Name);
    }
}
