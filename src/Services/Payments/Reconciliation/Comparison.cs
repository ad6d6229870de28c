namespace PadelSaaS.Payments.Reconciliation;

/// <summary>A difference as a comparison finds it.</summary>
internal sealed record Finding(string Kind, string What, string Reference, long? OursMinor, long? TheirsMinor, string Currency, DateTimeOffset At)
{
    public string? LineId { get; init; }

    public Guid? PaymentId { get; init; }

    public Guid? RefundId { get; init; }

    public (string, string, string) Key => (Kind, What, Reference);
}

/// <summary>What is compared: lines of a statement, and what our books know of the things they name.</summary>
/// <param name="Posted">Keys of entries: what somebody took into the books, and movements of disputes.</param>
/// <param name="Payouts">States of payouts we know.</param>
/// <param name="SaysFees">Whether the provider's statement says what was kept: by questions about payments it is not known.</param>
/// <param name="GivenBack">Differences whose money somebody sent back: the refund carries their id.</param>
internal sealed record Evidence(
    bool SaysFees, IReadOnlyList<StatementLine> Lines, IReadOnlyList<Payment> Payments, IReadOnlyList<Refund> Refunds, IReadOnlySet<string> Posted, IReadOnlyDictionary<string, string> Payouts, IReadOnlySet<Guid> GivenBack);

/// <summary>
/// Compares what a provider says it moved with our books. Pure: the same evidence has the same differences. Amounts in another currency than the payment's
/// are the balance's and cannot be weighed.
/// </summary>
internal sealed class Comparison(Evidence evidence)
{
    private readonly List<Finding> found = [];
    private readonly List<(Payment Payment, long Fee)> fees = [];
    private readonly HashSet<string> seen = [];

    /// <summary>Fees nobody had said before.</summary>
    public IReadOnlyList<(Payment Payment, long Fee)> Fees => fees;

    public IReadOnlyList<Finding> Run()
    {
        foreach (var line in evidence.Lines.OrderBy(line => line.At).ThenBy(line => line.Id, StringComparer.Ordinal))
        {
            // Of two lines about one payment the second is one too many, also where the first was taken into the books by hand.
            var isFirst = line.Kind != MovementKind.Payment || seen.Add(line.Reference ?? line.PaymentId?.ToString() ?? line.Id);
            if (evidence.Posted.Contains(line.Key)) continue;
            switch (line.Kind)
            {
                case MovementKind.Payment:
                    Look(line, isFirst);
                    break;
                case MovementKind.Refund:
                    LookAtRefund(line);
                    break;
                case MovementKind.RefundFailed:
                    if (RefundOf(line) is { State: Refund.Settled } ours) Find(DifferenceKind.StateDiffers, MovementKind.Refund, line, ours.AmountMinor, 0, ours);
                    break;
                case MovementKind.Payout:
                    if (!evidence.Payouts.ContainsKey(line.Reference ?? "")) Find(DifferenceKind.MissingHere, MovementKind.Payout, line, null, -line.AmountMinor);
                    break;
                case MovementKind.PayoutReturned:
                    if (evidence.Payouts.GetValueOrDefault(line.Reference ?? "") is not ("failed" or "canceled")) Find(DifferenceKind.StateDiffers, MovementKind.Payout, line, null, line.AmountMinor);
                    break;
                case MovementKind.Dispute:
                    if (!evidence.Posted.Contains($"dispute {line.Reference} {line.Id}")) Find(DifferenceKind.MissingHere, MovementKind.Dispute, line, null, line.AmountMinor);
                    break;
                case MovementKind.Fee or MovementKind.Other:
                    Find(DifferenceKind.MissingHere, line.Kind, line, null, line.NetMinor);
                    break;
            }
        }
        return found;
    }

    private void Look(StatementLine line, bool isFirst)
    {
        var ours = PaymentOf(line);
        if (ours is null) Find(DifferenceKind.MissingHere, MovementKind.Payment, line, null, line.AmountMinor);
        else if (!isFirst || (ours.ProviderReference is { } known && known != line.Reference)) Find(DifferenceKind.Twice, MovementKind.Payment, line, ours.SettledAt is null ? 0 : ours.Arrived.AmountMinor, line.AmountMinor, payment: ours);
        else if (ours.SettledAt is null) Find(DifferenceKind.StateDiffers, MovementKind.Payment, line, 0, line.AmountMinor, payment: ours);
        else if (ours.Currency != line.Currency) return;
        else
        {
            if (ours.Arrived.AmountMinor != line.AmountMinor && !evidence.Posted.Contains($"reconciled amount {line.Id}"))
                Find(DifferenceKind.AmountDiffers, MovementKind.Payment, line, ours.Arrived.AmountMinor, line.AmountMinor, payment: ours);
            if (!evidence.SaysFees) return;
            if (ours.ProviderFeeMinor is not { } fee) fees.Add((ours, line.FeeMinor));
            else if (fee != line.FeeMinor) Find(DifferenceKind.FeeDiffers, MovementKind.Fee, line, fee, line.FeeMinor, payment: ours);
            if (line.CommissionMinor > 0 && ours.CommissionMinor != line.CommissionMinor) Find(DifferenceKind.FeeDiffers, DifferenceKind.Commission, line, ours.CommissionMinor, line.CommissionMinor, payment: ours);
        }
    }

    private void LookAtRefund(StatementLine line)
    {
        // What somebody sent back because it had come twice, or for nothing, is in the books already.
        if (line.RefundId is { } id && evidence.GivenBack.Contains(id)) return;
        var (ours, payment, theirs) = (RefundOf(line), PaymentOf(line), -line.AmountMinor);
        if (line.RefundReference is null && line.RefundId is null)
        {
            // All that has gone back of it, from a provider that names no refunds. What we are sending just now may or may not be in it.
            if (payment is null) return;
            var promised = evidence.Refunds.Where(one => one.PaymentId == payment.Id && one.State != Refund.Failed).Sum(one => one.AmountMinor);
            if (theirs > promised) Find(DifferenceKind.MissingHere, MovementKind.Refund, line, promised, theirs, payment: payment);
            return;
        }
        var cameBack = evidence.Lines.Any(other => other.Kind == MovementKind.RefundFailed && other.RefundReference is not null && other.RefundReference == line.RefundReference);
        if (ours is null && cameBack) return;
        if (ours is null) Find(DifferenceKind.MissingHere, MovementKind.Refund, line, null, theirs, payment: payment);
        else if (ours.State != Refund.Settled && !cameBack) Find(DifferenceKind.StateDiffers, MovementKind.Refund, line, 0, theirs, ours);
        else if (ours.State == Refund.Settled && ours.AmountMinor != theirs && payment?.Currency == line.Currency && !evidence.Posted.Contains($"reconciled amount {line.Id}"))
            Find(DifferenceKind.AmountDiffers, MovementKind.Refund, line, ours.AmountMinor, theirs, ours);
    }

    private void Find(string kind, string what, StatementLine line, long? ours, long? theirs, Refund? refund = null, Payment? payment = null) =>
        found.Add(new Finding(kind, what, what is MovementKind.Refund ? line.RefundReference ?? line.Reference ?? line.Id : kind == DifferenceKind.Twice || what is MovementKind.Dispute or MovementKind.Fee or MovementKind.Other ? line.Id : line.Reference ?? line.Id, ours, theirs, line.Currency, line.At)
        {
            LineId = line.Id,
            PaymentId = payment?.Id ?? refund?.PaymentId,
            RefundId = refund?.Id,
        });

    private Payment? PaymentOf(StatementLine line) =>
        evidence.Payments.FirstOrDefault(one => line.Reference is not null && one.ProviderReference == line.Reference) ?? evidence.Payments.FirstOrDefault(one => one.Id == line.PaymentId);

    private Refund? RefundOf(StatementLine line) => evidence.Refunds.FirstOrDefault(one => one.Id == line.RefundId || (line.RefundReference is not null && one.ProviderReference == line.RefundReference));
}
