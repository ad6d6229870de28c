using PadelSaaS.Contracts;

namespace PadelSaaS.Payments;

/// <summary>What a movement at a provider is; words of rows.</summary>
internal static class MovementKind
{
    public const string Payment = "payment", Refund = "refund", Payout = "payout", Dispute = "dispute", Fee = "fee", Other = "other";

    /// <summary>A refund that came back from the payer's bank.</summary>
    public const string RefundFailed = "refund_failed";

    /// <summary>A payout that came back from the club's bank.</summary>
    public const string PayoutReturned = "payout_returned";

    /// <summary>A part of the platform's commission that went back to the club.</summary>
    public const string CommissionBack = "commission_back";
}

/// <summary>A movement as a provider's statement has it: it only says what to compare.</summary>
/// <param name="Id">The provider's name of the movement: told again, it is the same.</param>
/// <param name="Reference">The payment, payout or dispute it belongs to.</param>
/// <param name="Amount">What came, or went below zero, before what was kept of it.</param>
/// <param name="FeeMinor">What the provider kept for itself.</param>
/// <param name="CommissionMinor">What it set aside for the platform.</param>
internal sealed record ProviderMovement(string Id, string Kind, string? Reference, Money Amount, long FeeMinor, long CommissionMinor, DateTimeOffset At)
{
    /// <summary>A refund's own name there.</summary>
    public string? RefundReference { get; init; }

    /// <summary>Our id of the payment, as it was given along.</summary>
    public Guid? PaymentId { get; init; }

    /// <summary>Our id of the refund, as it was given along.</summary>
    public Guid? RefundId { get; init; }
}

/// <summary>The provider knows no such payment.</summary>
internal sealed class UnknownPaymentException(string provider, string reference) : InvalidOperationException($"'{provider}' does not know '{reference}'.");

/// <summary>A page of a statement.</summary>
/// <param name="Next">Where the next page begins; <see langword="null"/> on the last one.</param>
internal sealed record StatementPage(IReadOnlyList<ProviderMovement> Movements, string? Next);
