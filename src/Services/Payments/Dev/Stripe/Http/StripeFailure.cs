using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>A no in Stripe's words. Thrown, it undoes what the call did; whether the answer is kept for its key depends on how far the call had come.</summary>
internal sealed class StripeFailure(int status, string type, string? code, string message, string? param = null) : Exception(message)
{
    public int Status { get; } = status;

    public string? Code { get; } = code;

    public string? DeclineCode { get; init; }

    /// <summary>The payment intent as it stands after a card's no.</summary>
    public JsonObject? PaymentIntent { get; init; }

    public JsonObject? SetupIntent { get; init; }

    public string? Charge { get; init; }

    /// <summary>Refused before anything was done: nothing is kept, and the same key may come again with a better request.</summary>
    public bool IsValidation => type == "invalid_request_error" && (Code is null or "parameter_unknown" or "parameter_missing" or "parameter_invalid_integer" or "parameter_invalid_empty");

    public static StripeFailure Invalid(string message, string? param = null, string? code = null) => new(400, "invalid_request_error", code, message, param);

    public static StripeFailure Missing(string param) => Invalid($"Missing required param: {param}.", param, "parameter_missing");

    public static StripeFailure NoSuch(string kind, string id, string param = "id") =>
        new(404, "invalid_request_error", "resource_missing", $"No such {kind.Replace('_', ' ')}: '{id}'", param);

    public static StripeFailure State(string code, string message, JsonObject? intent = null) => new(400, "invalid_request_error", code, message) { PaymentIntent = intent };

    /// <summary>A card's no: the call was carried out, and what came of it stands.</summary>
    public static StripeFailure Card(string code, string? declineCode, string message, string? charge) =>
        new(402, "card_error", code, message) { DeclineCode = declineCode, Charge = charge };

    public JsonObject Body(string requestId)
    {
        var error = new JsonObject { ["type"] = type, ["message"] = Message };
        if (Code is not null) error["code"] = Code;
        if (Code is not null) error["doc_url"] = $"https://stripe.com/docs/error-codes/{Code.Replace('_', '-')}";
        if (DeclineCode is not null) error["decline_code"] = DeclineCode;
        if (param is not null) error["param"] = param;
        if (Charge is not null) error["charge"] = Charge;
        if (PaymentIntent is not null) error["payment_intent"] = PaymentIntent.DeepClone();
        if (SetupIntent is not null) error["setup_intent"] = SetupIntent.DeepClone();
        error["request_log_url"] = $"https://dashboard.stripe.com/test/logs/{requestId}";
        return new JsonObject { ["error"] = error };
    }
}
