using System.Diagnostics;
using PadelSaaS.Platform.Http;
using Serilog.Context;

namespace PadelSaaS.Host.Telemetry;

/// <summary>Writes on the span and on every line of the log whose request it is: the club, the endpoint and what became of it. Never who asked.</summary>
internal sealed class Labels(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, Visit visit)
    {
        var span = Activity.Current;
        if (http.GetEndpoint() is RouteEndpoint endpoint) span?.SetTag("http.route", endpoint.RoutePattern.RawText);
        span?.SetTag("http.request.method", http.Request.Method);
        if (visit.Tenant is { } tenant) span?.SetTag("padel.tenant", tenant.Slug);
        using (visit.Tenant is { } club ? LogContext.PushProperty("Tenant", club.Slug) : null) await next(http);
        span?.SetTag("http.response.status_code", http.Response.StatusCode);
    }
}
