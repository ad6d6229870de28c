using System.Text;
using Microsoft.AspNetCore.Http;
using Npgsql;
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
        if (http.GetEndpoint()?.Metadata.GetMetadata<Idempotency.IdempotentEndpoint>() is not { } endpoint || visit.Tenant is null
            || await Idempotency.ReadAsync(http, visit.Caller.AccountId?.ToString() ?? endpoint.GuestOf(http)) is not { } key)
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
        bool isFirst;
        try
        {
            await next(http);
            isFirst = http.Response.StatusCode >= 500 || work.IsOpen || Idempotency.WasStored(http) || await StoreAsync(http, work, key, copy);
        }
        catch (PostgresException taken) when (taken is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "idempotency_keys" })
        {
            // The use case stores its answer itself, and somebody stored one under this key a moment before: all of it is undone.
            isFirst = false;
        }
        finally
        {
            http.Response.Body = wire;
        }
        if (isFirst)
        {
            copy.Position = 0;
            await copy.CopyToAsync(wire, http.RequestAborted);
            return;
        }
        if (work.IsOpen) await work.RollbackAsync();
        http.Response.ContentLength = null;
        http.Response.Headers.Location = default;
        await Idempotency.Replay(key, (await FindAsync(work, key, http.RequestAborted))!).ExecuteAsync(http);
    }

    // Two requests with one key that ran side by side: the answer that is stored is the answer to both.
    private async Task<bool> StoreAsync(HttpContext http, UnitOfWork work, RequestKey key, MemoryStream copy)
    {
        CrashPoints.Pass("answer", http.Request.Method);
        await work.BeginAsync(http.RequestAborted);
        var stored = await Idempotency.StoreAsync(
            work, key, http.Response.StatusCode, Encoding.UTF8.GetString(copy.ToArray()), http.Response.ContentType ?? "", clock.GetUtcNow(), http.RequestAborted);
        await work.CommitAsync(http.RequestAborted);
        return stored;
    }

    private static async Task<FirstAnswer?> FindAsync(UnitOfWork work, RequestKey key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var first = await Idempotency.FindAsync(work, key, stop);
        await work.RollbackAsync();
        return first;
    }
}
