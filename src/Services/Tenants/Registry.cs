using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants;

/// <summary>
/// Who owns which host, from memory: the whole registry is one entry, so that a host nobody owns costs no query however often it is asked
/// for. A change drops the entry in every process.
/// </summary>
internal sealed class Registry(Cached cached, Hosts hosts, RegistryReader reader, TimeProvider clock) : ITenantStore
{
    public const string Tag = "registry";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public async ValueTask<TenantHost?> FindByHostAsync(string host, CancellationToken stop = default)
    {
        var page = await PageAsync();
        if (page.ByHost.TryGetValue(host, out var named)) return named;
        return hosts.SlugOf(host) is { } slug && page.BySlug.TryGetValue(slug, out var tenant) ? new TenantHost(tenant, null) : null;
    }

    public async ValueTask<TenantInfo?> FindAsync(Guid id, CancellationToken stop = default) =>
        (await PageAsync()).ById.GetValueOrDefault(id);

    public async ValueTask<TenantInfo?> FindBySchemaAsync(string schema, CancellationToken stop = default)
    {
        var page = await PageAsync();
        if (page.BySchema.TryGetValue(schema, out var known)) return known;

        // A fact may come from a tenant that was opened a moment ago, before this process heard of it.
        cached.Drop(Guid.Empty, Tag);
        return (await PageAsync()).BySchema.GetValueOrDefault(schema);
    }

    public async Task<IReadOnlyList<TenantInfo>> AllAsync(CancellationToken stop = default) => (await reader.ReadAsync()).Tenants;

    private ValueTask<Page> PageAsync() => cached.GetAsync(Guid.Empty, Tag, [Tag], async () =>
    {
        var (tenants, names) = await reader.ReadAsync();
        return (new Page(tenants, names, hosts), clock.GetUtcNow() + Longest);
    });

    private sealed class Page(IReadOnlyList<TenantInfo> tenants, IReadOnlyList<HostName> names, Hosts hosts)
    {
        public Dictionary<Guid, TenantInfo> ById { get; } = tenants.ToDictionary(tenant => tenant.Id);

        public Dictionary<string, TenantInfo> BySlug { get; } = tenants.ToDictionary(tenant => tenant.Slug);

        public Dictionary<string, TenantInfo> BySchema { get; } = tenants.ToDictionary(tenant => tenant.Schema);

        // The same host may be written down with and without the apex: the first counts, and no club's page is the worse for it. A club opened between the two looks has its turn at the next.
        public Dictionary<string, TenantHost> ByHost { get; } = names.Where(name => tenants.Any(tenant => tenant.Id == name.TenantId))
            .GroupBy(name => Full(name.Host, hosts))
            .ToDictionary(same => same.Key, same => HostOf(same.First(), tenants, hosts));

        private static TenantHost HostOf(HostName name, IReadOnlyList<TenantInfo> tenants, Hosts hosts) =>
            new(tenants.First(tenant => tenant.Id == name.TenantId), name.RedirectTo is { } to ? Full(to, hosts) : null);

        private static string Full(string host, Hosts hosts) => host.Contains('.', StringComparison.Ordinal) ? host : $"{host}.{hosts.Apex}";
    }
}
