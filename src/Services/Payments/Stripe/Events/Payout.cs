namespace PadelSaaS.Payments.Stripe;

/// <summary>Money on its way from a provider to the club's bank.</summary>
internal sealed class Payout
{
    public string Id { get; init; } = "";

    public string Provider { get; init; } = StripeProvider.ProviderName;

    public long AmountMinor { get; set; }

    public string Currency { get; set; } = "";

    public string State { get; set; } = "";

    public DateTimeOffset ArrivesAt { get; set; }

    public string? FailureReason { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>A payer's bank wants the money of a payment back.</summary>
internal sealed class Dispute
{
    public string Id { get; init; } = "";

    public string Provider { get; init; } = StripeProvider.ProviderName;

    public Guid? PaymentId { get; set; }

    public long AmountMinor { get; set; }

    public string Currency { get; set; } = "";

    public string State { get; set; } = "";

    public string Reason { get; set; } = "";

    public DateTimeOffset? EvidenceDueAt { get; set; }

    public bool HasEvidence { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }
}
