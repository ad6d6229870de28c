using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Payments.JazzCash;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Outward;

namespace PadelSaaS.Payments.EasyPaisa;

/// <summary>
/// The way over to EasyPaisa and back: a form, a return with a token, a second form that carries the token there again, a last return. None of the
/// returns proves anything; the last one is a good moment to ask.
/// </summary>
internal sealed class EasyPaisaCheckout(WalletAddress address, WalletAccounts accounts, WalletPayments payments, ProviderWord word, Visit visit, TimeProvider clock)
{
    private const int LongestToken = 500;

    public static string PathOf(Guid paymentId) => $"/pay/easypaisa/{paymentId}";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/pay/easypaisa/{id:guid}", (Guid id, HttpContext http, EasyPaisaCheckout page, CancellationToken stop) => page.LeaveAsync(id, http, stop));
        doors.Club.MapGet("/pay/easypaisa/{id:guid}/return", (Guid id, HttpContext http, EasyPaisaCheckout page, CancellationToken stop) => page.ReturnAsync(id, http, stop));
    }

    private async Task<IResult> LeaveAsync(Guid id, HttpContext http, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is not { } payment) return TypedResults.NotFound();
        if (IsOver(payment)) return Results.Redirect(ReturnFromProvider.PathOf(payment.Id));
        var fields = EasyPaisaForm.Of(await accounts.EasyPaisaAsync(stop), payment, BackTo(id), clock.GetUtcNow());
        return Leave(http, payment, "PagePath", "/easypay/Index.jsf", fields);
    }

    private async Task<IResult> ReturnAsync(Guid id, HttpContext http, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is not { } payment) return TypedResults.NotFound();
        if (!IsOver(payment) && http.Request.Query["auth_token"].ToString() is { Length: > 0 and <= LongestToken } token)
            return Leave(http, payment, "ConfirmPath", "/easypay/Confirm.jsf", new Dictionary<string, string> { ["auth_token"] = token, ["postBackURL"] = BackTo(id) });

        try
        {
            await word.AskAsync(payment.Id, stop);
        }
        catch (Exception failed) when (failed is ProviderDownException or InvalidOperationException)
        {
            // It does not answer just now; the timers ask again, and the payer's page says that it waits.
        }
        return new SeeOther(payment.ReturnPath ?? "/");
    }

    private IResult Leave(HttpContext http, Payment payment, string setting, string path, Dictionary<string, string> fields) =>
        LeavePage.Of(http, "EasyPaisa", payment, address.Page(EasyPaisaClient.Section, visit.Origin, address.Setting(EasyPaisaClient.Section, setting, path)),
            fields.Select(field => new KeyValuePair<string, string?>(field.Key, field.Value)));

    private async Task<Payment?> FindAsync(Guid id, CancellationToken stop) =>
        await payments.FindAsync(id, stop) is { Provider: EasyPaisaProvider.ProviderName, ProviderReference: not null } payment ? payment : null;

    private bool IsOver(Payment payment) => payment.State != PaymentState.Open || payment.ExpiresAt <= clock.GetUtcNow();

    private string BackTo(Guid id) => $"{visit.Origin}{PathOf(id)}/return";
}
