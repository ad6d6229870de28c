using Microsoft.Extensions.Configuration;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Http;

/// <summary>The platform's own host names, from <c>Padel:Apex</c> (default <c>localhost</c>).</summary>
public sealed class Hosts(IConfiguration configuration)
{
    /// <summary>Host of the portal; every club without a domain of its own lives below it.</summary>
    public string Apex { get; } = (configuration["Padel:Apex"] ?? "localhost").ToLowerInvariant();

    /// <summary>Host of the console.</summary>
    public string Console => "admin." + Apex;

    /// <summary>Where a club's site is: its main domain, otherwise its place below the apex.</summary>
    public string Of(TenantInfo tenant) => tenant.MainHost ?? $"{tenant.Slug}.{Apex}";

    /// <summary>The slug in a host directly below the apex; <see langword="null"/> for other hosts.</summary>
    public string? SlugOf(string host) =>
        host.EndsWith("." + Apex, StringComparison.Ordinal) && host[..^(Apex.Length + 1)] is { Length: > 0 } slug && !slug.Contains('.', StringComparison.Ordinal) ? slug : null;
}
