using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Outward;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// Answers probes: <c>/health</c> looks at what the process needs, <c>/health/live</c> only says that it runs. Without the database it is unhealthy; a provider
/// that is left alone, or a shared memory that is away, makes it degraded and still 200: another process would fare no better, and courts are booked all the same.
/// </summary>
internal static class Health
{
    private const string Healthy = "healthy";

    private sealed record Report(string Status, IReadOnlyDictionary<string, string> Checks, DateTimeOffset Timestamp);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", LookAsync).ExcludeFromDescription();
        routes.MapGet("/health/ready", LookAsync).ExcludeFromDescription();
        routes.MapGet("/health/live", (TimeProvider clock) => Results.Json(new Report(Healthy, new Dictionary<string, string>(), clock.GetUtcNow()))).ExcludeFromDescription();
    }

    private static async Task<IResult> LookAsync(Database database, ProviderGuards providers, SharedMemory shared, TimeProvider clock, HttpContext http)
    {
        var checks = new Dictionary<string, string>
        {
            ["database"] = await DatabaseAsync(database, http.RequestAborted),
            ["cache"] = !shared.IsOn || await shared.AnswersAsync() ? Healthy : "unhealthy",
            ["external"] = providers.Down is { Count: > 0 } down ? $"resting: {string.Join(", ", down)}" : Healthy,
        };
        var serves = checks["database"] == Healthy;
        var status = !serves ? "unhealthy" : checks.Values.All(check => check == Healthy) ? Healthy : "degraded";
        return Results.Json(new Report(status, checks, clock.GetUtcNow()), statusCode: serves ? 200 : 503);
    }

    private static async Task<string> DatabaseAsync(Database database, CancellationToken stop)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(TimeSpan.FromSeconds(2));
            await using var connection = await database.Loops.OpenConnectionAsync(patience.Token);
            await using var command = new NpgsqlCommand("select 1", connection);
            await command.ExecuteScalarAsync(patience.Token);
            return Healthy;
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return "unhealthy";
        }
    }
}
