namespace PadelSaaS.Payments.Stripe;

/// <summary>Beside the parameters of a call.</summary>
/// <param name="IdempotencyKey">Comes from what is done, never from the attempt.</param>
/// <param name="StripeAccount">The club on whose account it happens; <see langword="null"/> for the platform's own.</param>
internal sealed record RequestOptions(string? IdempotencyKey = null, string? StripeAccount = null);

internal sealed record PaymentIntentCreateOptions
{
    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public AutomaticPaymentMethodsOptions? AutomaticPaymentMethods { get; init; }

    public long? ApplicationFeeAmount { get; init; }

    public string? CaptureMethod { get; init; }

    public string? SetupFutureUsage { get; init; }

    public string? Customer { get; init; }

    public string? PaymentMethod { get; init; }

    public bool? Confirm { get; init; }

    public bool? OffSession { get; init; }

    public string? Description { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public TransferDataOptions? TransferData { get; init; }

    public string? OnBehalfOf { get; init; }
}

internal sealed record AutomaticPaymentMethodsOptions(bool Enabled, string? AllowRedirects = null);

internal sealed record TransferDataOptions(string Destination);

internal sealed record PaymentIntentCaptureOptions(long AmountToCapture, long? ApplicationFeeAmount, IReadOnlyList<string>? Expand);

internal sealed record PaymentIntentCancelOptions(string CancellationReason);

internal sealed record RefundCreateOptions(string PaymentIntent, long Amount, string Reason, bool? ReverseTransfer, Dictionary<string, string> Metadata);

internal sealed record ApplicationFeeRefundCreateOptions(long Amount, Dictionary<string, string> Metadata);

internal sealed record CustomerCreateOptions(Dictionary<string, string> Metadata);

internal sealed record AccountCreateOptions(string Country, string? DefaultCurrency, ControllerOptions Controller, CapabilitiesOptions Capabilities, BusinessProfileOptions BusinessProfile, Dictionary<string, string> Metadata);

internal sealed record ControllerOptions(DashboardOptions StripeDashboard, FeesOptions Fees, LossesOptions Losses, string RequirementCollection);

internal sealed record DashboardOptions(string Type);

internal sealed record FeesOptions(string Payer);

internal sealed record LossesOptions(string Payments);

internal sealed record CapabilitiesOptions(CapabilityOptions CardPayments, CapabilityOptions Transfers);

internal sealed record CapabilityOptions(bool Requested);

internal sealed record BusinessProfileOptions(string Name, string? Url);

internal sealed record AccountLinkCreateOptions(string Account, string Type, string RefreshUrl, string ReturnUrl, CollectionOptions CollectionOptions);

internal sealed record CollectionOptions(string Fields);

/// <summary>Lists are asked for in pages, the newest first.</summary>
internal sealed record ListOptions
{
    public int Limit { get; init; } = 100;

    public string? StartingAfter { get; init; }

    public CreatedOptions? Created { get; init; }

    public string? PaymentIntent { get; init; }

    public string? Charge { get; init; }

    public IReadOnlyList<string>? Expand { get; init; }
}

internal sealed record CreatedOptions(long Gte, long? Lt = null);

internal sealed record ExpandOptions(IReadOnlyList<string> Expand);
