using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Stripe;

/// <summary>
/// The page on which a card is typed in: Stripe's own Payment Element inside ours, so that no number of a card ever reaches us. The stand-in has a page
/// of its own instead. The secret of the payment is read from Stripe each time and stored nowhere.
/// </summary>
internal sealed class PayWithStripe(UnitOfWork work, StripeProvider provider, StripeSettings settings, Visit visit)
{
    private const string Scripts = "https://js.stripe.com https://*.js.stripe.com";

    public static string PathOf(Guid paymentId) => $"/pay/card/stripe/{paymentId}";

    public static void Map(Doors doors) => doors.Club.MapGet("/pay/card/stripe/{id:guid}", (Guid id, HttpContext http, PayWithStripe page, CancellationToken stop) => page.ShowAsync(id, http, stop));

    private async Task<IResult> ShowAsync(Guid id, HttpContext http, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var payment = await work.Model<PaymentsModel>().Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id && one.Provider == StripeProvider.ProviderName, stop);
        await work.RollbackAsync();
        if (payment is not { ProviderReference: { } reference }) return Refusal.NotFound("This payment");
        // Decided already, here or there: the payer goes on as after the first time.
        if (payment.State != PaymentState.Open) return Results.LocalRedirect(payment.ReturnPath ?? "/");

        http.Response.Headers.CacheControl = "no-store";
        PaymentIntent intent;
        string? account;
        try
        {
            (intent, account) = await provider.OpenAsync(reference, stop);
        }
        catch (ProviderDownException)
        {
            return Page(payment, null, null, StatusCodes.Status503ServiceUnavailable);
        }
        if (intent.Status is not ("requires_payment_method" or "requires_confirmation" or "requires_action")) return Results.LocalRedirect(ReturnFromProvider.PathOf(id));
        if (settings.IsStandIn) return Results.LocalRedirect($"/dev/stripe/pay/{intent.ClientSecret}?return_url={Uri.EscapeDataString($"{visit.Origin}{ReturnFromProvider.PathOf(id)}")}");

        Admit(http);
        return Page(payment, intent.ClientSecret, account, StatusCodes.Status200OK);
    }

    private RazorComponentResult<PayWithStripePage> Page(Payment payment, string? secret, string? account, int status) => new(new
    {
        ToPay = new Money(payment.AmountMinor, payment.Currency),
        payment.Description,
        BackTo = payment.ReturnPath ?? "/",
        Key = settings.PublishableKey,
        Secret = secret,
        Account = account,
        ReturnUrl = $"{visit.Origin}{ReturnFromProvider.PathOf(payment.Id)}",
        Locale = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "ur" ? "en" : CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
    })
    { StatusCode = status };

    // Stripe's script, its frames and its own calls, on this page and on no other.
    private static void Admit(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.ToString()
            .Replace("script-src 'self'", $"script-src 'self' {Scripts}", StringComparison.Ordinal)
            .Replace("connect-src 'self'", "connect-src 'self' https://api.stripe.com https://js.stripe.com", StringComparison.Ordinal)
            + $"; frame-src {Scripts} https://hooks.stripe.com";
    }
}
