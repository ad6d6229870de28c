using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>What Stripe says about amounts before it does anything with them.</summary>
internal static class Amounts
{
    private const long Largest = 99_999_999;

    private static readonly HashSet<string> WithoutMinor = ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof", "xpf"];

    private static readonly HashSet<string> OfThousands = ["bhd", "jod", "kwd", "omr", "tnd"];

    public static void Check(long amount, string currency)
    {
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetter)) throw StripeFailure.Invalid($"Invalid currency: {currency}.", "currency");
        currency = currency.ToLowerInvariant();
        if (amount > Largest) throw StripeFailure.State("amount_too_large", "Amount must be no more than 999,999.99 in the currency.");
        var least = currency switch { "gbp" => 30, "pkr" => 14_000, "jpy" => 50, _ when WithoutMinor.Contains(currency) => 1, _ => 50 };
        if (amount < least) throw StripeFailure.State("amount_too_small", $"Amount must be at least {least} in the smallest unit of {currency}.");
        if (OfThousands.Contains(currency) && amount % 10 != 0) throw StripeFailure.Invalid($"The last digit of an amount in {currency} has to be 0.", "amount", "parameter_invalid_integer");
    }

    public static void CheckFee(long fee, long amount, StripeObject intent)
    {
        if (fee < 0) throw StripeFailure.Invalid("This value must be greater than or equal to 0.", "application_fee_amount", "parameter_invalid_integer");
        if (intent.Account == StripeCall.Platform && intent.Body["transfer_data"] is null)
        {
            throw StripeFailure.Invalid("Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an OAuth key or Stripe-Account header) " +
                "or destination payment (using `transfer_data[destination]`).", "application_fee_amount");
        }
        if (intent.Body["transfer_data"]?["amount"] is not null) throw StripeFailure.Invalid("You may not provide both `application_fee_amount` and `transfer_data[amount]`.", "application_fee_amount");
        if (fee > amount) throw StripeFailure.Invalid("The application fee cannot be greater than the amount of the charge.", "application_fee_amount");
    }

    public static void SayTransfer(long part, long amount, StripeObject intent)
    {
        if (intent.Body["transfer_data"] is not JsonObject transfer) throw StripeFailure.Invalid("You may not provide `transfer_data[amount]` without `transfer_data[destination]`.", "transfer_data[amount]");
        if (intent.Body["application_fee_amount"] is not null) throw StripeFailure.Invalid("You may not provide both `application_fee_amount` and `transfer_data[amount]`.", "transfer_data[amount]");
        if (part > amount) throw StripeFailure.Invalid("The transfer cannot be greater than the amount of the charge.", "transfer_data[amount]");
        transfer["amount"] = part;
    }
}
