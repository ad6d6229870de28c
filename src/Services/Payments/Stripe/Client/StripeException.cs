namespace PadelSaaS.Payments.Stripe;

/// <summary>Stripe said no, in its own words. Its message may name a card; it goes into no log and onto no page.</summary>
internal sealed class StripeException(int status, StripeError error, string? requestId) : Exception($"Stripe answered {status} {error.Type} {error.Code} {error.Param} ({requestId})")
{
    public int Status { get; } = status;

    public StripeError Error { get; } = error;

    public string? RequestId { get; } = requestId;

    public string? Code => Error.Code;

    /// <summary>Whether Stripe itself says to try again, or not to; <see langword="null"/> when it says nothing.</summary>
    public bool? ShouldRetry { get; init; }
}

/// <summary>The member <c>error</c> of a refused answer.</summary>
internal sealed record StripeError(string? Type, string? Code, string? DeclineCode, string? Param, string? Message, PaymentIntent? PaymentIntent);
