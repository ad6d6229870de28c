using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PadelSaaS.Platform.Storage;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// What was not foreseen is caught here, once: a malformed request is told which field and why, everything else gets a trace id and no
/// detail. Pages get their friendly page from the status; the API gets a problem document.
/// </summary>
internal sealed class Failures(ILogger<Failures> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested) return true;

        var limit = httpContext.Features.Get<BodyLimit>();
        if (exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } && limit is not null) limit.IsExceeded = true;
        var refusal = exception switch
        {
            // Whatever the reader of the body made of it.
            _ when limit is { IsExceeded: true } => limit.Refusal(),
            BadHttpRequestException malformed => Malformed(malformed),
            NpgsqlException { IsTransient: true } or TimeoutException or StoreAwayException => new Refusal("unavailable", StatusCodes.Status503ServiceUnavailable, "This is not available at the moment."),
            _ => new Refusal("failed", StatusCodes.Status500InternalServerError, "Something went wrong on our side."),
        };
        if (refusal.Status >= 500) log.LogError(exception, "{Method} {Path} failed", httpContext.Request.Method, httpContext.Request.Path);

        SecurityHeaders.Put(httpContext, httpContext.RequestServices.GetRequiredService<Visit>());
        httpContext.Response.StatusCode = refusal.Status;
        if (refusal.Status == StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = "2";
        if (!WantsJson(httpContext)) return true;

        var trace = new Dictionary<string, object?>(refusal.More) { ["traceId"] = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier };
        await (refusal with { More = trace }).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Whether the answer is for a program and not for a person.</summary>
    internal static bool WantsJson(HttpContext http) => http.Request.Path.StartsWithSegments("/api");

    private static Refusal Malformed(BadHttpRequestException malformed)
    {
        if (malformed.InnerException is JsonException json)
        {
            var field = json.Path?.TrimStart('$', '.') is { Length: > 0 } path ? path : "body";
            return Refusal.Malformed(field, $"'{field}' has the wrong form.");
        }
        if (malformed.Message.Contains("body", StringComparison.Ordinal)) return Refusal.Malformed("body", "A body is needed.");
        // "Required parameter "string date" was not provided from query string." and its relatives carry the name in quotes.
        var name = malformed.Message.Split('"') is { Length: > 1 } parts ? parts[1].Split(' ')[^1] : "body";
        return Refusal.Malformed(name, $"'{name}' is missing or has the wrong form.");
    }
}
