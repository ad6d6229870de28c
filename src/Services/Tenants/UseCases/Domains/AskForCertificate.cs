using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.UseCases.Domains;

/// <summary>
/// What stands before the platform asks here before it has a certificate made for a host it was never asked for: 200 for hosts that lead to a club or are the platform's, 404 for all
/// others, so that nobody has certificates made for names of theirs. Caddy's <c>on_demand_tls ask</c> asks in this way.
/// </summary>
internal static class AskForCertificate
{
    public const string Path = "/api/v1/domains/ask";

    public static void Map(Doors doors) => doors.Portal.MapGet(Path, AskAsync);

    private static async Task<IResult> AskAsync(string? domain, ITenantStore tenants, Hosts hosts, CancellationToken stop)
    {
        var host = (domain ?? "").Trim().TrimEnd('.').ToLowerInvariant();
        if (host == hosts.Apex || host == hosts.Console) return Results.Ok();
        return host.Length > 0 && await tenants.FindByHostAsync(host, stop) is { Tenant.State: TenantState.Open or TenantState.Suspended } ? Results.Ok() : Refusal.NotFound("A site at this address");
    }
}
