using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// Keeps the process below the knee where answers start to take seconds: so many requests run, so many wait, the rest are told at once
/// to come back. One club has only so many of the places, and whoever waits for one of these waits in the club's own queue and holds none: a
/// rush or a flood at one club leaves the next one its places. Live streams and probes do not count: the one waits by nature, the other must be answered under load.
/// </summary>
internal sealed class Overload(RequestDelegate next, IConfiguration configuration, LimitRules rules) : IDisposable
{
    private readonly PartitionedRateLimiter<string> turns = PartitionedRateLimiter.Create<string, string>(club => RateLimitPartition.GetConcurrencyLimiter(club, _ => new ConcurrencyLimiterOptions
    {
        PermitLimit = rules.TenantAtOnce,
        QueueLimit = configuration.GetValue("Padel:RequestsWaiting", 256),
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    }));

    private readonly ConcurrencyLimiter limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = configuration.GetValue("Padel:RequestsAtOnce", 32),
        QueueLimit = configuration.GetValue("Padel:RequestsWaiting", 256),
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public async Task InvokeAsync(HttpContext http, Visit visit)
    {
        if (http.Request.Path.StartsWithSegments("/health") || http.Request.Path.StartsWithSegments("/_content"))
        {
            await next(http);
            return;
        }
        using var turn = await turns.AcquireAsync(visit.Tenant?.Schema ?? "", 1, http.RequestAborted);
        using var lease = turn.IsAcquired ? await limiter.AcquireAsync(1, http.RequestAborted) : null;
        if (lease is { IsAcquired: true })
        {
            http.Features.Set(new RunningSlot(turn, lease));
            await next(http);
            return;
        }
        http.Response.Headers.RetryAfter = "1";
        await new Refusal("busy", StatusCodes.Status503ServiceUnavailable, "Too many people at once. Please try again in a moment.").ExecuteAsync(http);
    }

    public void Dispose()
    {
        turns.Dispose();
        limiter.Dispose();
    }
}

/// <summary>A request's place among those that run. Whoever only waits from now on gives it back early.</summary>
internal sealed class RunningSlot(RateLimitLease turn, RateLimitLease lease)
{
    public void Release()
    {
        lease.Dispose();
        turn.Dispose();
    }
}
