using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Web.Portal;

namespace PadelSaaS.Web.Console;

/// <summary>A developer looks at the whole platform: its clubs, what runs in this process, and what waits.</summary>
internal static class ShowOverview
{
    public static void Map(Doors doors) => doors.Console.MapGet("/", HandleAsync);

    private static async Task<RazorComponentResult<OverviewPage>> HandleAsync(
        ITenantStore tenants, OpenClubs clubs, WaitingFacts waiting, RunningServices running, CancellationToken stop)
    {
        var rows = (await tenants.AllAsync(stop)).Select(tenant => new TenantRow(tenant, clubs.SiteOf(tenant))).ToList();
        return new RazorComponentResult<OverviewPage>(new { Tenants = rows, Waiting = await waiting.CountAsync(stop), Services = running.Names.Order().ToList() });
    }
}

/// <summary>A tenant with the address of its site.</summary>
public sealed record TenantRow(TenantInfo Tenant, string Site);
