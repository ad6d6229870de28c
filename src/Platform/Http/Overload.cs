using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// Keeps the process below the knee where answers start to take seconds: so many requests run, so many wait, the rest are told at once
/// to come back. Live streams and probes do not count: the one waits by nature, the other must be answered under load.
/// </summary>
internal sealed class Overload(RequestDelegate next, IConfiguration configuration) : IDisposable
{
    private readonly ConcurrencyLimiter limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = configuration.GetValue("Padel:RequestsAtOnce", 32),
        QueueLimit = configuration.GetValue("Padel:RequestsWaiting", 256),
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/health") || http.Request.Path.StartsWithSegments("/_content"))
        {
            await next(http);
            return;
        }
        using var lease = await limiter.AcquireAsync(1, http.RequestAborted);
        if (lease.IsAcquired)
        {
            http.Features.Set(new RunningSlot(lease));
            await next(http);
            return;
        }
        http.Response.Headers.RetryAfter = "1";
        await new Refusal("busy", StatusCodes.Status503ServiceUnavailable, "Too many people at once. Please try again in a moment.").ExecuteAsync(http);
    }

    public void Dispose() => limiter.Dispose();
}

/// <summary>A request's place among those that run. Whoever only waits from now on gives it back early.</summary>
internal sealed class RunningSlot(RateLimitLease lease)
{
    public void Release() => lease.Dispose();
}
