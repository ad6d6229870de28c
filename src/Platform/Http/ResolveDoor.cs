using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// Finds out by the host name which door a request came through and whose site it is, before anything else looks at it. A host
/// nobody owns is 404: there is no default tenant.
/// </summary>
internal sealed class ResolveDoor(RequestDelegate next, Hosts hosts, ITenantStore tenants)
{
    private static readonly PathString[] StaysHere = ["/api", "/manage", "/desk", "/sign-in", "/sign-out", "/impersonate", "/.well-known"];

    public async Task InvokeAsync(HttpContext http, Visit visit, CurrentTenant current)
    {
        // Probes ask by address; a health check has no tenant, and neither have figures.
        if (http.Request.Path.StartsWithSegments("/health") || http.Request.Path == "/metrics")
        {
            await next(http);
            return;
        }

        var host = InDns(http.Request.Host.Host.ToLowerInvariant().TrimEnd('.'));
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
            await http.Response.WriteAsync("There is no club at this address.\n", http.RequestAborted);
            return false;
        }
        if (found.RedirectTo is { } newHost)
        {
            LeadOn(newHost, permanent: true);
            return false;
        }
        if (found.Tenant.MainHost is { } main && main != host && IsVisitorsPage(http.Request))
        {
            // For now: the club may choose its other address again.
            LeadOn(main, permanent: false);
            return false;
        }
        (visit.Door, visit.Tenant) = (Door.Club, found.Tenant);
        current.Set(found.Tenant);
        return true;

        void LeadOn(string to, bool permanent)
        {
            var port = http.Request.Host.Port is { } number ? $":{number}" : "";
            http.Response.Redirect($"{http.Request.Scheme}://{to}{port}{visit.Path}", permanent, preserveMethod: true);
        }
    }

    // Browsers send a name in the letters of the DNS; whoever sends others means the same. What is no name is nobody's.
    private static string InDns(string host)
    {
        try
        {
            return Ascii.IsValid(host) ? host : new IdnMapping().GetAscii(host);
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    // Programs stay where they are, and so does who works for the club: at its place below the apex a domain can be put right whose zone is broken.
    private static bool IsVisitorsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !StaysHere.Any(path => request.Path.StartsWithSegments(path));
}
