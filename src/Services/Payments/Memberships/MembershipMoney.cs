using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Payments.Invoices;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Memberships;

/// <summary>What becomes of a membership when its money comes or does not. The membership is locked before its charge changes.</summary>
internal sealed class MembershipMoney(UnitOfWork work, CurrentTenant tenant, Refunding refunding, Wallets wallets, Books books, MembershipClock bell, TaxSettings tax, TimeProvider clock) : IPurpose
{
    public string Name => PaymentPurpose.Membership;

    public async Task SettledAsync(Payment payment, CancellationToken stop)
    {
        var (membership, charge) = await LockAsync(payment, stop);
        var now = clock.GetUtcNow();
        var another = membership.State == Membership.Pending && await work.Model<PaymentsModel>().Set<Membership>()
            .AnyAsync(one => one.AccountId == membership.AccountId && one.Id != membership.Id && (one.State == Membership.Active || one.State == Membership.PastDue || one.State == Membership.Frozen), stop);
        // Paid twice, or for a membership that is over, or while another began: the money is not wanted.
        if (charge.State != MembershipCharge.Open || membership.State == Membership.Ended || another)
        {
            await refunding.OweAsync([payment], long.MaxValue, "membership_not_wanted", stop);
            if (another) (membership.State, membership.EndReason, membership.EndedAt, charge.State) = (Membership.Ended, "another", now, MembershipCharge.GivenUp);
            return;
        }
        (charge.State, charge.PaidAt, charge.TaxMinor) = (MembershipCharge.Paid, now, TaxSettings.TaxIn(charge.AmountMinor, await tax.MembershipBpsAsync(stop)));
        Money Of(long minor) => charge.Amount with { AmountMinor = minor };
        await books.PostAsync(new Entry(PaidKey(charge), "membership_paid",
            [new Line(Account.Receivable, charge.Amount), new Line(Account.Tax, Of(-charge.TaxMinor)), new Line(Account.MembershipPrepaid, Of(charge.TaxMinor - charge.AmountMinor), charge.Id)])
        {
            PaymentId = payment.Id,
        }, stop);
        if (charge.Kind == MembershipCharge.Change) await SwitchAsync(membership, charge, stop);
        else await BeginAsync(membership, charge, stop);
    }

    /// <summary>Money of a period went back: it was not sold, nor is its tax owed.</summary>
    public async Task RefundedAsync(Payment payment, Refund refund, CancellationToken stop)
    {
        var (_, charge) = await LockAsync(payment, stop);
        await using var find = work.Command("select exists (select from ledger_entries where key = $1 and payment_id = $2)", PaidKey(charge), payment.Id);
        // Money that was never wanted is in no sale.
        if (!(bool)(await find.ExecuteScalarAsync(stop))! || charge.AmountMinor == 0) return;
        var back = Math.Min(refund.AmountMinor, charge.AmountMinor);
        var taxBack = (long)(((Int128)charge.TaxMinor * back * 2 + charge.AmountMinor) / ((Int128)charge.AmountMinor * 2));
        Money Of(long minor) => charge.Amount with { AmountMinor = minor };
        await books.PostAsync(new Entry($"membership back {refund.Id}", "membership_refunded",
            [new Line(Account.Receivable, Of(-back)), new Line(Account.Tax, Of(taxBack)), charge.EarnedAt is null ? new Line(Account.MembershipPrepaid, Of(back - taxBack), charge.Id) : new Line(Account.Sales, Of(back - taxBack))])
        {
            PaymentId = payment.Id,
        }, stop);
    }

    public async Task FailedAsync(Payment payment, CancellationToken stop)
    {
        var (membership, charge) = await LockAsync(payment, stop);
        if (charge.State != MembershipCharge.Open) return;
        if (membership.State == Membership.Pending || charge.Kind == MembershipCharge.Change)
        {
            charge.State = MembershipCharge.GivenUp;
            if (membership.State == Membership.Pending) (membership.State, membership.EndReason, membership.EndedAt) = (Membership.Ended, "not_paid", clock.GetUtcNow());
            return;
        }
        await bell.MissedAsync(membership, charge, stop);
    }

    // Whoever looked at the card page of a period that is due and went away has missed nothing by that: it stays due and is asked for on its days.
    public async Task AbandonedAsync(Payment payment, CancellationToken stop)
    {
        var (membership, charge) = await LockAsync(payment, stop);
        if (membership.State == Membership.Pending || charge.Kind == MembershipCharge.Change) await FailedAsync(payment, stop);
    }

    public async Task KeptAsync(Payment payment, string savedMethod, CancellationToken stop)
    {
        var (membership, _) = await LockAsync(payment, stop);
        (membership.Provider, membership.SavedMethod) = (payment.Provider, savedMethod);
    }

    /// <summary>A period that is paid, or that the club gave, begins: benefits, credit, the next bell.</summary>
    public async Task BeginAsync(Membership membership, MembershipCharge charge, CancellationToken stop)
    {
        var today = tenant.ClubDay(clock.GetUtcNow());
        var version = await work.Model<PaymentsModel>().Set<MembershipVersion>().AsNoTracking().FirstAsync(one => one.Id == charge.VersionId, stop);
        // Paid on another day than it was begun on: the period counts from the day of the money, but never twice for the same days.
        if (membership.State == Membership.Pending && charge.PeriodFrom != today)
            (membership.AnchorDay, charge.PeriodFrom, charge.PeriodTo) = (today.Day, today, MembershipTerms.End(today, version.Months, today.Day));
        (membership.State, membership.Attempts, membership.PlanId, membership.VersionId) = (Membership.Active, 0, version.PlanId, version.Id);
        (membership.PeriodFrom, membership.PeriodTo, membership.NextPlanId) = (charge.PeriodFrom, charge.PeriodTo, null);
        await bell.BeganAsync(membership, stop);
        if (version.CreditMinor <= 0) return;
        var plan = await work.Model<PaymentsModel>().Set<MembershipPlan>().AsNoTracking().FirstAsync(one => one.Id == version.PlanId, stop);
        await wallets.AddAsync(new WalletLot
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            AccountId = membership.AccountId,
            Kind = LotKind.Wallet,
            AmountMinor = version.CreditMinor,
            Currency = plan.Currency,
            ExpiresAt = tenant.At(charge.PeriodTo),
            Origin = LotOrigin.Membership,
            OriginId = charge.Id,
            Label = plan.Name,
        }, Account.Sales, stop);
    }

    // The rest of the period in the better plan; its credit comes with the next.
    private async Task SwitchAsync(Membership membership, MembershipCharge charge, CancellationToken stop)
    {
        var version = await work.Model<PaymentsModel>().Set<MembershipVersion>().AsNoTracking().FirstAsync(one => one.Id == charge.VersionId, stop);
        await bell.LeaveGroupAsync(membership, stop);
        (membership.PlanId, membership.VersionId, membership.NextPlanId) = (version.PlanId, version.Id, null);
        await bell.TellAsync(membership, stop);
    }

    private static string PaidKey(MembershipCharge charge) => $"membership {charge.Id}";

    private async Task<(Membership, MembershipCharge)> LockAsync(Payment payment, CancellationToken stop)
    {
        var model = work.Model<PaymentsModel>();
        var member = await model.Set<MembershipCharge>().Where(one => one.Id == payment.PurposeId).Select(one => one.MembershipId).FirstAsync(stop);
        var membership = await model.Set<Membership>().FromSql($"select * from memberships where id = {member} for update").FirstAsync(stop);
        return (membership, await model.Set<MembershipCharge>().FirstAsync(one => one.Id == payment.PurposeId, stop));
    }
}
