using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Memberships;

/// <summary>
/// The bell of a membership: tells of a renewal, ends what was cancelled, freezes and thaws, charges the next period, tries again what failed. It
/// looks at the day and at the row; ringing twice is ringing once.
/// </summary>
internal sealed class RenewMembership(UnitOfWork work, CurrentTenant tenant, MembershipClock bell, Plans plans, Providers providers, ProviderWord word, Commissions commissions, TimeProvider clock) : ITimerJob
{
    public const string Job = "renew-membership";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        var today = tenant.ClubDay(clock.GetUtcNow());
        await work.BeginAsync(stop);
        var membership = await work.Model<PaymentsModel>().Set<Membership>().FromSql($"select * from memberships where id = {id} for update").FirstOrDefaultAsync(stop);
        var payment = membership is { IsLive: true, PeriodTo: not null } ? await LookAsync(membership, today, stop) : null;
        var method = membership?.SavedMethod;
        await work.CommitAsync(stop);
        if (payment is not null && method is not null) await ChargeAsync(payment, method, stop);
    }

    // What has to be charged to the kept card once this is committed.
    private async Task<Payment?> LookAsync(Membership membership, DateOnly today, CancellationToken stop)
    {
        if (await FreezeAsync(membership, today, stop)) return null;
        if (today < membership.PeriodTo)
        {
            if (membership is { CancelAtEnd: false, Given: false, State: Membership.Active } && membership.PeriodTo.Value.DayNumber - today.DayNumber <= MembershipClock.WarnDays) await WarnAsync(membership, stop);
            return null;
        }
        if (membership.CancelAtEnd || membership.Given)
        {
            await bell.EndAsync(membership, membership.Given ? "by_club" : "cancelled", stop);
            return null;
        }
        await bell.EarnAsync(membership, stop);
        var charge = await DueAsync(membership, stop);
        // Bells that were late ring together: one attempt a day it is due on.
        if (today < charge.PeriodFrom.AddDays(membership.Attempts == 0 ? 0 : MembershipTerms.RetryAfterDays[membership.Attempts - 1])) return null;
        if (membership.SavedMethod is null || membership.Provider is null || providers.Find(membership.Provider) is null)
        {
            await bell.MissedAsync(membership, charge, stop);
            return null;
        }
        // An attempt whose call never went through is made again with its own key; one that is on its way is left to its answer.
        var model = work.Model<PaymentsModel>();
        if (await model.Payments.FirstOrDefaultAsync(one => one.PurposeId == charge.Id && one.State == PaymentState.Open && one.Provider == membership.Provider, stop) is { } open) return open.ProviderReference is null ? open : null;
        var payment = Payment.ForPurpose(PaymentPurpose.Membership, charge.Id, membership.Provider, charge.Amount, $"{tenant.Info.Name}", "/membership", clock.GetUtcNow().AddDays(1), clock.GetUtcNow());
        model.Payments.Add(payment);
        foreach (var minutes in ReconcilePayment.AfterMinutes) work.RingAt(clock.GetUtcNow().AddMinutes(minutes), ReconcilePayment.Job, $"{payment.Id}");
        return payment;
    }

    // True when nothing else is to be looked at: it is frozen, or was thawed just now.
    private async Task<bool> FreezeAsync(Membership membership, DateOnly today, CancellationToken stop)
    {
        if (membership.FreezeFrom is not { } from || membership.FreezeUntil is not { } until) return false;
        if (membership.State == Membership.Active && today >= from && today < until)
        {
            membership.State = Membership.Frozen;
            await bell.LeaveGroupAsync(membership, stop);
        }
        if (membership.State != Membership.Frozen) return false;
        if (today >= until)
        {
            (membership.State, membership.FreezeFrom, membership.FreezeUntil) = (Membership.Active, null, null);
            await bell.TellAsync(membership, stop);
        }
        return true;
    }

    private async Task WarnAsync(Membership membership, CancellationToken stop)
    {
        var version = await NextAsync(membership, stop);
        await bell.NewsAsync(membership, "renews_soon", new Money(version.Version.PriceMinor, version.Currency), membership.PeriodTo!.Value, null, $"{membership.Id} {membership.PeriodTo:yyyy-MM-dd}", stop);
    }

    private async Task<MembershipCharge> DueAsync(Membership membership, CancellationToken stop)
    {
        var (model, from) = (work.Model<PaymentsModel>(), membership.PeriodTo!.Value);
        if (await model.Set<MembershipCharge>().FirstOrDefaultAsync(one => one.MembershipId == membership.Id && one.Kind == MembershipCharge.Period && one.State == MembershipCharge.Open, stop) is { } known) return known;
        var (version, currency) = await NextAsync(membership, stop);
        var charge = Joining.Charge(membership, version, MembershipCharge.Period, from, MembershipTerms.End(from, version.Months, membership.AnchorDay), version.PriceMinor, currency, clock.GetUtcNow());
        model.Add(charge);
        await model.SaveChangesAsync(stop);
        return charge;
    }

    // Of the plan chosen for the next period its price of that day; of one's own what was agreed, unless a new price counts for members, too.
    private async Task<(MembershipVersion Version, string Currency)> NextAsync(Membership membership, CancellationToken stop)
    {
        var all = await plans.ReadAsync(false, stop);
        var day = membership.PeriodTo!.Value;
        if (membership.NextPlanId is { } next && all.FirstOrDefault(one => one.Plan.Id == next) is { } chosen) return (chosen.Versions.Last(one => one.FromDay <= day), chosen.Plan.Currency);
        var plan = all.First(one => one.Plan.Id == membership.PlanId);
        return (MembershipTerms.VersionOn(plan.Versions, plan.Versions.First(one => one.Id == membership.VersionId), day), plan.Plan.Currency);
    }

    private async Task ChargeAsync(Payment payment, string method, CancellationToken stop)
    {
        var provider = providers.Of(payment);
        var commission = 0L;
        if (provider.Capabilities.SplitFee)
        {
            await work.BeginAsync(stop);
            commission = await commissions.AgreeAsync(payment.Id, payment.Amount, stop);
            await work.CommitAsync(stop);
        }
        var seen = await provider.ChargeSavedAsync(new SavedMethodOrder(payment.Id, payment.Amount, commission, payment.Description, method), stop);
        await work.BeginAsync(stop);
        await using (var remember = work.Command("update payments set provider_reference = $2 where id = $1 and provider_reference is null", payment.Id, seen.Reference)) await remember.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
        if (seen.State != ProviderState.Open) await word.NoteAsync(payment, seen, stop);
    }
}
