using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Payments.EasyPaisa;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>
/// JazzCash and EasyPaisa tell us that something happened. What they say is a hint and no more: the payment is asked about by a timer, soon. The
/// answer is the same whether there is such a payment or not.
/// </summary>
internal sealed class HearWallets(UnitOfWork work, WalletPayments payments, WalletAccounts accounts, TimeProvider clock)
{
    private const int MostBytes = 16 * 1024;
    private const int LongestReference = 40;
    private const string OrderPath = "/easypay-service/rest/v1/order-status/";
    private static readonly HashSet<string> EasyPaisaHosts = new(StringComparer.OrdinalIgnoreCase) { "easypay.easypaisa.com.pk", "easypaystg.easypaisa.com.pk" };

    internal sealed record Answer(bool Received);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/payments/jazzcash/ipn", (HttpRequest request, HearWallets hear, CancellationToken stop) => hear.JazzCashAsync(request, stop)).DisableAntiforgery().WithSummary("Notices of JazzCash");
        doors.Api.MapGet("/payments/easypaisa/ipn", (string? url, HearWallets hear, CancellationToken stop) => hear.EasyPaisaAsync(url, stop)).WithSummary("Notices of EasyPaisa");
    }

    /// <summary>The order that an address of EasyPaisa's is about. The address itself is never fetched: anybody can send us any.</summary>
    /// <returns><see langword="null"/> unless it is https, one of their hosts without port or user, and that one path.</returns>
    public static string? OrderOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address is { Scheme: "https", IsDefaultPort: true, UserInfo: "" } && EasyPaisaHosts.Contains(address.Host)
        && address.AbsolutePath.StartsWith(OrderPath, StringComparison.Ordinal) && address.AbsolutePath[OrderPath.Length..].Split('/') is [{ Length: > 0 }, { Length: > 0 and <= LongestReference } order]
            ? order : null;

    private async Task<IResult> JazzCashAsync(HttpRequest request, CancellationToken stop)
    {
        if (await ReadAsync(request, stop) is not { } fields) return Refusal.Malformed("body", "A notice is JSON, at most 16 kB long.");
        if (await accounts.FindJazzCashAsync(stop) is not { } account) return Refusal.NotFound("This provider");
        if (fields.GetValueOrDefault("pp_TxnRefNo") is { Length: > 0 and <= LongestReference } reference) await AskSoonAsync(JazzCashProvider.ProviderName, reference, stop);

        var answer = new Dictionary<string, string?> { ["pp_ResponseCode"] = JazzCashCode.Success, ["pp_ResponseMessage"] = "Received" };
        answer[JazzCashHash.Field] = JazzCashHash.Of(answer, account.Salt);
        return Results.Json(answer);
    }

    private async Task<IResult> EasyPaisaAsync(string? url, CancellationToken stop)
    {
        if (OrderOf(url) is not { } order) return Refusal.Malformed("url", "An address of EasyPaisa's order status is needed.");
        await AskSoonAsync(EasyPaisaProvider.ProviderName, order, stop);
        return Results.Ok(new Answer(true));
    }

    private async Task AskSoonAsync(string provider, string reference, CancellationToken stop)
    {
        if (await payments.FindAsync(provider, reference, stop) is not { MaySettle: true } payment) return;
        await work.BeginAsync(stop);
        work.RingAt(clock.GetUtcNow(), ReconcilePayment.Job, payment.Id.ToString());
        await work.CommitAsync(stop);
    }

    private static async Task<Dictionary<string, string?>?> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength is > MostBytes) return null;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, stop);
        if (body.Length > MostBytes) return null;
        try
        {
            return JsonNode.Parse(body.ToArray()) is JsonObject fields ? fields.ToDictionary(field => field.Key, field => field.Value?.ToString()) : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or ArgumentException)
        {
            // The last two are found only when the fields are read: half a character, the same name twice.
            return null;
        }
    }
}
