using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PadelSaaS.Platform.Http;

/// <summary>What is left of the limits before anybody knows who asks.</summary>
public static class NetworkLimit
{
    /// <summary>
    /// Whether nobody from this network is answered at the moment. Asked before the database is, where who asks costs a query: a flood of made-up
    /// keys is then refused without one. Nothing is counted here.
    /// </summary>
    public static bool IsReached(HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter is { } limiter && limiter.GetStatistics(http) is RateLimiterStatistics { CurrentAvailablePermits: 0 };
}
