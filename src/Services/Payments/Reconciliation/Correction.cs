using PadelSaaS.Contracts;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>Entries that set the books right. Pure; what nobody can explain lies in <see cref="Account.Difference"/> until somebody can.</summary>
internal static class Correction
{
    public const string Kind = "reconciled";

    /// <summary>A movement we knew nothing of, as the provider tells it. A fee of the provider's own is one; the rest is to be explained.</summary>
    public static Entry OfLine(ReconciliationDifference of, StatementLine line) => of.What == MovementKind.Fee
        ? Of(line.Key, line.Currency, (Account.AtProvider(line.Provider), line.NetMinor), (Account.ProviderFee, -line.NetMinor))
        : Of(line.Key, line.Currency, (Account.AtProvider(line.Provider), line.NetMinor), (Account.ProviderFee, line.FeeMinor), (Account.Commission, line.CommissionMinor), (Account.Difference, -line.AmountMinor));

    /// <summary>Money that was sent back because it had come for nothing; what the provider kept of it stays with it.</summary>
    public static Entry OfGivingBack(ReconciliationDifference of, StatementLine line) => Of($"reconciled back {of.Id}", line.Currency,
        (Account.AtProvider(line.Provider), line.CommissionMinor - line.AmountMinor), (Account.Commission, -line.CommissionMinor), (Account.Difference, line.AmountMinor));

    /// <summary>More or less moved than we thought.</summary>
    public static Entry OfAmount(ReconciliationDifference of, StatementLine line)
    {
        var more = (of.TheirsMinor - of.OursMinor ?? 0) * (of.What == MovementKind.Refund ? -1 : 1);
        return Of($"reconciled amount {line.Id}", line.Currency, (Account.AtProvider(line.Provider), more), (Account.Difference, -more));
    }

    /// <summary>The provider kept another fee, or set another commission aside, than it had said. The payment says so from now on.</summary>
    public static Entry OfFee(ReconciliationDifference of, StatementLine line, Payment payment)
    {
        var isCommission = of.What == DifferenceKind.Commission;
        var more = isCommission ? line.CommissionMinor - (payment.CommissionMinor ?? 0) : line.FeeMinor - (payment.ProviderFeeMinor ?? 0);
        payment.Costs(isCommission ? line.CommissionMinor : payment.CommissionMinor ?? 0, isCommission ? payment.ProviderFeeMinor : line.FeeMinor);
        return Of($"reconciled {of.What} {of.Id} {line.FeeMinor} {line.CommissionMinor}", line.Currency, (isCommission ? Account.Commission : Account.ProviderFee, more), (Account.AtProvider(line.Provider), -more));
    }

    /// <summary>What we posted and never moved is posted back; what players owe is as it was, so the gap is to be explained.</summary>
    public static Entry OfMissing(ReconciliationDifference of, IReadOnlyList<Line> posted) => Of($"reconciled missing {of.RefundId ?? of.PaymentId}", of.Currency,
        [.. posted.Where(line => line.Account != Account.Receivable).Select(line => (line.Account, -line.Amount.AmountMinor)), (Account.Difference, posted.Where(line => line.Account != Account.Receivable).Sum(line => line.Amount.AmountMinor))]);

    private static Entry Of(string key, string currency, params (string Account, long Minor)[] lines) => new(key, Kind, [.. lines.Select(line => new Line(line.Account, new Money(line.Minor, currency)))]);
}
