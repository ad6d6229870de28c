using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Identity;

/// <summary>
/// Checking a password costs 55 ms of a core on purpose. Without a gate of their own, a few dozen sign-ins would take the processors
/// from everybody who books; with it they wait for each other, and what waits too long is told to come back.
/// </summary>
internal sealed class SignInGate(IConfiguration configuration) : IDisposable
{
    private readonly ConcurrencyLimiter limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = configuration.GetValue("Identity:SignInsAtOnce", Math.Max(1, Environment.ProcessorCount / 2)),
        QueueLimit = configuration.GetValue("Identity:SignInsWaiting", 16),
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for a turn, before a connection is taken. When the queue is full the answer is <see cref="Refusals.SignInsBusy"/>.</summary>
    public async ValueTask<RateLimitLease> EnterAsync(HttpContext http)
    {
        var turn = await limiter.AcquireAsync(1, http.RequestAborted);
        if (!turn.IsAcquired) http.Response.Headers.RetryAfter = "2";
        return turn;
    }

    public void Dispose() => limiter.Dispose();
}
