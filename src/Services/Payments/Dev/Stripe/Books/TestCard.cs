using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>When a card asks its holder to confirm at the bank.</summary>
internal enum Challenge
{
    Never,

    /// <summary>Until it was confirmed once and kept.</summary>
    UnlessSetUp,

    Always,
}

/// <summary>One of Stripe's test cards and how it behaves.</summary>
/// <param name="Number">As typed on the card page.</param>
/// <param name="Name">As sent in place of a payment method.</param>
/// <param name="Code">Why it is declined; <see langword="null"/> when it pays.</param>
internal sealed record TestCard(string Number, string Name, string Brand = "visa", string Country = "US", string? Code = null, string? DeclineCode = null)
{
    public Challenge Challenge { get; init; }

    /// <summary>Reason of the dispute that follows a payment at once.</summary>
    public string? Dispute { get; init; }

    /// <summary>How a refund of it goes: <c>pending</c> settles later, <c>fails</c> settles and fails later.</summary>
    public string? Refund { get; init; }

    /// <summary>The money can be paid out at once.</summary>
    public bool IsAvailableAtOnce { get; init; }

    /// <summary>The bank takes its time: the payment is <c>processing</c> for so long.</summary>
    public TimeSpan Slow { get; init; }

    public string Last4 => Number[^4..];

    public string Message => Code switch
    {
        "expired_card" => "Your card has expired.",
        "incorrect_cvc" => "Your card's security code is incorrect.",
        "processing_error" => "An error occurred while processing your card. Try again in a little bit.",
        _ when DeclineCode == "insufficient_funds" => "Your card has insufficient funds.",
        _ => "Your card was declined.",
    };

    public static readonly IReadOnlyList<TestCard> All =
    [
        new("4242424242424242", "pm_card_visa"),
        new("4000056655665556", "pm_card_visa_debit"),
        new("5555555555554444", "pm_card_mastercard", "mastercard"),
        new("378282246310005", "pm_card_amex", "amex"),
        new("4000007240000007", "pm_card_es", Country: "ES"),
        new("4000008260000000", "pm_card_gb", Country: "GB"),
        new("4000000000000002", "pm_card_visa_chargeDeclined", Code: "card_declined", DeclineCode: "generic_decline"),
        new("4000000000000002", "pm_card_chargeDeclined", Code: "card_declined", DeclineCode: "generic_decline"),
        new("4000000000009995", "pm_card_visa_chargeDeclinedInsufficientFunds", Code: "card_declined", DeclineCode: "insufficient_funds"),
        new("4000000000009995", "pm_card_chargeDeclinedInsufficientFunds", Code: "card_declined", DeclineCode: "insufficient_funds"),
        new("4000000000009987", "pm_card_visa_chargeDeclinedLostCard", Code: "card_declined", DeclineCode: "lost_card"),
        new("4000000000009979", "pm_card_visa_chargeDeclinedStolenCard", Code: "card_declined", DeclineCode: "stolen_card"),
        new("4000000000000069", "pm_card_chargeDeclinedExpiredCard", Code: "expired_card", DeclineCode: "expired_card"),
        new("4000000000000127", "pm_card_chargeDeclinedIncorrectCvc", Code: "incorrect_cvc", DeclineCode: "incorrect_cvc"),
        new("4000000000000119", "pm_card_chargeDeclinedProcessingError", Code: "processing_error", DeclineCode: "processing_error"),
        new("4000000000006975", "pm_card_visa_chargeDeclinedVelocityLimitExceeded", Code: "card_declined", DeclineCode: "card_velocity_exceeded"),
        new("4000000000000341", "pm_card_chargeCustomerFail", Code: "card_declined", DeclineCode: "generic_decline"),
        new("4000002500003155", "pm_card_authenticationRequiredOnSetup") { Challenge = Challenge.UnlessSetUp },
        new("4000002760003184", "pm_card_authenticationRequired") { Challenge = Challenge.Always },
        new("4000000000003220", "pm_card_threeDSecure2Required") { Challenge = Challenge.Always },
        new("4000008260003178", "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds", Code: "card_declined", DeclineCode: "insufficient_funds") { Challenge = Challenge.UnlessSetUp },
        new("4000000000000259", "pm_card_createDispute") { Dispute = "fraudulent" },
        new("4000000000002685", "pm_card_createDisputeProductNotReceived") { Dispute = "product_not_received" },
        new("4000000000000077", "pm_card_bypassPending") { IsAvailableAtOnce = true },
        new("4000000000007726", "pm_card_pendingRefund") { Refund = "pending" },
        new("4000000000005126", "pm_card_refundFail") { Refund = "fails" },
        // Not Stripe's: its banks that take their time are no cards.
        new("4000000000020020", "pm_card_slow") { Slow = TimeSpan.FromSeconds(20) },
    ];

    public static TestCard? ByName(string? name) => All.FirstOrDefault(card => card.Name == name);

    public static TestCard? ByNumber(string number) => All.FirstOrDefault(card => card.Number == number);

    /// <summary>The payment method it becomes.</summary>
    public JsonObject Method() => new()
    {
        ["allow_redisplay"] = "unspecified",
        ["billing_details"] = Shapes.Charge()["billing_details"]!.DeepClone(),
        ["card"] = Kept(),
        ["customer"] = null,
        ["customer_account"] = null,
        ["metadata"] = new JsonObject(),
        ["type"] = "card",
    };

    private JsonObject Kept()
    {
        var card = Card();
        card.Remove("network");
        card.Remove("three_d_secure");
        card["display_brand"] = Brand;
        card["generated_from"] = null;
        card["networks"] = new JsonObject { ["available"] = new JsonArray(Brand), ["preferred"] = null };
        card["three_d_secure_usage"] = new JsonObject { ["supported"] = true };
        return card;
    }

    /// <summary>The card as a charge tells of it.</summary>
    public JsonObject Card() => new()
    {
        ["brand"] = Brand,
        ["checks"] = new JsonObject { ["address_line1_check"] = null, ["address_postal_code_check"] = null, ["cvc_check"] = "pass" },
        ["country"] = Country,
        ["exp_month"] = 12,
        ["exp_year"] = 2034,
        ["fingerprint"] = $"fp{Number[..4]}{Last4}",
        ["funding"] = Name.EndsWith("debit", StringComparison.Ordinal) ? "debit" : "credit",
        ["last4"] = Last4,
        ["network"] = Brand,
        ["three_d_secure"] = null,
        ["wallet"] = null,
    };
}
