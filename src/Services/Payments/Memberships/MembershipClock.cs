using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Memberships;

/// <summary>What happens to a membership by the passing of days, and who hears of it. Inside the open unit of work, with the membership locked.</summary>
internal sealed class MembershipClock(UnitOfWork work, CurrentTenant tenant, Books books, TimeProvider clock)
{
    private const int Hour = 6;
    public const int WarnDays = 3;

    /// <summary>A period began: its benefits are told, its end is awaited.</summary>
    public async Task BeganAsync(Membership membership, CancellationToken stop)
    {
        RingAt(membership, membership.PeriodTo!.Value);
        RingAt(membership, membership.PeriodTo.Value.AddDays(-WarnDays));
        await TellAsync(membership, stop);
    }

    /// <summary>Tells whoever keeps groups until when it counts.</summary>
    public async Task TellAsync(Membership membership, CancellationToken stop)
    {
        var last = membership.CancelAtEnd ? membership.PeriodTo!.Value.AddDays(-1) : membership.PeriodTo!.Value.AddDays(MembershipTerms.GraceDays);
        work.Tell(new MembershipChanged(membership.Id, membership.AccountId, (await PlanAsync(membership, stop)).GroupKey, last));
    }

    /// <summary>It counts no more, from today on.</summary>
    public async Task LeaveGroupAsync(Membership membership, CancellationToken stop) =>
        work.Tell(new MembershipChanged(membership.Id, membership.AccountId, (await PlanAsync(membership, stop)).GroupKey, tenant.ClubDay(clock.GetUtcNow()).AddDays(-1)));

    /// <summary>Money that was due did not come: it is tried again after 1, 3 and 7 days, and then the membership lapses.</summary>
    public async Task MissedAsync(Membership membership, MembershipCharge charge, CancellationToken stop)
    {
        if (membership.Attempts >= MembershipTerms.RetryAfterDays.Count)
        {
            charge.State = MembershipCharge.GivenUp;
            await EndAsync(membership, "lapsed", stop);
            return;
        }
        membership.State = Membership.PastDue;
        var next = charge.PeriodFrom.AddDays(MembershipTerms.RetryAfterDays[membership.Attempts]);
        membership.Attempts++;
        RingAt(membership, next);
        await NewsAsync(membership, membership.SavedMethod is null ? "pay_now" : "payment_failed", charge.Amount, next, null, $"{charge.Id} {membership.Attempts}", stop);
    }

    /// <summary>It is over, today.</summary>
    /// <param name="reason"><c>cancelled</c>, <c>lapsed</c> or <c>by_club</c>.</param>
    public async Task EndAsync(Membership membership, string reason, CancellationToken stop)
    {
        var today = tenant.ClubDay(clock.GetUtcNow());
        await EarnAsync(membership, stop);
        (membership.State, membership.EndReason, membership.EndedAt, membership.SavedMethod) = (Membership.Ended, reason, clock.GetUtcNow(), null);
        await LeaveGroupAsync(membership, stop);
        await NewsAsync(membership, "ended", new Money(0, (await PlanAsync(membership, stop)).Currency), today, reason, $"{membership.Id} ended", stop);
    }

    /// <summary>What was paid for days that are over is revenue.</summary>
    public async Task EarnAsync(Membership membership, CancellationToken stop)
    {
        var charges = await work.Model<PaymentsModel>().Set<MembershipCharge>().Where(one => one.MembershipId == membership.Id && one.State == MembershipCharge.Paid && one.EarnedAt == null).ToListAsync(stop);
        foreach (var charge in charges)
        {
            charge.EarnedAt = clock.GetUtcNow();
            var prepaid = charge.Amount with { AmountMinor = await PrepaidAsync(charge, stop) };
            await books.PostAsync(new Entry($"membership earned {charge.Id}", "membership_earned", [new Line(Account.MembershipPrepaid, prepaid, charge.Id), new Line(Account.Sales, prepaid with { AmountMinor = -prepaid.AmountMinor })]), stop);
        }
    }

    // Without its tax, and without what went back.
    private async Task<long> PrepaidAsync(MembershipCharge charge, CancellationToken stop)
    {
        await using var read = work.Command("select coalesce(-sum(amount_minor), 0)::bigint from ledger_lines where account = $1 and holder = $2", Account.MembershipPrepaid, charge.Id);
        return (long)(await read.ExecuteScalarAsync(stop))!;
    }

    public async Task NewsAsync(Membership membership, string news, Money price, DateOnly day, string? reason, string occasion, CancellationToken stop) =>
        work.Tell(new MembershipNews(membership.Id, membership.AccountId, (await PlanAsync(membership, stop)).Name, news, price, day, reason, occasion));

    /// <summary>Looks at the membership again on a day.</summary>
    public void RingAt(Membership membership, DateOnly day) => work.RingAt(tenant.At(day, Hour), RenewMembership.Job, $"{membership.Id}");

    private Task<MembershipPlan> PlanAsync(Membership membership, CancellationToken stop) =>
        work.Model<PaymentsModel>().Set<MembershipPlan>().AsNoTracking().FirstAsync(plan => plan.Id == membership.PlanId, stop);
}
