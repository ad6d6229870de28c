using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Memberships;

/// <summary>Somebody becomes a member, pays a period that is due, or takes a better plan: always a charge first, then the place where it is paid.</summary>
internal sealed class Joining(UnitOfWork work, CurrentTenant tenant, Plans plans, IPayments payments, StartPurchase starting, TimeProvider clock)
{
    private static readonly TimeSpan TimeToPay = TimeSpan.FromMinutes(30);
    internal static readonly Refusal MemberAlready = Refusal.Conflict("member_already", "You are a member already. Change your plan instead.");
    internal static readonly Refusal None = Refusal.NotFound("This membership");
    internal static readonly Refusal NothingDue = Refusal.Conflict("nothing_due", "Nothing is to be paid for this membership.");
    private static readonly Refusal NotBetter = Refusal.Conflict("not_possible", "This plan cannot be taken in the middle of a period. Choose it for the next one.");

    /// <param name="seen">The price that was seen; another one is asked about.</param>
    public async Task<PurchaseOutcome> JoinAsync(Guid account, Guid planId, long? seen, string? method, CancellationToken stop)
    {
        if (tenant.Info.State != TenantState.Open) return PurchaseOutcome.Refused(WalletRefusals.Suspended);
        if (await ProviderAsync(method, stop) is not { } provider) return PurchaseOutcome.Refused(WalletRefusals.NoOnlineMethod);
        var now = clock.GetUtcNow();
        var today = tenant.ClubDay(now);
        await work.BeginAsync(stop);
        if ((await plans.ReadAsync(true, stop)).FirstOrDefault(one => one.Plan.Id == planId) is not { } plan) return await GiveUpAsync(Plans.None);
        if (seen is { } price && price != plan.Now.PriceMinor) return await GiveUpAsync(WalletRefusals.PriceChanged);
        var model = work.Model<PaymentsModel>();
        if (await LiveAsync(account, stop) is not null) return await GiveUpAsync(MemberAlready);

        var membership = new Membership { Id = Guid.CreateVersion7(now), PlanId = planId, VersionId = plan.Now.Id, AccountId = account, AnchorDay = today.Day, Provider = provider, CreatedAt = now };
        model.Add(membership);
        await model.SaveChangesAsync(stop);
        var charge = Charge(membership, plan.Now, MembershipCharge.Period, today, MembershipTerms.End(today, plan.Now.Months, today.Day), plan.Now.PriceMinor, plan.Plan.Currency, now);
        model.Add(charge);
        await work.CommitAsync(stop);
        return await SendAsync(charge, provider, plan.Plan.Name, stop);
    }

    /// <summary>Pays what is due of one's own membership.</summary>
    public async Task<PurchaseOutcome> PayAsync(Guid account, string? method, CancellationToken stop)
    {
        if (await ProviderAsync(method, stop) is not { } provider) return PurchaseOutcome.Refused(WalletRefusals.NoOnlineMethod);
        await work.BeginAsync(stop);
        if (await LiveAsync(account, stop) is not { } membership) return await GiveUpAsync(None);
        var model = work.Model<PaymentsModel>();
        var charge = await model.Set<MembershipCharge>().AsNoTracking().Where(one => one.MembershipId == membership.Id && one.State == MembershipCharge.Open && one.Kind == MembershipCharge.Period).OrderByDescending(one => one.Id).FirstOrDefaultAsync(stop);
        var name = charge is null ? "" : await model.Set<MembershipPlan>().Where(plan => plan.Id == membership.PlanId).Select(plan => plan.Name).FirstAsync(stop);
        await work.RollbackAsync();
        return charge is null ? PurchaseOutcome.Refused(NothingDue) : await SendAsync(charge, provider, name, stop);
    }

    /// <summary>Takes another plan: a dearer one of the same length at once, for the difference of the days that are left; any other from the next period on.</summary>
    public async Task<PurchaseOutcome> ChangeAsync(Guid account, Guid planId, bool atOnce, string? method, CancellationToken stop)
    {
        var provider = await ProviderAsync(method, stop);
        var (now, model) = (clock.GetUtcNow(), work.Model<PaymentsModel>());
        await work.BeginAsync(stop);
        if (await LiveAsync(account, stop) is not { State: Membership.Active } membership) return await GiveUpAsync(None);
        if ((await plans.ReadAsync(true, stop)).FirstOrDefault(one => one.Plan.Id == planId) is not { } plan) return await GiveUpAsync(Plans.None);
        if (!atOnce)
        {
            membership.NextPlanId = planId == membership.PlanId ? null : planId;
            membership.CancelAtEnd = false;
            await work.CommitAsync(stop);
            return new PurchaseOutcome(membership.Id, null, null);
        }
        var held = await model.Set<MembershipVersion>().AsNoTracking().FirstAsync(one => one.Id == membership.VersionId, stop);
        var due = MembershipTerms.UpgradeNow(held.PriceMinor, plan.Now.PriceMinor, membership.PeriodFrom!.Value, membership.PeriodTo!.Value, tenant.ClubDay(now));
        if (planId == membership.PlanId || held.Months != plan.Now.Months || due <= 0) return await GiveUpAsync(NotBetter);
        if (tenant.Info.State != TenantState.Open) return await GiveUpAsync(WalletRefusals.Suspended);
        if (provider is null) return await GiveUpAsync(WalletRefusals.NoOnlineMethod);
        var charge = Charge(membership, plan.Now, MembershipCharge.Change, tenant.ClubDay(now), membership.PeriodTo.Value, due, plan.Plan.Currency, now);
        model.Add(charge);
        await work.CommitAsync(stop);
        return await SendAsync(charge, provider, plan.Plan.Name, stop);
    }

    /// <summary>The membership somebody has, locked.</summary>
    public Task<Membership?> LiveAsync(Guid account, CancellationToken stop) => work.Model<PaymentsModel>().Set<Membership>()
        .FromSql($"select * from memberships where account_id = {account} and state in ('active', 'past_due', 'frozen') for update").FirstOrDefaultAsync(stop);

    internal static MembershipCharge Charge(Membership membership, MembershipVersion version, string kind, DateOnly from, DateOnly to, long amountMinor, string currency, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        MembershipId = membership.Id,
        VersionId = version.Id,
        Kind = kind,
        PeriodFrom = from,
        PeriodTo = to,
        AmountMinor = amountMinor,
        Currency = currency,
        CreatedAt = now,
    };

    private async Task<PurchaseOutcome> SendAsync(MembershipCharge charge, string provider, string name, CancellationToken stop)
    {
        var wanted = new PurchaseWanted(PaymentPurpose.Membership, charge.Id, provider, charge.Amount, $"{tenant.Info.Name}: {name}", "/membership?done=paid", clock.GetUtcNow() + TimeToPay) { KeepMethod = charge.Kind == MembershipCharge.Period };
        return await starting.StartAsync(wanted, stop) is { } started ? new PurchaseOutcome(charge.Id, started.PayAt, null) : PurchaseOutcome.Refused(WalletRefusals.NoOnlineMethod);
    }

    private async Task<string?> ProviderAsync(string? method, CancellationToken stop)
    {
        var online = (await payments.MethodsAsync(stop)).Where(one => one.Online && one.Code != Payment.Wallet).Select(one => one.Code).ToList();
        return string.IsNullOrEmpty(method) ? online.FirstOrDefault() : online.Find(one => one == method);
    }

    private async Task<PurchaseOutcome> GiveUpAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return PurchaseOutcome.Refused(refusal);
    }
}
