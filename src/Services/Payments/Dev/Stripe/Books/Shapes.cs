using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Objects as they are before anything is said about them: every field Stripe always sends, in its pinned version.</summary>
internal static class Shapes
{
    public static JsonObject PaymentIntent() => Of("""
        {"allowed_payment_method_types":null,"amount":0,"amount_capturable":0,"amount_received":0,"application":null,"application_fee_amount":null,
         "automatic_payment_methods":{"enabled":true,"allow_redirects":"always"},"canceled_at":null,"cancellation_reason":null,"capture_method":"automatic_async","client_secret":null,
         "confirmation_method":"automatic","currency":null,"customer":null,"customer_account":null,"description":null,"excluded_payment_method_types":null,
         "last_payment_error":null,"latest_charge":null,"managed_payments":null,"metadata":{},"next_action":null,"on_behalf_of":null,"payment_method":null,
         "payment_method_configuration_details":null,"payment_method_options":{"card":{"request_three_d_secure":"automatic"}},"payment_method_types":["card"],"payment_record":null,
         "processing":null,"receipt_email":null,"review":null,"setup_future_usage":null,"shipping":null,"source":null,"statement_descriptor":null,
         "statement_descriptor_suffix":null,"status":"requires_payment_method","transfer_data":null,"transfer_group":null}
        """);

    public static JsonObject Charge() => Of("""
        {"amount":0,"amount_captured":0,"amount_refunded":0,"application":null,"application_fee":null,"application_fee_amount":null,"balance_transaction":null,
         "billing_details":{"address":{"city":null,"country":null,"line1":null,"line2":null,"postal_code":null,"state":null},"email":null,"name":null,"phone":null,"tax_id":null},
         "calculated_statement_descriptor":"PADEL","captured":false,"currency":null,"customer":null,"description":null,"disputed":false,"failure_balance_transaction":null,
         "failure_code":null,"failure_message":null,"fraud_details":{},"metadata":{},"on_behalf_of":null,
         "outcome":{"advice_code":null,"network_advice_code":null,"network_decline_code":null,"network_status":"approved_by_network","reason":null,"risk_level":"normal","seller_message":"Payment complete.","type":"authorized"},
         "paid":false,"payment_intent":null,"payment_method":null,"payment_method_details":null,"receipt_email":null,"receipt_number":null,"receipt_url":null,"refunded":false,
         "review":null,"shipping":null,"source":null,"source_transfer":null,"statement_descriptor":null,"statement_descriptor_suffix":null,"status":"pending","transfer_data":null,"transfer_group":null}
        """);

    public static JsonObject Refund() => Of("""
        {"amount":0,"balance_transaction":null,"charge":null,"currency":null,"customer":null,"customer_account":null,
         "destination_details":{"card":{"type":"refund","reference_status":"pending","reference_type":"acquirer_reference_number"},"type":"card"},"metadata":{},
         "payment_intent":null,"payment_method":null,"reason":null,"receipt_number":null,"source_transfer_reversal":null,"status":"succeeded","transfer_reversal":null}
        """);

    public static JsonObject Customer() => Of("""
        {"address":null,"balance":0,"currency":null,"default_source":null,"delinquent":false,"description":null,"discount":null,"email":null,
         "invoice_settings":{"custom_fields":null,"default_payment_method":null,"footer":null,"rendering_options":null},"metadata":{},"name":null,"phone":null,
         "preferred_locales":[],"shipping":null,"tax_exempt":"none","test_clock":null}
        """);

    public static JsonObject SetupIntent() => Of("""
        {"allowed_payment_method_types":null,"application":null,"automatic_payment_methods":{"enabled":true,"allow_redirects":"always"},"cancellation_reason":null,"client_secret":null,
         "customer":null,"customer_account":null,"description":null,"excluded_payment_method_types":null,"flow_directions":null,"last_setup_error":null,"latest_attempt":null,
         "managed_payments":null,"mandate":null,"metadata":{},"next_action":null,"on_behalf_of":null,"payment_method":null,"payment_method_configuration_details":null,
         "payment_method_options":{},"payment_method_types":["card"],"single_use_mandate":null,"status":"requires_payment_method","usage":"off_session"}
        """);

    public static JsonObject Dispute() => Of("""
        {"amount":0,"balance_transactions":[],"charge":null,"currency":null,"enhanced_eligibility_types":[],"evidence":{},
         "evidence_details":{"due_by":null,"enhanced_eligibility":{},"has_evidence":false,"past_due":false,"submission_count":0},"intended_submission_method":null,
         "is_charge_refundable":false,"metadata":{},"payment_intent":null,"reason":"fraudulent","status":"needs_response"}
        """);

    public static JsonObject Payout() => Of("""
        {"amount":0,"application_fee":null,"application_fee_amount":null,"arrival_date":0,"automatic":false,"balance_transaction":null,"currency":null,"description":null,
         "destination":null,"failure_balance_transaction":null,"failure_code":null,"failure_message":null,"metadata":{},"method":"standard","original_payout":null,"payout_method":null,
         "reconciliation_status":"not_applicable","reversed_by":null,"source_type":"card","statement_descriptor":null,"status":"pending","trace_id":null,"type":"bank_account"}
        """);

    public static JsonObject Transfer() => Of("""
        {"amount":0,"amount_reversed":0,"balance_transaction":null,"currency":null,"description":null,"destination":null,"destination_payment":null,"metadata":{},
         "reversed":false,"source_transaction":null,"source_type":"card","transfer_group":null}
        """);

    public static JsonObject Requirements() => Of("""
        {"alternatives":[],"current_deadline":null,"currently_due":[],"disabled_reason":null,"errors":[],"eventually_due":[],"past_due":[],"pending_verification":[]}
        """);

    /// <summary>A list as Stripe sends it.</summary>
    public static JsonObject List(string url, IEnumerable<JsonNode> data, bool hasMore = false) =>
        new() { ["object"] = "list", ["data"] = new JsonArray([.. data.Select(one => one.DeepClone())]), ["has_more"] = hasMore, ["url"] = url };

    private static JsonObject Of(string json) => JsonNode.Parse(json)!.AsObject();
}
