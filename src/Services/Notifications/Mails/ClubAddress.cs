using Microsoft.Extensions.Configuration;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Where a club's site and the portal are, for links that are written with no request at hand: <c>Padel:PublicScheme</c>, <c>Padel:Apex</c>, <c>Padel:PublicPort</c>.</summary>
internal sealed class ClubAddress(Hosts hosts, IConfiguration configuration)
{
    /// <summary>Host of the portal.</summary>
    public string PortalHost => hosts.Apex;

    /// <summary>Scheme, host and port of the portal.</summary>
    public string PortalOrigin => OriginOf(hosts.Apex);

    public string HostOf(TenantInfo tenant) => hosts.Of(tenant);

    /// <summary>Scheme, host and port, such as <c>http://smash.localhost:5080</c>.</summary>
    public string OriginOf(TenantInfo tenant) => OriginOf(HostOf(tenant));

    /// <summary>Absolute address of a page.</summary>
    public string Of(TenantInfo tenant, string path) => OriginOf(tenant) + path;

    private string OriginOf(string host)
    {
        var port = configuration["Padel:PublicPort"];
        return $"{configuration["Padel:PublicScheme"] ?? "http"}://{host}{(string.IsNullOrEmpty(port) || port is "80" or "443" ? "" : $":{port}")}";
    }
}
