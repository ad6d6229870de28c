using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>
/// Stripe's pages for people: paying, confirming at the bank, opening an account, an account's own view. Each request is one transaction of the books and ends
/// in a page or in a redirect to where the merchant wants its payer back.
/// </summary>
internal sealed class StripePages(IServiceScopeFactory scopes, StripeEndpoints endpoints, StripePayer payer, StripeOnboarding onboarding, StripeDashboard dashboard, TimeProvider clock)
{
    private static readonly string Style = ReadStyle();

    public static string PayPath(string clientSecret) => $"/pay/{clientSecret}";

    public static string ChallengePath(string clientSecret) => $"/3ds/{clientSecret}";

    public static string OnboardingPath(string account, string secret) => $"/connect/{account}/{secret}";

    public static string DashboardPath(string account) => $"/dashboard/{account}";

    public static bool Are(string path) => path.Split('/') is ["", "pay" or "3ds" or "dashboard", _] or ["", "connect", _, _] or ["", "pages.css"];

    public async Task AnswerAsync(HttpContext http, string path)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // After paying the browser is sent to the merchant, wherever that is.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' http: https:; base-uri 'none'; frame-ancestors 'none'";
        if (path == "/pages.css")
        {
            headers.CacheControl = "no-cache";
            await Results.Text(Style, "text/css; charset=utf-8").ExecuteAsync(http);
            return;
        }
        if (http.Request.Method is not ("GET" or "POST" or "HEAD"))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        Speak(http);
        var answer = await InBooksAsync(http, path.Split('/'));
        await answer.ExecuteAsync(http);
    }

    /// <summary>A page that says one thing.</summary>
    public static IResult Message(string title, string says, string? backUrl = null, int status = 200) =>
        new RazorComponentResult<MessagePage>(new { Title = title, Says = says, BackUrl = backUrl }) { StatusCode = status };

    /// <summary>An address of the merchant, if it is one a browser may be sent to.</summary>
    public static string? Address(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https" ? url : null;

    public static Money MoneyOf(StripeObject one) => new(one.Amount, one.Currency.ToUpperInvariant());

    private async Task<IResult> InBooksAsync(HttpContext http, string[] path)
    {
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(http.RequestAborted);
        var books = new StripeBooks(work, endpoints, clock.GetUtcNow(), StripeIds.New("req", 14), null);
        await books.OpenAsync(http.RequestAborted);
        IResult answer;
        try
        {
            answer = path switch
            {
                [_, "pay", var secret] => await payer.PayAsync(http, books, secret),
                [_, "3ds", var secret] => await payer.ChallengeAsync(http, books, secret),
                [_, "connect", var account, var link] => await onboarding.AnswerAsync(http, books, account, link),
                [_, _, var account] => await dashboard.AnswerAsync(http, books, account),
                _ => Results.NotFound(),
            };
        }
        catch (StripeFailure failure)
        {
            return Message("This does not work", failure.Message, status: failure.Status);
        }
        await books.SaveAsync(http.RequestAborted);
        await work.CommitAsync(http.RequestAborted);
        return answer;
    }

    private static void Speak(HttpContext http)
    {
        var wished = http.Request.Query["lang"].ToString() is { Length: > 0 } asked ? asked : http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.ToString().Split('-')[0]).FirstOrDefault(one => one is "en" or "es" or "ur");
        var culture = CultureInfo.GetCultureInfo(wished is "es" or "ur" ? wished : "en");
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
    }

    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(StripePages).Assembly.GetManifestResourceStream("PadelSaaS.Payments.stripe.css")!);
        return reader.ReadToEnd();
    }
}
