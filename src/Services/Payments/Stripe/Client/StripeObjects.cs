using System.Text.Json;
using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.Stripe;

/// <summary>Something with an id.</summary>
internal interface IStripeObject
{
    string Id { get; }
}

/// <summary>A payment as Stripe keeps it. States: <c>requires_payment_method requires_confirmation requires_action processing requires_capture canceled succeeded</c>, and what may come.</summary>
internal sealed record PaymentIntent(
    string Id, long Amount, long AmountReceived, string Currency, string Status, string? ClientSecret, long? ApplicationFeeAmount, JsonNode? LatestCharge, JsonNode? PaymentMethod,
    JsonNode? Customer, string? SetupFutureUsage, JsonNode? LastPaymentError, Dictionary<string, string>? Metadata, long Created, bool Livemode) : IStripeObject
{
    public Charge? Charge => Expanded.Read<Charge>(LatestCharge);
}

/// <summary>Money that was taken or held.</summary>
internal sealed record Charge(
    string Id, long Amount, long AmountCaptured, long AmountRefunded, string Currency, JsonNode? ApplicationFee, long? ApplicationFeeAmount, JsonNode? BalanceTransaction,
    PaymentMethodDetails? PaymentMethodDetails, JsonNode? PaymentIntent, bool Disputed) : IStripeObject
{
    public BalanceTransaction? Balance => Expanded.Read<BalanceTransaction>(BalanceTransaction);

    public string? FeeId => Expanded.IdOf(ApplicationFee);
}

internal sealed record PaymentMethodDetails(CardDetails? Card);

internal sealed record CardDetails(long? CaptureBefore);

/// <summary>What a movement did to a balance.</summary>
internal sealed record BalanceTransaction(string Id, long Amount, long Fee, long Net, string Currency, IReadOnlyList<FeeDetail>? FeeDetails, string? Type, JsonNode? Source, long Created) : IStripeObject
{
    /// <summary>What it set aside for the platform.</summary>
    public long ApplicationFee => FeeDetails?.Where(part => part.Type == "application_fee").Sum(part => part.Amount) ?? 0;

    /// <summary>What Stripe kept for itself, without what it set aside for the platform.</summary>
    public long OwnFee => FeeDetails is null ? Fee : FeeDetails.Where(part => part.Type is not "application_fee").Sum(part => part.Amount);
}

internal sealed record FeeDetail(long Amount, string Currency, string Type);

/// <summary>Money going back. States: <c>pending requires_action succeeded failed canceled</c>.</summary>
internal sealed record StripeRefund(string Id, long Amount, string Currency, string? Status, string? FailureReason, JsonNode? PaymentIntent, Dictionary<string, string>? Metadata, long Created) : IStripeObject;

/// <summary>A part of the platform's cut going back.</summary>
internal sealed record ApplicationFeeRefund(string Id, long Amount, string Currency, Dictionary<string, string>? Metadata) : IStripeObject;

/// <summary>A club's account.</summary>
internal sealed record StripeAccount(
    string Id, bool ChargesEnabled, bool PayoutsEnabled, bool DetailsSubmitted, string? Country, string? DefaultCurrency, Requirements? Requirements, Dictionary<string, string>? Metadata) : IStripeObject;

/// <summary>What Stripe still wants to know of a club.</summary>
internal sealed record Requirements(
    IReadOnlyList<string>? CurrentlyDue, IReadOnlyList<string>? PastDue, IReadOnlyList<string>? EventuallyDue, IReadOnlyList<string>? PendingVerification, long? CurrentDeadline, string? DisabledReason);

/// <summary>A page of Stripe's for somebody of the club. Whoever has the address is let in: it is stored and logged nowhere.</summary>
internal sealed record StripeLink(string Url, long? ExpiresAt);

/// <summary>Money on its way to the club's bank. States: <c>pending in_transit paid failed canceled</c>.</summary>
internal sealed record StripePayout(string Id, long Amount, string Currency, string Status, long ArrivalDate, long Created, string? FailureMessage) : IStripeObject;

/// <summary>A payer's bank wants the money back.</summary>
internal sealed record StripeDispute(
    string Id, long Amount, string Currency, string Status, string Reason, JsonNode? Charge, JsonNode? PaymentIntent, EvidenceDetails? EvidenceDetails, IReadOnlyList<BalanceTransaction>? BalanceTransactions, long Created) : IStripeObject;

internal sealed record EvidenceDetails(long? DueBy, bool HasEvidence);

/// <summary>Somebody who pays.</summary>
internal sealed record StripeCustomer(string Id, bool? Deleted, Dictionary<string, string>? Metadata) : IStripeObject;

internal sealed record StripeList<T>(IReadOnlyList<T> Data, bool HasMore);

/// <summary>A field that holds an id, or the object where it was asked to be expanded.</summary>
internal static class Expanded
{
    public static T? Read<T>(JsonNode? node) where T : class => node is JsonObject whole ? whole.Deserialize<T>(StripeForm.Json) : null;

    public static string? IdOf(JsonNode? node) => node switch
    {
        JsonObject whole => (string?)whole["id"],
        JsonValue id => id.GetValue<string>(),
        _ => null,
    };
}
