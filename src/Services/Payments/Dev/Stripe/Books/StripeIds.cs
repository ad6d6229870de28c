using System.Security.Cryptography;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Ids as Stripe makes them: a prefix that says what it is, and letters nobody guesses.</summary>
internal static class StripeIds
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string New(string prefix, int length = 24) => $"{prefix}_{RandomNumberGenerator.GetString(Letters, length)}";

    /// <summary>The word a prefix stands for, in the sentence "No such …".</summary>
    public static string Prefix(string kind) => kind switch
    {
        "account" => "acct",
        "application_fee" => "fee",
        "fee_refund" => "fr",
        "balance_transaction" => "txn",
        "charge" => "ch",
        "customer" => "cus",
        "dispute" => "dp",
        "event" => "evt",
        "payment_intent" => "pi",
        "payment_method" => "pm",
        "payout" => "po",
        "refund" => "re",
        "setup_intent" => "seti",
        "transfer" => "tr",
        "transfer_reversal" => "trr",
        "webhook_endpoint" => "we",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind has no prefix."),
    };
}
