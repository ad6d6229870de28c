using PadelSaaS.Platform.Outward;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Stripe;

/// <summary>
/// Makes things at Stripe that must be made once. The key is <c>operation:v1</c> and lies in the database before the call. Stripe forgets a key after a
/// day and repeats a 500 under it for as long: in both cases the thing is looked for first, and only if it is not there the version rises.
/// </summary>
internal sealed class StripeCalls(UnitOfWork work, TimeProvider clock)
{
    private static readonly TimeSpan KeyIsKept = TimeSpan.FromHours(23);

    /// <summary>The thing: read again if it is known, found if it may have been made, made otherwise.</summary>
    /// <param name="operation">What is done, such as <c>payment:{id}</c>.</param>
    /// <param name="read">Reads it by its id.</param>
    /// <param name="find">Looks for it among what was made since.</param>
    /// <param name="make">Makes it under a key.</param>
    public async Task<T> OnceAsync<T>(string operation, Func<string, Task<T>> read, Func<DateTimeOffset, Task<T?>> find, Func<string, Task<T>> make, CancellationToken stop) where T : class, IStripeObject
    {
        var call = await BeginAsync(operation, stop);
        if (call.Reference is { } known) return await read(known);
        if (call.Broken || call.BegunAt < clock.GetUtcNow() - KeyIsKept)
        {
            if (await find(call.BegunAt) is { } made)
            {
                await RememberAsync(operation, made.Id, stop);
                return made;
            }
            call = call with { Version = await RaiseAsync(operation, call.Version, stop) };
        }
        try
        {
            var made = await make($"{operation}:v{call.Version}");
            await RememberAsync(operation, made.Id, stop);
            return made;
        }
        catch (ProviderDownException down) when (down.InnerException is StripeException { Status: >= 500 })
        {
            await ExecuteAsync("update stripe_calls set broken_at = $3 where operation = $1 and version = $2", stop, operation, call.Version, clock.GetUtcNow());
            throw;
        }
    }

    /// <summary>Notes what was made, where the answer that says so was a refusal: a card's no comes with its payment.</summary>
    public Task RememberAsync(string operation, string reference, CancellationToken stop) =>
        ExecuteAsync("update stripe_calls set reference = $2 where operation = $1 and reference is null", stop, operation, reference);

    /// <summary>What was made is no more: the next who asks makes another.</summary>
    public Task ForgetAsync(string operation, string reference, CancellationToken stop) =>
        ExecuteAsync("update stripe_calls set reference = null, version = version + 1, begun_at = $3, broken_at = null where operation = $1 and reference = $2", stop, operation, reference, clock.GetUtcNow());

    private async Task<Call> BeginAsync(string operation, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using (var begin = work.Command("insert into stripe_calls (operation, begun_at) values ($1, $2) on conflict (operation) do nothing", operation, clock.GetUtcNow())) await begin.ExecuteNonQueryAsync(stop);
        Call call;
        await using (var read = work.Command("select version, begun_at, broken_at is not null, reference from stripe_calls where operation = $1", operation))
        await using (var row = await read.ExecuteReaderAsync(stop))
        {
            await row.ReadAsync(stop);
            call = new Call(row.GetInt32(0), row.GetFieldValue<DateTimeOffset>(1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetString(3));
        }
        await work.CommitAsync(stop);
        return call;
    }

    // Two who find the same nothing raise it once: the second takes the version of the first.
    private async Task<int> RaiseAsync(string operation, int from, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using (var raise = work.Command("update stripe_calls set version = version + 1, begun_at = $3, broken_at = null where operation = $1 and version = $2", operation, from, clock.GetUtcNow())) await raise.ExecuteNonQueryAsync(stop);
        int version;
        await using (var read = work.Command("select version from stripe_calls where operation = $1", operation)) version = (int)(await read.ExecuteScalarAsync(stop))!;
        await work.CommitAsync(stop);
        return version;
    }

    private async Task ExecuteAsync(string sql, CancellationToken stop, params object?[] values)
    {
        await work.BeginAsync(stop);
        await using (var command = work.Command(sql, values)) await command.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }

    private sealed record Call(int Version, DateTimeOffset BegunAt, bool Broken, string? Reference);
}
