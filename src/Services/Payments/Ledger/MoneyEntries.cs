using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Posts what hosted providers do: money in, money back, fees that become known later. What the provider says about fee and commission is
/// what is posted; where it cannot split, the commission is accrued and invoiced by the month. Within the transaction of the payment's change.
/// </summary>
internal sealed class MoneyEntries(UnitOfWork work, Books books, Commissions commissions, Providers providers)
{
    /// <summary>The money of a payment is there.</summary>
    public async Task SettledAsync(Payment payment, ProviderPayment seen, CancellationToken stop)
    {
        var taken = seen.TakenMinor > 0 ? seen.TakenMinor : payment.AmountMinor;
        var splits = Splits(payment);
        // A share's part of the commission was agreed with the whole price: the parts add up to it, however many pay.
        var commission = splits ? seen.CommissionMinor
            : payment.CommissionMinor is { } agreed ? CommissionTerms.Back(payment.AmountMinor, agreed, 0, taken)
            : await commissions.OfAsync(payment.Amount with { AmountMinor = taken }, stop);
        payment.Costs(commission, seen.FeeMinor);
        var (fee, kept) = (seen.FeeMinor ?? 0, splits ? commission : 0);
        await books.PostAsync(Of(payment, $"settled {payment.Id}", "payment",
            [(Account.AtProvider(payment.Provider), taken - kept - fee), (Account.Commission, kept), (Account.ProviderFee, fee), (Account.Receivable, -taken)]), stop);
        if (!splits)
            await books.PostAsync(Of(payment, $"commission {payment.Id}", "commission", [(Account.Commission, commission), (Account.CommissionDue, -commission)]), stop);
    }

    /// <summary>The provider has said what it keeps, some time after the money came.</summary>
    public async Task FeeKnownAsync(Payment payment, long feeMinor, CancellationToken stop)
    {
        if (payment.ProviderFeeMinor is not null || payment.CommissionMinor is null) return;
        payment.Costs(payment.CommissionMinor.Value, feeMinor);
        await books.PostAsync(Of(payment, $"fee {payment.Id}", "provider_fee", [(Account.ProviderFee, feeMinor), (Account.AtProvider(payment.Provider), -feeMinor)]), stop);
    }

    /// <summary>
    /// What of the commission goes back with a refund: in proportion, rounded over all refunds together. Decided once and kept with the refund,
    /// before the provider is told, so that asking again says the same. All refunds of the payment are locked.
    /// </summary>
    public async Task<long> CommissionBackAsync(Payment payment, Refund refund, CancellationToken stop)
    {
        if (refund.CommissionMinor is { } decided) return decided;
        var others = await work.Model<PaymentsModel>().Refunds.AsNoTracking()
            .Where(other => other.PaymentId == payment.Id && other.Id != refund.Id && other.State != Refund.Failed && other.CommissionMinor != null)
            .Select(other => new { other.AmountMinor, Back = other.CommissionMinor!.Value }).ToListAsync(stop);
        var (before, returned) = (others.Sum(other => other.AmountMinor), others.Sum(other => other.Back));
        var fee = payment.CommissionMinor ?? 0;
        var whole = CommissionTerms.Back(payment.Arrived.AmountMinor, fee, 0, before + refund.AmountMinor);
        return refund.Returns(Math.Clamp(whole - returned, 0, refund.AmountMinor));
    }

    /// <summary>What the provider is to be told about it: nothing where it did not split.</summary>
    public long ToldBack(Payment payment, Refund refund) => Splits(payment) ? refund.CommissionMinor ?? 0 : 0;

    /// <summary>Money of a payment has gone back, by the provider.</summary>
    public async Task RefundedAsync(Payment payment, Refund refund, CancellationToken stop)
    {
        var back = await CommissionBackAsync(payment, refund, stop);
        var split = ToldBack(payment, refund);
        await books.PostAsync(Of(payment, $"refunded {refund.Id}", "refund",
            [(Account.Receivable, refund.AmountMinor), (Account.AtProvider(payment.Provider), split - refund.AmountMinor), (Account.Commission, -split)],
            refund.ProviderReference), stop);
        if (split == 0)
            await books.PostAsync(Of(payment, $"commission back {refund.Id}", "commission", [(Account.CommissionDue, back), (Account.Commission, -back)]), stop);
    }

    private bool Splits(Payment payment) => providers.Find(payment.Provider)?.Capabilities.SplitFee ?? false;

    private static Entry Of(Payment payment, string key, string kind, (string Account, long Minor)[] lines, string? reference = null) =>
        new(key, kind, [.. lines.Select(line => new Line(line.Account, payment.Amount with { AmountMinor = line.Minor }))])
        {
            BookingId = payment.BookingId,
            PaymentId = payment.Id,
            Provider = payment.Provider,
            ProviderReference = reference ?? payment.ProviderReference,
        };
}
