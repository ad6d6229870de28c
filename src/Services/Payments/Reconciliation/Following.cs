using Microsoft.EntityFrameworkCore;
using PadelSaaS.Payments.Stripe;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>Lets our books follow what a provider did without us: refunds, payouts, disputes. By the paths that its events would have taken. The unit of work must be closed.</summary>
internal sealed class Following(UnitOfWork work, StripeProvider stripe, ReadingRefunds refunds, ReadingPayouts payouts, ReadingDisputes disputes, SettleRefund settle, RefundsMadeThere madeThere)
{
    public async Task FollowAsync(ReconciliationDifference row, CancellationToken stop)
    {
        switch (row.What)
        {
            case MovementKind.Refund when row is { RefundId: { } refund, Kind: DifferenceKind.StateDiffers } && await IsDueAsync(refund, stop):
                await settle.RingAsync($"{refund}", stop);
                break;
            case MovementKind.Refund when row.PaymentId is { } payment && row.Provider == StripeProvider.ProviderName && stripe.Capabilities.Statement:
                await refunds.ReadAsync(payment, stop);
                break;
            case MovementKind.Refund when row is { PaymentId: { } payment, Kind: not DifferenceKind.MissingThere }:
                await TakeOverAsync(row, payment, stop);
                break;
            case MovementKind.Payout:
                await payouts.ReadAsync(row.Reference, await stripe.RequestAsync(stop), stop);
                break;
            case MovementKind.Dispute:
                await FollowDisputeAsync(row, stop);
                break;
        }
    }

    private async Task FollowDisputeAsync(ReconciliationDifference row, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var dispute = await work.Model<PaymentsModel>().StatementLines.Where(one => one.Provider == row.Provider && one.Id == row.LineId).Select(one => one.Reference).FirstOrDefaultAsync(stop);
        await work.RollbackAsync();
        if (dispute is not null) await disputes.ReadAsync(dispute, await stripe.RequestAsync(stop), stop);
    }

    private async Task TakeOverAsync(ReconciliationDifference row, Guid paymentId, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var seen = await model.Payments.AsNoTracking().SingleAsync(one => one.Id == paymentId, stop);
        var payment = (await model.LockSameAsync(seen, stop)).Single(one => one.Id == paymentId);
        var ours = await model.Refunds.Where(one => one.PaymentId == paymentId).ToListAsync(stop);
        var line = await model.StatementLines.AsNoTracking().FirstOrDefaultAsync(one => one.Provider == row.Provider && one.Id == row.LineId, stop);
        var mine = ours.Find(one => one.Id == row.RefundId);
        // Somebody may have been faster: only what still is not in our books is taken over.
        var promised = ours.Where(one => one.State != Refund.Failed).Sum(one => one.AmountMinor);
        var missing = line is null || ours.Exists(one => line.RefundReference is not null && one.ProviderReference == line.RefundReference && one.State == Refund.Settled) ? 0
            : line.RefundReference is null ? -line.AmountMinor - promised : -line.AmountMinor;
        if (payment.SettledAt is not null && mine is { State: Refund.Failed, RetriedBy: null }) await madeThere.CatchUpAsync(payment, ours, mine, line?.RefundReference, stop);
        else if (payment.SettledAt is not null && missing > 0) await madeThere.TakeOverAsync(payment, ours, missing, line!.RefundReference, null, stop);
        await work.CommitAsync(stop);
    }

    private async Task<bool> IsDueAsync(Guid refund, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var due = await work.Model<PaymentsModel>().Refunds.AnyAsync(one => one.Id == refund && one.State == Refund.Due, stop);
        await work.RollbackAsync();
        return due;
    }
}
