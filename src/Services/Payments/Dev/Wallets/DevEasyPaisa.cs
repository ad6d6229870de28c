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
/// A company that behaves as EasyPaisa's guide says: two forms, returns without a signature, inquiries by program, and no way to send money back. It
/// opens the encrypted request by itself and refuses one that says something else than its fields.
/// </summary>
internal sealed class DevEasyPaisa(DevWalletBooks books, TimeProvider clock)
{
    public const string Company = "easypaisa";
    public const string Store = "43";
    public const string AccountNumber = "account123";
    public const string HashKey = "0123456789ABCDEF";
    public const string UserName = "padel";
    public const string Password = "easy-secret";
    private const string Root = "/dev/easypaisa";
    private static readonly TimeSpan VoucherTakes = TimeSpan.FromMinutes(2);

    public static void Map(Doors doors)
    {
        doors.Portal.MapPost($"{Root}/easypay/Index.jsf", (IFormCollection form, DevEasyPaisa company, CancellationToken stop) => company.ArriveAsync(form, stop)).DisableAntiforgery();
        doors.Portal.MapPost($"{Root}/easypay/Confirm.jsf", (IFormCollection form, DevEasyPaisa company, CancellationToken stop) => company.ConfirmAsync(form, stop)).DisableAntiforgery();
        doors.Portal.MapGet($"{Root}/pay/{{token}}", (string token, HttpContext http, DevEasyPaisa company, CancellationToken stop) => company.ShowAsync(token, http, stop));
        doors.Portal.MapPost($"{Root}/pay/{{token}}", (string token, IFormCollection form, DevEasyPaisa company, CancellationToken stop) => company.ChooseAsync(token, form["outcome"].ToString(), stop));
        doors.Portal.MapPost($"{Root}/easypay-service/rest/v4/inquire-transaction", (JsonObject sent, HttpRequest request, DevEasyPaisa company, CancellationToken stop) => company.InquireAsync(sent, request, stop));
    }

    private async Task<IResult> ArriveAsync(IFormCollection form, CancellationToken stop)
    {
        var fields = form.ToDictionary(field => field.Key, field => field.Value.ToString());
        if (Wrong(fields) is { } wrong) return Results.Text($"{wrong}\n", statusCode: StatusCodes.Status400BadRequest);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        var amount = (long)(decimal.Parse(fields["amount"], CultureInfo.InvariantCulture) * 100);
        await books.OpenAsync(Company, new DevWalletPayment(fields["storeId"], fields["orderRefNum"], amount, "MA", fields["postBackURL"], token, null, null, 0), stop);
        var open = (await books.FindAsync(Company, fields["storeId"], fields["orderRefNum"], stop))!;
        return new JazzCash.SeeOther(With(open.ReturnUrl, $"auth_token={open.Token}"));
    }

    private async Task<IResult> ConfirmAsync(IFormCollection form, CancellationToken stop) =>
        await books.FindByTokenAsync(Company, form["auth_token"].ToString(), stop) is { } payment && form["postBackURL"] == payment.ReturnUrl
            ? new JazzCash.SeeOther($"{Root}/pay/{payment.Token}") : Results.Text("auth_token is not known\n", statusCode: StatusCodes.Status400BadRequest);

    private async Task<IResult> ShowAsync(string token, HttpContext http, CancellationToken stop)
    {
        if (await books.FindByTokenAsync(Company, token, stop) is not { } payment) return TypedResults.NotFound();
        // The answer to this page's form leads back to the club: the browser minds that as if the form itself did.
        http.Response.Headers.ContentSecurityPolicy = http.Response.Headers.ContentSecurityPolicy.ToString()
            .Replace("form-action 'self'", $"form-action 'self' {new Uri(payment.ReturnUrl).GetLeftPart(UriPartial.Authority)}", StringComparison.Ordinal);
        return new RazorComponentResult<DevWalletPage>(new { Company = "EasyPaisa", ToPay = new Money(payment.AmountMinor, "PKR"), Action = $"{Root}/pay/{token}", BackTo = payment.ReturnUrl, Used = payment.Outcome is not null });
    }

    private async Task<IResult> ChooseAsync(string token, string outcome, CancellationToken stop)
    {
        if (await books.FindByTokenAsync(Company, token, stop) is not { } payment) return TypedResults.NotFound();
        if (outcome is not ("pay" or "decline" or "pending" or "gone")) return new JazzCash.SeeOther($"{Root}/pay/{token}");
        await books.ChooseAsync(Company, payment, outcome == "decline" ? "declined" : "paid", outcome == "pending" ? VoucherTakes : TimeSpan.Zero, stop);
        if (outcome == "gone") return new RazorComponentResult<DevReturnPage>();
        return new JazzCash.SeeOther(With(payment.ReturnUrl, $"status={(outcome == "decline" ? "0001" : "0000")}&desc=done&orderRefNumber={Uri.EscapeDataString(payment.Reference)}"));
    }

    private async Task<IResult> InquireAsync(JsonObject sent, HttpRequest request, CancellationToken stop)
    {
        var fault = await books.TakeFaultAsync(Company, "inquire", stop);
        if (fault is "error_500" or "timeout_after_commit") return Results.StatusCode(StatusCodes.Status500InternalServerError);
        if (request.Headers["Credentials"] != Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{Password}"))) return Code("0010");
        if (sent["storeId"]?.ToString() != Store || sent["accountNum"]?.ToString() != AccountNumber) return Code("0006");
        if (await books.FindAsync(Company, Store, sent["orderId"]?.ToString() ?? "", stop) is not { } payment) return Code("0003");
        var status = fault == "slow" ? "INITIATED" : payment.OutcomeAt(clock.GetUtcNow()) switch { "paid" => "PAID", "declined" => "FAILED", _ => payment.Outcome is null ? "INITIATED" : "PENDING" };
        return Results.Json(new
        {
            orderId = payment.Reference,
            storeId = Store,
            accountNum = AccountNumber,
            paymentMode = payment.Kind,
            responseCode = "0000",
            responseDesc = "SUCCESS",
            transactionAmount = payment.AmountMinor / 100m,
            transactionStatus = status,
        });

        static IResult Code(string code) => Results.Json(new { responseCode = code, responseDesc = "REFUSED" });
    }

    private static string? Wrong(Dictionary<string, string> fields)
    {
        if (fields.GetValueOrDefault("storeId") != Store) return "0006 store does not exist";
        if (!decimal.TryParse(fields.GetValueOrDefault("amount"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount <= 0) return "0002 amount";
        if (fields.GetValueOrDefault("orderRefNum") is not { Length: > 0 and <= 20 } || !Uri.TryCreate(fields.GetValueOrDefault("postBackURL"), UriKind.Absolute, out _)) return "0002 required field missing";
        try
        {
            using var aes = Aes.Create();
            aes.Key = Encoding.ASCII.GetBytes(HashKey);
            var said = Encoding.UTF8.GetString(aes.DecryptEcb(Convert.FromBase64String(fields.GetValueOrDefault("merchantHashedReq", "")), PaddingMode.PKCS7));
            var sent = string.Join('&', new SortedDictionary<string, string>(fields, StringComparer.Ordinal).Where(field => field.Key != "merchantHashedReq").Select(field => $"{field.Key}={field.Value}"));
            return said == sent ? null : "0001 merchantHashedReq says something else";
        }
        catch (Exception broken) when (broken is FormatException or CryptographicException)
        {
            return "0001 merchantHashedReq cannot be opened";
        }
    }

    private static string With(string url, string query) => $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
}
