using Npgsql;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Outward;

namespace PadelSaaS.Platform.Http;

/// <summary>How a process is.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> (it serves, something beside it does not) or <c>unhealthy</c>.</param>
/// <param name="Checks">The same of the database, the shared memory and the providers.</param>
public sealed record HealthReport(string Status, IReadOnlyDictionary<string, string> Checks, DateTimeOffset Timestamp)
{
    /// <summary>All is well.</summary>
    public const string Healthy = "healthy";

    /// <summary>Nothing is served.</summary>
    public const string Unhealthy = "unhealthy";

    /// <summary>Whether it serves at all.</summary>
    public bool Serves => Status != Unhealthy;
}

/// <summary>
/// Looks at what the process needs. Without the database it is unhealthy; a provider that is left alone, or a shared memory that is away, makes it degraded: another process would
/// fare no better, and courts are booked all the same.
/// </summary>
public sealed class HealthLook(Database database, ProviderGuards providers, SharedMemory shared, TimeProvider clock)
{
    /// <summary>Looks now.</summary>
    public async Task<HealthReport> NowAsync(CancellationToken stop)
    {
        var checks = new Dictionary<string, string>
        {
            ["database"] = await DatabaseAsync(stop),
            ["cache"] = !shared.IsOn || await shared.AnswersAsync() ? HealthReport.Healthy : HealthReport.Unhealthy,
            ["external"] = providers.Down is { Count: > 0 } down ? $"resting: {string.Join(", ", down)}" : HealthReport.Healthy,
        };
        var status = checks["database"] != HealthReport.Healthy ? HealthReport.Unhealthy : checks.Values.All(check => check == HealthReport.Healthy) ? HealthReport.Healthy : "degraded";
        return new HealthReport(status, checks, clock.GetUtcNow());
    }

    private async Task<string> DatabaseAsync(CancellationToken stop)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(TimeSpan.FromSeconds(2));
            await using var connection = await database.Loops.OpenConnectionAsync(patience.Token);
            await using var command = new NpgsqlCommand("select 1", connection);
            await command.ExecuteScalarAsync(patience.Token);
            return HealthReport.Healthy;
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return HealthReport.Unhealthy;
        }
    }
}
