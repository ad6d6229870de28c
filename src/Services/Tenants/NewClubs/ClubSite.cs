using PadelSaaS.Platform.Http;

namespace PadelSaaS.Tenants.NewClubs;

/// <summary>Where a club's site is, by the scheme and on the port the visitor of the portal uses just now.</summary>
internal sealed class ClubSite(Visit visit, Hosts hosts)
{
    public string Of(string slug)
    {
        var here = new Uri(visit.Origin);
        return new UriBuilder(here.Scheme, $"{slug}.{hosts.Apex}", here.Port).Uri.GetLeftPart(UriPartial.Authority);
    }
}
