using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Platform.Http;

/// <summary>Answers probes: <c>/health</c> looks at what the process needs, <c>/health/live</c> only says that it runs.</summary>
internal static class Health
{
    private sealed record Report(string Status, IReadOnlyDictionary<string, string> Checks, DateTimeOffset Timestamp);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", LookAsync).ExcludeFromDescription();
        routes.MapGet("/health/ready", LookAsync).ExcludeFromDescription();
        routes.MapGet("/health/live", (TimeProvider clock) => Results.Json(new Report("healthy", new Dictionary<string, string>(), clock.GetUtcNow()))).ExcludeFromDescription();
    }

    private static async Task<IResult> LookAsync(Database database, TimeProvider clock, HttpContext http)
    {
        var checks = new Dictionary<string, string> { ["database"] = await DatabaseAsync(database, http.RequestAborted) };
        var healthy = checks.Values.All(check => check == "healthy");
        return Results.Json(new Report(healthy ? "healthy" : "unhealthy", checks, clock.GetUtcNow()), statusCode: healthy ? 200 : 503);
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
            return "healthy";
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return "unhealthy";
        }
    }
}
