using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Web.Portal;

/// <summary>A club as the portal shows it.</summary>
/// <param name="Site">Address of the club's own site.</param>
/// <param name="Courts">How many courts can be booked there; 0 for a club that is getting ready.</param>
public sealed record ClubCard(string Slug, Brand Brand, string Site, IReadOnlyList<string> Cities, int Courts);

/// <summary>The clubs that are open. Each is asked in a scope of its own: no question ever speaks of two clubs.</summary>
internal sealed class OpenClubs(ITenantStore tenants, IServiceScopeFactory scopes, Visit visit, Hosts hosts)
{
    // Until Discovery can search, the portal shows the oldest ones.
    private const int Most = 24;

    public async Task<IReadOnlyList<ClubCard>> ListAsync(CancellationToken stop)
    {
        var clubs = new List<ClubCard>();
        foreach (var tenant in (await tenants.AllAsync(stop)).Where(tenant => tenant.State == TenantState.Open).Take(Most))
            clubs.Add(await CardAsync(tenant, stop));
        return [.. clubs.OrderByDescending(club => club.Courts)];
    }

    /// <summary>Address of a club's site, on the port and by the scheme the visitor uses just now.</summary>
    public string SiteOf(TenantInfo tenant)
    {
        var here = new Uri(visit.Origin);
        return new UriBuilder(here.Scheme, hosts.Of(tenant), here.Port).Uri.GetLeftPart(UriPartial.Authority);
    }

    private async Task<ClubCard> CardAsync(TenantInfo tenant, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
        var venues = await scope.ServiceProvider.GetRequiredService<IVenues>().AllAsync(stop);
        return new ClubCard(tenant.Slug, Brand.Of(tenant), SiteOf(tenant), [.. venues.Select(venue => venue.Place.City).Distinct()], venues.Sum(venue => venue.Courts.Count));
    }
}
