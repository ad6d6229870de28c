using Microsoft.AspNetCore.Http;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Stripe's pages for people: paying, confirming at the bank, opening an account.</summary>
internal sealed class StripePages
{
    public static string PayPath(string clientSecret) => $"/pay/{clientSecret}";

    public static string ChallengePath(string clientSecret) => $"/3ds/{clientSecret}";

    public static string OnboardingPath(string account, string secret) => $"/connect/{account}/{secret}";

    public static string DashboardPath(string account) => $"/dashboard/{account}";

    public static bool Are(string path) => path.StartsWith("/pay/", StringComparison.Ordinal) || path.StartsWith("/3ds/", StringComparison.Ordinal) || path.StartsWith("/connect/", StringComparison.Ordinal) || path.StartsWith("/dashboard/", StringComparison.Ordinal);

    public Task AnswerAsync(HttpContext http, string path)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
