using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Host.Http;

/// <summary>
/// Gives a person who asked for a page and got only a status a page about it, in the club's look. Programs, pictures and answers that
/// have a body already are left alone.
/// </summary>
internal sealed class StatusPages(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, Visit visit)
    {
        await next(http);
        if (http.Response.StatusCode < 400 || http.Response.HasStarted || http.Response.ContentType is not null || !Refusal.WantsPage(http)) return;

        // What ResolveDoor chose is gone by now: a culture flows into a call and never out of it.
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo(visit.Language), CultureInfo.GetCultureInfo(visit.Language));
        http.Response.Headers.CacheControl = "no-store";
        var trace = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        await ShowAsync(http, visit, new RazorComponentResult<ErrorPage>(new { Status = http.Response.StatusCode, TraceId = trace, Limit = http.Features.Get<BodyLimit>() is { IsExceeded: true } limit ? BodySize.Of(limit.Bytes) : null }) { StatusCode = http.Response.StatusCode });
    }

    // In a scope of its own: a page that broke off halfway leaves a renderer behind that cannot draw a second page.
    private static async Task ShowAsync(HttpContext http, Visit visit, RazorComponentResult page)
    {
        var before = http.RequestServices;
        await using var fresh = before.CreateAsyncScope();
        fresh.ServiceProvider.GetRequiredService<Visit>().Recall(visit);
        try
        {
            http.RequestServices = fresh.ServiceProvider;
            await page.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = before;
        }
    }
}
