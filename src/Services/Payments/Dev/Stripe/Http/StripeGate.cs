using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>
/// Where calls come in: who asks and in which version, what was asked under the same key before, then the operation in one transaction with its answer.
/// </summary>
internal sealed class StripeGate(IServiceScopeFactory scopes, StripeOperations operations, StripeEndpoints endpoints, StripeFaults faults, StripeOrigin origin, TimeProvider clock, ILogger<StripeGate> log)
{
    public async Task AnswerAsync(HttpContext http, string path)
    {
        var requestId = StripeIds.New("req", 14);
        http.Response.Headers["Request-Id"] = requestId;
        http.Response.Headers["Stripe-Version"] = StripeBooks.ApiVersion;
        http.Response.Headers.CacheControl = "no-cache, no-store";
        StripeAnswer answer;
        try
        {
            answer = await AnswerAsync(http, path, requestId);
        }
        catch (StripeFailure failure)
        {
            answer = new StripeAnswer(failure.Status, failure.Body(requestId));
            if (failure.Code == "idempotency_key_in_use") http.Response.Headers["Stripe-Should-Retry"] = "true";
        }
        catch (ConnectionClosedException)
        {
            http.Abort();
            return;
        }
        catch (Exception broken) when (!http.RequestAborted.IsCancellationRequested)
        {
            log.LogError(broken, "The development Stripe broke at {Path}", path);
            answer = new StripeAnswer(500, new StripeFailure(500, "api_error", null, $"Sorry! An error occurred: {broken.Message}").Body(requestId));
        }
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.Body.ToJsonString(), http.RequestAborted);
    }

    private async Task<StripeAnswer> AnswerAsync(HttpContext http, string path, string requestId)
    {
        Authenticate(http.Request, path);
        var (operation, ids) = operations.Find(http.Request.Method, path);
        var said = await ReadAsync(http.Request, path);
        operation.Check(said);
        var account = http.Request.Headers["Stripe-Account"].ToString() is { Length: > 0 } named ? named : StripeCall.Platform;
        var key = http.Request.Method == "POST" && http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } given ? given : null;
        if (key?.Length > 255) throw StripeFailure.Invalid("Idempotency keys may be at most 255 characters long.");
        if (key is not null) http.Response.Headers["Idempotency-Key"] = key;
        var call = new StripeCall(http.Request.Method, path, account, said, ids, requestId, key, origin.Of(http.Request), clock.GetUtcNow());

        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var fault = path.StartsWith("/v", StringComparison.Ordinal) ? await faults.OnCallAsync(work, account, path, http.RequestAborted) : null;
        if (fault?.Kind == StripeFaults.RateLimit) throw new StripeFailure(429, "invalid_request_error", "rate_limit", "Too many requests hit the API too quickly.");
        if (fault?.Kind == StripeFaults.ClosedBefore) throw new ConnectionClosedException();
        // Once begun it is carried through, whether the caller still waits or not.
        var (answer, isReplay) = await CarryOutAsync(work, operation, call, fault);
        if (isReplay) http.Response.Headers["Idempotent-Replayed"] = "true";
        if (fault?.Kind == StripeFaults.ClosedAfter) throw new ConnectionClosedException();
        if (fault?.Kind != StripeFaults.TimeoutAfter) return answer;
        await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw new ConnectionClosedException();
    }

    private async Task<(StripeAnswer Answer, bool IsReplay)> CarryOutAsync(UnitOfWork work, StripeOperation operation, StripeCall call, StripeFault? fault)
    {
        await work.BeginPlatformAsync(CancellationToken.None);
        if (call.IdempotencyKey is not null && await BeforeAsync(work, call) is { } before) return (before, true);
        try
        {
            var answer = fault?.Kind == StripeFaults.Error ? Broken() : await DoAsync(work, operation, call);
            if (fault?.Kind == StripeFaults.ErrorAfter) answer = Broken();
            await KeepAsync(work, call, answer);
            await work.CommitAsync(CancellationToken.None);
            return (answer, false);
        }
        catch (StripeFailure failure) when (!failure.IsValidation && failure.Status != 404 && call.IdempotencyKey is not null)
        {
            // It was refused while it was carried out: nothing of it stands but the answer.
            await work.RollbackAsync();
            await work.BeginPlatformAsync(CancellationToken.None);
            await KeepAsync(work, call, new StripeAnswer(failure.Status, failure.Body(call.RequestId)));
            await work.CommitAsync(CancellationToken.None);
            throw;
        }
        catch (PostgresException locked) when (locked.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
        {
            log.LogInformation("The development Stripe gave way to another call on the same object: {Path}", call.Path);
            throw new StripeFailure(429, "invalid_request_error", "lock_timeout", "This object cannot be accessed right now because another API request or Stripe process is currently accessing it.");
        }
    }

    private async Task<StripeAnswer> DoAsync(UnitOfWork work, StripeOperation operation, StripeCall call)
    {
        var books = new StripeBooks(work, endpoints, call.Now, call.RequestId, call.IdempotencyKey);
        if (call.IsConnected) await books.CheckAccountAsync(call.Account, CancellationToken.None);
        await books.OpenAsync(CancellationToken.None);
        var answer = await operation.Do(books, call, CancellationToken.None);
        var body = await Expansion.OfAsync(books, answer.Body, call.Said.Many("expand[]"), CancellationToken.None);
        await books.SaveAsync(CancellationToken.None);
        return answer with { Body = body };
    }

    // The same key: one at a time, the same request, and then the same answer, whatever it was.
    private static async Task<StripeAnswer?> BeforeAsync(UnitOfWork work, StripeCall call)
    {
        await using (var alone = work.Command("select pg_try_advisory_xact_lock(hashtextextended($1, 20261028))", $"{call.Account} {call.IdempotencyKey}"))
            if (!(bool)(await alone.ExecuteScalarAsync())!)
                throw new StripeFailure(409, "idempotency_error", "idempotency_key_in_use", $"There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): {call.IdempotencyKey}. Please try again later.");
        await using var find = work.Command("select request, status, body from dev_stripe_answers where account = $1 and key = $2", call.Account, call.IdempotencyKey);
        await using var reader = await find.ExecuteReaderAsync();
        if (!await reader.ReadAsync()) return null;
        if (reader.GetString(0) != Asked(call))
        {
            throw new StripeFailure(400, "idempotency_error", null,
                $"Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{call.IdempotencyKey}' if you meant to execute a different request.");
        }
        return new StripeAnswer(reader.GetInt32(1), JsonNode.Parse(reader.GetString(2))!);
    }

    private static async Task KeepAsync(UnitOfWork work, StripeCall call, StripeAnswer answer)
    {
        if (call.IdempotencyKey is null) return;
        await using var keep = work.Command("insert into dev_stripe_answers (account, key, request, request_id, status, body, created_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
            call.Account, call.IdempotencyKey, Asked(call), call.RequestId, answer.Status, answer.Body.ToJsonString(), call.Now);
        await keep.ExecuteNonQueryAsync();
    }

    private static string Asked(StripeCall call) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{call.Method} {call.Path} {call.Said.Canonical()}")));

    private static StripeAnswer Broken() => new(500, new JsonObject { ["error"] = new JsonObject { ["type"] = "api_error", ["message"] = "Sorry! An error occurred. (This trouble was ordered.)" } });

    private static void Authenticate(HttpRequest request, string path)
    {
        var key = request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..].Trim() : "";
        if (key.Length == 0) throw new StripeFailure(401, "invalid_request_error", null, "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
        if (!key.StartsWith("sk_test_", StringComparison.Ordinal) && !key.StartsWith("rk_test_", StringComparison.Ordinal))
            throw new StripeFailure(401, "invalid_request_error", "api_key_invalid", $"Invalid API Key provided: {(key.Length > 12 ? key[..8] + "****" : "****")}");
        var version = request.Headers["Stripe-Version"].ToString();
        // What a call means depends on the version: whoever leaves it to the account's default is surprised one day. Ours has none.
        if (path.StartsWith("/v", StringComparison.Ordinal) && version != StripeBooks.ApiVersion)
            throw StripeFailure.Invalid(version.Length == 0 ? $"Send Stripe-Version: {StripeBooks.ApiVersion}." : $"Invalid Stripe API version: {version}");
    }

    private static async Task<Parameters> ReadAsync(HttpRequest request, string path)
    {
        if (request.Method is "GET" or "DELETE") return Parameters.OfForm(request.QueryString.Value ?? "");
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        var isJson = request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;
        if (isJson && path.StartsWith("/v1/", StringComparison.Ordinal)) throw StripeFailure.Invalid("Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.");
        if (!isJson && path.StartsWith("/v2/", StringComparison.Ordinal) && body.Length > 0) throw StripeFailure.Invalid("Invalid request: the second version of the interface takes application/json.");
        return isJson ? Parameters.OfJson(body) : Parameters.OfForm(body);
    }
}

/// <summary>The line is to break without an answer.</summary>
internal sealed class ConnectionClosedException : Exception;
