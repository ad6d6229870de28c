using System.Globalization;
using System.Text.Json.Nodes;
using PadelSaaS.Contracts;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>A payment as an inquiry tells it.</summary>
/// <param name="Code">Of the payment, not of the inquiry; <see langword="null"/> while JazzCash knows none.</param>
/// <param name="AmountMinor">Where the answer says it.</param>
internal sealed record JazzCashInquiry(string? Code, string? Status, long? AmountMinor);

/// <summary>What is asked of JazzCash by program. All paths are settings: there are several versions of each.</summary>
internal sealed class JazzCashClient(WalletAddress address)
{
    public const string Section = "JazzCash";

    /// <summary>Asks what became of a payment.</summary>
    public async Task<JazzCashInquiry> InquireAsync(JazzCashAccount account, string reference, CancellationToken stop)
    {
        var fields = new Dictionary<string, string?>
        {
            ["pp_TxnRefNo"] = reference,
            ["pp_MerchantID"] = account.MerchantId,
            ["pp_Password"] = account.Password,
            ["pp_Version"] = address.Setting(Section, "InquiryVersion", "1.1"),
        };
        var answer = await SendAsync(account, fields, "InquiryPath", "/ApplicationAPI/API/PaymentInquiry/Inquire", stop);
        // An inquiry that went wrong says nothing about the payment, nor does one about a payer who has not arrived there yet.
        if (Text(answer, "pp_ResponseCode") != JazzCashCode.Success) return new JazzCashInquiry(null, null, null);
        return new JazzCashInquiry(Text(answer, "pp_PaymentResponseCode"), Text(answer, "pp_Status"),
            long.TryParse(Text(answer, "pp_Amount"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : null);
    }

    /// <summary>Sends money back: to a card, or to a mobile account, for which the merchant's MPIN is needed.</summary>
    /// <returns>The response code.</returns>
    public async Task<string?> RefundAsync(JazzCashAccount account, string reference, Money amount, bool toCard, CancellationToken stop)
    {
        var fields = new Dictionary<string, string?>
        {
            ["pp_TxnRefNo"] = reference,
            ["pp_Amount"] = amount.AmountMinor.ToString(CultureInfo.InvariantCulture),
            ["pp_TxnCurrency"] = amount.Currency,
            ["pp_MerchantID"] = account.MerchantId,
            ["pp_Password"] = account.Password,
        };
        if (!toCard) fields["pp_MerchantMPIN"] = account.Mpin;
        var answer = toCard
            ? await SendAsync(account, fields, "CardRefundPath", "/ApplicationAPI/API/2.0/Purchase/Refund/Card", stop)
            : await SendAsync(account, fields, "WalletRefundPath", "/ApplicationAPI/API/2.0/Purchase/Refund/MobileAccount", stop);
        return Text(answer, "pp_ResponseCode");
    }

    private async Task<JsonNode> SendAsync(JazzCashAccount account, Dictionary<string, string?> fields, string setting, string path, CancellationToken stop)
    {
        fields[JazzCashHash.Field] = JazzCashHash.Of(fields, account.Salt);
        return await address.AskAsync(Section, address.Setting(Section, setting, path), fields, null, stop);
    }

    private static string? Text(JsonNode answer, string name) => answer[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
