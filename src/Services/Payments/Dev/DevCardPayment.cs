using PadelSaaS.Contracts;

namespace PadelSaaS.Payments;

/// <summary>A payment in the books of the development card company.</summary>
/// <param name="Outcome">What the payer chose, <c>succeeded</c> or <c>declined</c>; it becomes true at <paramref name="AnswersAt"/>.</param>
internal sealed record DevCardPayment(
    string Reference, Guid OrderId, Money Amount, string Description, string ReturnUrl, DateTimeOffset? ExpiresAt, string? Outcome, DateTimeOffset? AnswersAt,
    long RefundedMinor)
{
    /// <summary>Whether the merchant only wants the money held.</summary>
    public bool IsHold { get; init; }

    public DateTimeOffset? HeldUntil { get; init; }

    public long? TakenMinor { get; init; }

    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Whether the merchant asks to keep the card.</summary>
    public bool KeepsMethod { get; init; }

    /// <summary>Name of the kept card.</summary>
    public string? Method { get; init; }

    public DateTimeOffset? AskedBankAt { get; init; }

    public ProviderState StateAt(DateTimeOffset now) =>
        Outcome is null || AnswersAt > now ? ProviderState.Open
        : Outcome != "succeeded" ? ProviderState.Declined
        : !IsHold || TakenMinor is not null ? ProviderState.Succeeded
        : ReleasedAt is not null || HeldUntil <= now ? ProviderState.Declined : ProviderState.Held;
}
