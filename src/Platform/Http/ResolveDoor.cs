using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// Finds out by the host name which door a request came through and whose site it is, before anything else looks at it. A host
/// nobody owns is 404: there is no default tenant.
/// </summary>
internal sealed class ResolveDoor(RequestDelegate next, Hosts hosts, ITenantStore tenants)
{
    // No club, so no colours, no files and no language: a bare page that says what is the matter.
    private const string Nobody = """
        <!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
        <title>No club here</title><main><h1>There is no club at this address.</h1><p>Is there a typo in it? The club can tell you the right one.</p></main></html>
        """;

    public async Task InvokeAsync(HttpContext http, Visit visit, CurrentTenant current)
    {
        // Probes ask by address; a health check has no tenant.
        if (http.Request.Path.StartsWithSegments("/health"))
        {
            await next(http);
            return;
        }

        var host = http.Request.Host.Host.ToLowerInvariant().TrimEnd('.');
        visit.Origin = $"{http.Request.Scheme}://{http.Request.Host.Value}";
        visit.Path = http.Request.Path + http.Request.QueryString;
        visit.Nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        if (host == hosts.Apex) visit.Door = Door.Portal;
        else if (host == hosts.Console) visit.Door = Door.Console;
        else if (!await EnterClubAsync(http, host, visit, current)) return;

        Language.Choose(http, visit);
        await next(http);
    }

    private async Task<bool> EnterClubAsync(HttpContext http, string host, Visit visit, CurrentTenant current)
    {
        var found = host.Length == 0 ? null : await tenants.FindByHostAsync(host, http.RequestAborted);
        if (found is null || found.Tenant.State is TenantState.Provisioning or TenantState.Closed)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.WriteAsync(Nobody, http.RequestAborted);
            return false;
        }
        if (found.RedirectTo is { } newHost)
        {
            var port = http.Request.Host.Port is { } number ? $":{number}" : "";
            http.Response.Redirect($"{http.Request.Scheme}://{newHost}{port}{visit.Path}", permanent: true, preserveMethod: true);
            return false;
        }
        (visit.Door, visit.Tenant) = (Door.Club, found.Tenant);
        current.Set(found.Tenant);
        return true;
    }
}
