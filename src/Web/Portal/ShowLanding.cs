using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Web.Portal;

/// <summary>Somebody comes to the platform's own address: what it is, and which clubs one can book at.</summary>
internal static class ShowLanding
{
    public static void Map(Doors doors) => doors.Portal.MapGet("/", async (OpenClubs clubs, IPlans plans, CancellationToken stop) =>
        new RazorComponentResult<LandingPage>(new { Clubs = await clubs.ListAsync(stop), Plans = await plans.OffersAsync(stop) }));
}
