using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Payments.Dev.Wallets;

/// <summary>
/// A company that behaves as JazzCash's papers say: it takes the form, checks its hash by an own reading of the rule, brings the payer back with a signed
/// form, answers inquiries and refunds. It shares no code with the adapter.
/// </summary>
internal sealed class DevJazzCash(DevWalletBooks books, TimeProvider clock)
{
    public const string Company = "jazzcash";
    public const string Merchant = "MC10001";
    public const string Password = "pw12345678";
    public const string Salt = "z9x8c7v6b5";
    public const string Mpin = "1234";
    private const string Root = "/dev/jazzcash";
    private static readonly TimeSpan VoucherTakes = TimeSpan.FromMinutes(2);

    public static void Map(Doors doors)
    {
        doors.Portal.MapPost($"{Root}/CustomerPortal/transactionmanagement/merchantform/", (IFormCollection form, DevJazzCash company, CancellationToken stop) => company.ArriveAsync(form, stop)).DisableAntiforgery();
        doors.Portal.MapGet($"{Root}/pay/{{reference}}", (string reference, DevJazzCash company, CancellationToken stop) => company.ShowAsync(reference, stop));
        doors.Portal.MapPost($"{Root}/pay/{{reference}}", (string reference, IFormCollection form, HttpContext http, DevJazzCash company, CancellationToken stop) => company.ChooseAsync(reference, form["outcome"].ToString(), http, stop));
        doors.Portal.MapPost($"{Root}/ApplicationAPI/API/PaymentInquiry/Inquire", (JsonObject sent, DevJazzCash company, CancellationToken stop) => company.InquireAsync(sent, stop));
        doors.Portal.MapPost($"{Root}/ApplicationAPI/API/2.0/Purchase/Refund/MobileAccount", (JsonObject sent, DevJazzCash company, CancellationToken stop) => company.RefundAsync(sent, toCard: false, stop));
        doors.Portal.MapPost($"{Root}/ApplicationAPI/API/2.0/Purchase/Refund/Card", (JsonObject sent, DevJazzCash company, CancellationToken stop) => company.RefundAsync(sent, toCard: true, stop));
    }

    private async Task<IResult> ArriveAsync(IFormCollection form, CancellationToken stop)
    {
        var fields = form.ToDictionary(field => field.Key, field => field.Value.ToString());
        var wrong = Wrong(fields);
        if (wrong is not null) return Results.Text($"{wrong}\n", statusCode: StatusCodes.Status400BadRequest);
        await books.OpenAsync(Company, new DevWalletPayment(
            fields["pp_MerchantID"], fields["pp_TxnRefNo"], long.Parse(fields["pp_Amount"], CultureInfo.InvariantCulture), fields["pp_TxnType"] is { Length: > 0 } kind ? kind : "MWALLET", fields["pp_ReturnURL"], null, null, null, 0), stop);
        return new JazzCash.SeeOther($"{Root}/pay/{Uri.EscapeDataString(fields["pp_TxnRefNo"])}");
    }

    private async Task<IResult> ShowAsync(string reference, CancellationToken stop) =>
        await books.FindAsync(Company, Merchant, reference, stop) is { } payment
            ? new RazorComponentResult<DevWalletPage>(new { Company = "JazzCash", ToPay = new Money(payment.AmountMinor, "PKR"), Action = $"{Root}/pay/{Uri.EscapeDataString(reference)}", BackTo = OriginOf(payment), Used = payment.Outcome is not null })
            : TypedResults.NotFound();

    private async Task<IResult> ChooseAsync(string reference, string outcome, HttpContext http, CancellationToken stop)
    {
        if (await books.FindAsync(Company, Merchant, reference, stop) is not { } payment) return TypedResults.NotFound();
        if (outcome is not ("pay" or "decline" or "pending" or "gone")) return new JazzCash.SeeOther($"{Root}/pay/{Uri.EscapeDataString(reference)}");
        await books.ChooseAsync(Company, payment, outcome == "decline" ? "declined" : "paid", outcome == "pending" ? VoucherTakes : TimeSpan.Zero, stop);
        if (outcome == "gone") return new RazorComponentResult<DevReturnPage>();

        var code = outcome switch { "pay" => "000", "decline" => "004", _ => "124" };
        var fields = new Dictionary<string, string>
        {
            ["pp_Amount"] = payment.AmountMinor.ToString(CultureInfo.InvariantCulture),
            ["pp_MerchantID"] = payment.Merchant,
            ["pp_ResponseCode"] = code,
            ["pp_ResponseMessage"] = code == "000" ? "Thank you for Using JazzCash, your transaction was successful." : "See the code.",
            ["pp_RetreivalReferenceNo"] = "240418718258",
            ["pp_TxnCurrency"] = "PKR",
            ["pp_TxnRefNo"] = payment.Reference,
            ["pp_TxnType"] = payment.Kind,
            ["pp_Version"] = "1.1",
            ["ppmpf_1"] = "",
        };
        fields["pp_SecureHash"] = await books.TakeFaultAsync(Company, "return", stop) == "wrong_hash" ? new string('0', 64) : Signed(fields);
        var target = new Uri(payment.ReturnUrl);
        http.Response.Headers.ContentSecurityPolicy = http.Response.Headers.ContentSecurityPolicy.ToString().Replace("form-action 'self'", $"form-action 'self' {target.GetLeftPart(UriPartial.Authority)}", StringComparison.Ordinal);
        return new RazorComponentResult<DevReturnPage>(new { Target = target, Fields = fields });
    }

    private async Task<IResult> InquireAsync(JsonObject sent, CancellationToken stop)
    {
        var fault = await books.TakeFaultAsync(Company, "inquire", stop);
        if (fault is "error_500" or "timeout_after_commit") return Results.StatusCode(StatusCodes.Status500InternalServerError);
        var fields = Texts(sent);
        if (Refused(fields) is { } refused) return Results.Json(new { pp_ResponseCode = refused, pp_ResponseMessage = "Refused." });
        if (await books.FindAsync(Company, fields["pp_MerchantID"], fields.GetValueOrDefault("pp_TxnRefNo", ""), stop) is not { } payment)
            return Results.Json(new { pp_ResponseCode = "109", pp_ResponseMessage = "Transaction does not exist." });
        var (code, status) = payment.OutcomeAt(clock.GetUtcNow()) switch
        {
            "paid" when payment.RefundedMinor == payment.AmountMinor => ("131", "Refunded"),
            "paid" => ("121", "Completed"),
            "declined" => ("004", "Failed"),
            _ => (payment.Outcome is null ? "157" : "124", "Pending"),
        };
        return Results.Json(new { pp_BankID = "", pp_Status = fault == "slow" ? "Pending" : status, pp_ResponseCode = "000", pp_PaymentResponseCode = fault == "slow" ? "157" : code, pp_RetrievalReferenceNo = "230703954124", pp_ResponseMessage = "Thank you for Using JazzCash." });
    }

    private async Task<IResult> RefundAsync(JsonObject sent, bool toCard, CancellationToken stop)
    {
        var fault = await books.TakeFaultAsync(Company, "refund", stop);
        if (fault == "error_500") return Results.StatusCode(StatusCodes.Status500InternalServerError);
        var fields = Texts(sent);
        var refused = Refused(fields) ?? (!toCard && fields.GetValueOrDefault("pp_MerchantMPIN") != Mpin ? "024" : fields.GetValueOrDefault("pp_TxnCurrency") != "PKR" ? "110" : null);
        if (refused is not null) return Answer(refused);
        var amount = long.TryParse(fields.GetValueOrDefault("pp_Amount"), NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : 0;
        var isDone = await books.RefundAsync(Company, fields["pp_MerchantID"], fields.GetValueOrDefault("pp_TxnRefNo", ""), amount, stop);
        return fault == "timeout_after_commit" ? Results.StatusCode(StatusCodes.Status504GatewayTimeout) : Answer(isDone ? "000" : "132");

        static IResult Answer(string code) => Results.Json(new { pp_ResponseCode = code, pp_ResponseMessage = code == "000" ? "Refunded." : "Refused." });
    }

    private static string? Wrong(Dictionary<string, string> fields) =>
        fields.GetValueOrDefault("pp_MerchantID") != Merchant || fields.GetValueOrDefault("pp_Password") != Password ? "101 invalid merchant credentials"
        : !string.Equals(fields.GetValueOrDefault("pp_SecureHash"), Signed(fields), StringComparison.OrdinalIgnoreCase) ? "115 invalid hash received"
        : fields.GetValueOrDefault("pp_TxnRefNo") is not { Length: > 0 and <= 20 } ? "110 invalid value for pp_TxnRefNo"
        : !fields.GetValueOrDefault("pp_Amount", "").All(char.IsAsciiDigit) || fields["pp_Amount"].Length is 0 or > 13 ? "110 invalid value for pp_Amount"
        : fields.GetValueOrDefault("pp_TxnCurrency") != "PKR" ? "110 invalid value for pp_TxnCurrency"
        : !IsTime(fields.GetValueOrDefault("pp_TxnDateTime")) || !IsTime(fields.GetValueOrDefault("pp_TxnExpiryDateTime")) ? "110 invalid value for a time"
        : fields.GetValueOrDefault("pp_Description", "").IndexOfAny(['<', '>', '\\', '*', '=', '%', '/', ':', '\'', '"']) >= 0 ? "110 invalid value for pp_Description"
        : !fields.ContainsKey("pp_TxnType") || !Uri.TryCreate(fields.GetValueOrDefault("pp_ReturnURL"), UriKind.Absolute, out _) ? "110 invalid value for a field" : null;

    private static string? Refused(Dictionary<string, string> fields) =>
        fields.GetValueOrDefault("pp_MerchantID") != Merchant || fields.GetValueOrDefault("pp_Password") != Password ? "101"
        : string.Equals(fields.GetValueOrDefault("pp_SecureHash"), Signed(fields), StringComparison.OrdinalIgnoreCase) ? null : "115";

    private static bool IsTime(string? text) => DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // An own reading of the rule, with an ordered map instead of the adapter's sorting.
    private static string Signed(Dictionary<string, string> fields)
    {
        var ordered = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
            if (value.Length > 0 && name != "pp_SecureHash" && (name.StartsWith("pp_", StringComparison.Ordinal) || name.StartsWith("ppmpf_", StringComparison.Ordinal))) ordered.Add(name, value);
        using var hash = new HMACSHA256(Encoding.UTF8.GetBytes(Salt));
        return Convert.ToHexString(hash.ComputeHash(Encoding.UTF8.GetBytes(string.Join('&', ordered.Values.Prepend(Salt)))));
    }

    private static Dictionary<string, string> Texts(JsonObject sent)
    {
        try
        {
            return sent.Where(field => field.Value is not null).ToDictionary(field => field.Key, field => field.Value!.ToString());
        }
        catch (Exception malformed) when (malformed is InvalidOperationException or ArgumentException)
        {
            throw new BadHttpRequestException("The body is no JSON object of texts.", malformed);
        }
    }

    private static string OriginOf(DevWalletPayment payment) => new Uri(payment.ReturnUrl).GetLeftPart(UriPartial.Authority);
}
