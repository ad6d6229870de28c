using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Accounting;

/// <summary>Sends a refund again that its provider refused: as a new one, because the old one's key would hear the old answer. Once, however often it is pressed.</summary>
internal sealed class RetryRefund(UnitOfWork work, Refunding refunding)
{
    private static readonly Refusal NotFailed = new("refund_not_failed", StatusCodes.Status409Conflict, "This refund did not fail, or was sent again already.");
    private static readonly Refusal NothingLeft = new("nothing_left", StatusCodes.Status409Conflict, "Of this payment there is not so much left to give back.");

    /// <returns>Why not; <see langword="null"/> when it is on its way, or was already by the same act.</returns>
    public async Task<Refusal?> RetryAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var known = await model.Refunds.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        var asked = known is null ? null : await model.Payments.AsNoTracking().FirstAsync(one => one.Id == known.PaymentId, stop);
        if (asked is null) return await UndoneAsync(Refusal.NotFound("This refund"));

        var payment = (await model.LockSameAsync(asked, stop)).Single(one => one.Id == asked.Id);
        var refund = await model.Refunds.SingleAsync(one => one.Id == id, stop);
        if (refund.State != Refund.Failed || refund.RetriedBy is not null) return await UndoneAsync(NotFailed);
        if (await refunding.LeftAsync([payment], stop) < refund.AmountMinor) return await UndoneAsync(NothingLeft);
        refund.RetriedAs(refunding.Owe(payment, refund.AmountMinor, refund.Reason));
        await work.CommitAsync(stop);
        return null;
    }

    private async Task<Refusal> UndoneAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return refusal;
    }
}
