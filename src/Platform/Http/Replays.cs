using System.Text;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// Honours <see cref="Idempotency.Header"/> for endpoints marked so: gives the first answer again, or runs the endpoint and remembers what
/// it answered. Answers of 500 and above are not remembered: the request may be repeated in earnest.
/// </summary>
internal sealed class Replays(RequestDelegate next, TimeProvider clock)
{
    private const int LongestKey = 255;

    public async Task InvokeAsync(HttpContext http, Visit visit, UnitOfWork work)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Idempotency.IdempotentEndpoint>() is null || visit.Tenant is null
            || await Idempotency.ReadAsync(http, visit.Caller.AccountId?.ToString() ?? "guest") is not { } key)
        {
            await next(http);
            return;
        }
        if (key.Key.Length > LongestKey)
        {
            await Refusal.Malformed(Idempotency.Header, $"At most {LongestKey} characters.").ExecuteAsync(http);
            return;
        }
        if (await FindAsync(work, key, http.RequestAborted) is { } first)
        {
            await Idempotency.Replay(key, first).ExecuteAsync(http);
            return;
        }
        await RememberAsync(http, work, key);
    }

    private async Task RememberAsync(HttpContext http, UnitOfWork work, RequestKey key)
    {
        var wire = http.Response.Body;
        using var copy = new MemoryStream();
        http.Response.Body = copy;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = wire;
        }
        if (http.Response.StatusCode < 500 && !work.IsOpen && !Idempotency.WasStored(http))
        {
            await work.BeginAsync(http.RequestAborted);
            await Idempotency.StoreAsync(work, key, http.Response.StatusCode, Encoding.UTF8.GetString(copy.ToArray()), http.Response.ContentType ?? "", clock.GetUtcNow(), http.RequestAborted);
            await work.CommitAsync(http.RequestAborted);
        }
        copy.Position = 0;
        await copy.CopyToAsync(wire, http.RequestAborted);
    }

    private static async Task<FirstAnswer?> FindAsync(UnitOfWork work, RequestKey key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var first = await Idempotency.FindAsync(work, key, stop);
        await work.RollbackAsync();
        return first;
    }
}
