using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PadelSaaS.Platform.Http;

/// <summary>Answers probes: <c>/health</c> looks at what the process needs (degraded is still 200), <c>/health/live</c> only says that it runs.</summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", LookAsync).ExcludeFromDescription();
        routes.MapGet("/health/ready", LookAsync).ExcludeFromDescription();
        routes.MapGet("/health/live", (TimeProvider clock) => Results.Json(new { Status = HealthReport.Healthy, Checks = new Dictionary<string, string>(), Timestamp = clock.GetUtcNow() })).ExcludeFromDescription();
    }

    private static async Task<IResult> LookAsync(HealthLook look, HttpContext http)
    {
        var report = await look.NowAsync(http.RequestAborted);
        return Results.Json(new { report.Status, report.Checks, report.Timestamp }, statusCode: report.Serves ? 200 : 503);
    }
}
