using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Memberships;

/// <summary>What a member decides about their own membership, and what the club decides about anybody's.</summary>
internal sealed class Keeping(UnitOfWork work, CurrentTenant tenant, Joining joining, MembershipClock bell, Plans plans, IAccounts accounts, TimeProvider clock)
{
    private const int LeastFrozenDays = 7;
    private const int MostFrozenDays = 60;
    private static readonly Refusal NotActive = Refusal.Conflict("not_possible", "This is not possible as long as something is due, or while it is frozen.");
    private static readonly Refusal RestPlanned = Refusal.Conflict("rest_planned", "A rest is planned already.");

    /// <summary>It ends with the period that is paid, or goes on after all.</summary>
    public async Task<Refusal?> CancelAsync(Guid account, bool cancel, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await joining.LiveAsync(account, stop) is not { } membership) return await GiveUpAsync(Joining.None);
        if (membership.State == Membership.PastDue && cancel)
        {
            // What is due is not asked for any more: nothing of the new period was had.
            await work.Model<PaymentsModel>().Set<MembershipCharge>().Where(one => one.MembershipId == membership.Id && one.State == MembershipCharge.Open).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, MembershipCharge.GivenUp), stop);
            await bell.EndAsync(membership, "cancelled", stop);
        }
        else if (membership.CancelAtEnd != cancel)
        {
            (membership.CancelAtEnd, membership.NextPlanId) = (cancel, null);
            if (membership.State == Membership.Active) await bell.TellAsync(membership, stop);
        }
        await work.CommitAsync(stop);
        return null;
    }

    /// <summary>It rests for some days, and its period ends so many days later..</summary>
    public async Task<Refusal?> FreezeAsync(Guid account, DateOnly? from, int days, CancellationToken stop)
    {
        var (checks, today) = (new Checks(), tenant.ClubDay(clock.GetUtcNow()));
        checks.That(days is >= LeastFrozenDays and <= MostFrozenDays, "days", "From 7 to 60 days.");
        await work.BeginAsync(stop);
        if (await joining.LiveAsync(account, stop) is not { } membership) return await GiveUpAsync(Joining.None);
        checks.That(from is { } day && day >= today && day < membership.PeriodTo, "from", "A day of the present period, from today on.");
        if (!checks.Pass) return await GiveUpAsync(checks.Refusal());
        if (membership.State != Membership.Active || membership.Given) return await GiveUpAsync(NotActive);
        if (membership.FreezeFrom is not null) return await GiveUpAsync(RestPlanned);

        (membership.FreezeFrom, membership.FreezeUntil, membership.PeriodTo) = (from, from!.Value.AddDays(days), membership.PeriodTo!.Value.AddDays(days));
        membership.AnchorDay = membership.PeriodTo.Value.Day;
        if (from == today)
        {
            membership.State = Membership.Frozen;
            await bell.LeaveGroupAsync(membership, stop);
        }
        else bell.RingAt(membership, from.Value);
        foreach (var bellDay in new[] { membership.FreezeUntil!.Value, membership.PeriodTo.Value, membership.PeriodTo.Value.AddDays(-MembershipClock.WarnDays) }) bell.RingAt(membership, bellDay);
        await work.CommitAsync(stop);
        return null;
    }

    /// <summary>The club gives somebody a membership until a day, for nothing.</summary>
    /// <param name="last">The last day it counts.</param>
    public async Task<Refusal?> GiveAsync(Guid account, Guid planId, DateOnly? last, string? typed, CancellationToken stop)
    {
        var (checks, now) = (new Checks(), clock.GetUtcNow());
        var today = tenant.ClubDay(now);
        var reason = checks.Text(typed, "reason", 300, "Say why: whoever looks at the books later has to understand it.");
        checks.That(last is { } day && day >= today && day <= today.AddYears(2), "until", "A day from today on, within two years.");
        if (!checks.Pass) return checks.Refusal();

        await work.BeginAsync(stop);
        if (await accounts.FindAsync(account, stop) is null) return await GiveUpAsync(WalletRefusals.NoAccount);
        if ((await plans.ReadAsync(false, stop)).FirstOrDefault(one => one.Plan.Id == planId) is not { } plan) return await GiveUpAsync(Plans.None);
        if (await joining.LiveAsync(account, stop) is not null) return await GiveUpAsync(Joining.MemberAlready);
        var membership = new Membership
        {
            Id = Guid.CreateVersion7(now),
            PlanId = planId,
            VersionId = plan.Now.Id,
            AccountId = account,
            State = Membership.Active,
            PeriodFrom = today,
            PeriodTo = last!.Value.AddDays(1),
            AnchorDay = today.Day,
            CancelAtEnd = true,
            Given = true,
            CreatedAt = now,
        };
        work.Model<PaymentsModel>().Add(membership);
        await bell.BeganAsync(membership, stop);
        work.Audit(new Act("membership.given", "account", $"{account}", plan.Plan.Name) { Reason = reason, Changes = [new Changed("until", null, $"{last:yyyy-MM-dd}")] });
        try
        {
            await work.CommitAsync(stop);
            return null;
        }
        catch (DbUpdateException lost) when (lost.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return await GiveUpAsync(Joining.MemberAlready);
        }
    }

    /// <summary>The club ends a membership today. Money is given back on the payment's own page, if any is.</summary>
    public async Task<Refusal?> EndAsync(Guid membershipId, string? typed, CancellationToken stop)
    {
        var checks = new Checks();
        var reason = checks.Text(typed, "reason", 300, "Say why: whoever looks at the books later has to understand it.");
        if (!checks.Pass) return checks.Refusal();
        await work.BeginAsync(stop);
        var membership = await work.Model<PaymentsModel>().Set<Membership>().FromSql($"select * from memberships where id = {membershipId} for update").FirstOrDefaultAsync(stop);
        if (membership is not { IsLive: true }) return await GiveUpAsync(Joining.None);
        await bell.EndAsync(membership, "by_club", stop);
        work.Audit(new Act("membership.ended", "account", $"{membership.AccountId}") { Reason = reason });
        await work.CommitAsync(stop);
        return null;
    }

    private async Task<Refusal> GiveUpAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return refusal;
    }
}
