using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Outward;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>The page that takes a payer over to JazzCash, and where JazzCash's form brings them back.</summary>
internal sealed class JazzCashCheckout(WalletAddress address, WalletAccounts accounts, WalletPayments payments, JazzCashRefunds notes, ProviderWord word, Visit visit, TimeProvider clock)
{
    public const string ReturnPath = "/pay/jazzcash/return";

    public static string PathOf(Guid paymentId) => $"/pay/jazzcash/{paymentId}";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/pay/jazzcash/{id:guid}", (Guid id, HttpContext http, JazzCashCheckout page, CancellationToken stop) => page.LeaveAsync(id, http, stop));
        // Another site posts this form: our cookies do not come, and no token of ours. What it carries is checked, and asked for again.
        doors.Club.MapPost(ReturnPath, (IFormCollection form, JazzCashCheckout page, CancellationToken stop) => page.ReturnAsync(form, stop)).DisableAntiforgery();
    }

    private async Task<IResult> LeaveAsync(Guid id, HttpContext http, CancellationToken stop)
    {
        if (await payments.FindAsync(id, stop) is not { Provider: JazzCashProvider.ProviderName, ProviderReference: not null } payment) return TypedResults.NotFound();
        // Paid, given up or replaced meanwhile: nobody is sent to pay for it.
        if (payment.State != PaymentState.Open || payment.ExpiresAt <= clock.GetUtcNow()) return Results.Redirect(ReturnFromProvider.PathOf(payment.Id));

        var fields = JazzCashForm.Of(await accounts.JazzCashAsync(stop), payment, $"{visit.Origin}{ReturnPath}", clock.GetUtcNow());
        var path = address.Setting(JazzCashClient.Section, "PagePath", "/CustomerPortal/transactionmanagement/merchantform/");
        return LeavePage.Of(http, "JazzCash", payment, address.Page(JazzCashClient.Section, visit.Origin, path), fields);
    }

    private async Task<IResult> ReturnAsync(IFormCollection form, CancellationToken stop)
    {
        var fields = form.ToDictionary(field => field.Key, field => (string?)field.Value.ToString());
        var reference = fields.GetValueOrDefault("pp_TxnRefNo");
        if (reference is not { Length: > 0 and <= 40 } || await payments.FindAsync(JazzCashProvider.ProviderName, reference, stop) is not { } payment) return TypedResults.NotFound();

        if (Fits(fields, payment, await accounts.JazzCashAsync(stop)))
        {
            await notes.NoteReturnAsync(reference, fields.GetValueOrDefault("pp_TxnType") is { Length: > 0 and <= 20 } type ? type : null, Code(fields), stop);
            await AskAsync(payment.Id, stop);
        }
        // Whatever the form said, the payer goes on to the page that says how things are. 303: the form is not sent along.
        return new SeeOther(payment.ReturnPath ?? "/");
    }

    // It may not answer just now; the timers ask again.
    private async Task AskAsync(Guid paymentId, CancellationToken stop)
    {
        try
        {
            await word.AskAsync(paymentId, stop);
        }
        catch (Exception failed) when (failed is ProviderDownException or InvalidOperationException)
        {
            return;
        }
    }

    private static bool Fits(Dictionary<string, string?> fields, Payment payment, JazzCashAccount account) =>
        JazzCashHash.Holds(fields, account.Salt)
        && fields.GetValueOrDefault("pp_MerchantID") == account.MerchantId
        && fields.GetValueOrDefault("pp_Amount") == payment.AmountMinor.ToString(System.Globalization.CultureInfo.InvariantCulture)
        && fields.GetValueOrDefault("pp_TxnCurrency") == payment.Currency
        && payment.MaySettle;

    private static string? Code(Dictionary<string, string?> fields) => fields.GetValueOrDefault("pp_ResponseCode") is { Length: > 0 and <= 10 } code ? code : null;
}

/// <summary>Goes on to a page of ours with a GET, whatever brought the browser here.</summary>
internal sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
