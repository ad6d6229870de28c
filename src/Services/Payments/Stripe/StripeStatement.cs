using System.Text.Json.Nodes;
using PadelSaaS.Contracts;

namespace PadelSaaS.Payments.Stripe;

/// <summary>Reads a movement of a Stripe balance in the words of the house.</summary>
internal static class StripeStatement
{
    public static ProviderMovement Read(BalanceTransaction moved)
    {
        var source = moved.Source as JsonObject;
        var sourceId = Expanded.IdOf(moved.Source);
        var (kind, reference) = moved.Type switch
        {
            "charge" or "payment" => (MovementKind.Payment, Expanded.IdOf(source?["payment_intent"]) ?? sourceId),
            "refund" or "payment_refund" => (MovementKind.Refund, Expanded.IdOf(source?["payment_intent"])),
            "refund_failure" or "payment_failure_refund" => (MovementKind.RefundFailed, Expanded.IdOf(source?["payment_intent"])),
            "payout" => (MovementKind.Payout, sourceId),
            "payout_cancel" or "payout_failure" => (MovementKind.PayoutReturned, sourceId),
            "application_fee_refund" => (MovementKind.CommissionBack, sourceId),
            "stripe_fee" or "tax_fee" => (MovementKind.Fee, sourceId),
            _ when (string?)source?["object"] == "dispute" => (MovementKind.Dispute, sourceId),
            _ => (MovementKind.Other, sourceId),
        };
        var metadata = source?["metadata"] as JsonObject;
        return new ProviderMovement(
            moved.Id, kind, reference, new Money(moved.Amount, moved.Currency.ToUpperInvariant()), moved.OwnFee, moved.ApplicationFee, DateTimeOffset.FromUnixTimeSeconds(moved.Created))
        {
            RefundReference = kind is MovementKind.Refund or MovementKind.RefundFailed ? sourceId : null,
            PaymentId = IdIn(metadata, StripeProvider.PaymentKey),
            RefundId = IdIn(metadata, StripeRefunds.RefundKey),
        };
    }

    private static Guid? IdIn(JsonObject? metadata, string key) => Guid.TryParse((string?)metadata?[key], out var id) ? id : null;
}
