using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Web.Portal;

namespace PadelSaaS.Web.Console;

/// <summary>A platform admin looks at the whole platform: its clubs, what runs in this process, and what waits.</summary>
internal static class ShowOverview
{
    public static void Map(Doors doors) => doors.Console.MapGet("/", HandleAsync).Needs(ConsoleDoor.Ability);

    private static async Task<RazorComponentResult<OverviewPage>> HandleAsync(
        ITenantStore tenants, OpenClubs clubs, WaitingFacts waiting, RunningServices running, IHostEnvironment environment, CancellationToken stop)
    {
        var rows = (await tenants.AllAsync(stop)).Select(tenant => new TenantRow(tenant, clubs.SiteOf(tenant))).ToList();
        return new RazorComponentResult<OverviewPage>(new { Tenants = rows, Waiting = await waiting.CountAsync(stop), Services = running.Names.Order().ToList(), HasInbox = environment.IsDevelopment() });
    }
}

/// <summary>A tenant with the address of its site.</summary>
public sealed record TenantRow(TenantInfo Tenant, string Site);
