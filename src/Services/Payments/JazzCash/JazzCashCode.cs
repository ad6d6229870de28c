namespace PadelSaaS.Payments.JazzCash;

/// <summary>What a response code says about a payment. Codes are texts: <c>000</c> is no number.</summary>
internal static class JazzCashCode
{
    public const string Success = "000";
    public const string ConfirmedByMerchant = "121";
    public const string Reversed = "122";
    public const string Refunded = "131";

    private static readonly HashSet<string> Paid = [Success, ConfirmedByMerchant];

    private static readonly HashSet<string> Undone = [Reversed, Refunded];

    private static readonly HashSet<string> Failed =
    [
        "001", "002", "003", "004", "024", "101", "105", "110", "111", "112", "115", "116", "118", "129", "422",
    ];

    /// <summary>Whether what was paid has gone back.</summary>
    public static bool IsUndone(string? code) => code is not null && Undone.Contains(code);

    /// <summary>
    /// Where a payment is. Nobody knows yet what a code means that is not in the table, nor one of those that say so (a voucher not paid in yet, a line
    /// that timed out): nothing is decided then.
    /// </summary>
    /// <param name="code"><c>pp_PaymentResponseCode</c> of an inquiry; never its own <c>pp_ResponseCode</c>, which says whether the inquiry went well.</param>
    /// <param name="status"><c>pp_Status</c>, where it is said.</param>
    public static ProviderState StateOf(string? code, string? status) => code switch
    {
        null => ProviderState.Open,
        _ when Paid.Contains(code) => string.IsNullOrEmpty(status) || status.Equals("Completed", StringComparison.OrdinalIgnoreCase) ? ProviderState.Succeeded : ProviderState.Open,
        _ when Failed.Contains(code) || Undone.Contains(code) => ProviderState.Declined,
        _ => ProviderState.Open,
    };
}
