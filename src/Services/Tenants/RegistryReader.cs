using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants;

/// <summary>A further name of a tenant: a domain, or an old slug (without a dot) that leads on.</summary>
internal sealed record HostName(string Host, Guid TenantId, string? RedirectTo);

/// <summary>Reads the registry's tables.</summary>
internal sealed class RegistryReader(IServiceScopeFactory scopes)
{
    private const string Columns = "id, slug, name, schema_name, state, country, currency, zone, languages, brand::text, main_host";

    public async Task<(IReadOnlyList<TenantInfo> Tenants, IReadOnlyList<HostName> Hosts)> ReadAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync();
        return (await TenantsAsync(work), await HostsAsync(work));
    }

    private static async Task<List<TenantInfo>> TenantsAsync(UnitOfWork work)
    {
        await using var command = work.Command($"select {Columns} from tenants order by created_at, id");
        await using var reader = await command.ExecuteReaderAsync();
        var tenants = new List<TenantInfo>();
        while (await reader.ReadAsync())
            tenants.Add(new TenantInfo(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), Enum.Parse<TenantState>(reader.GetString(4), ignoreCase: true),
                reader.GetString(5), reader.GetString(6), reader.GetString(7), reader.GetFieldValue<string[]>(8), reader.GetString(9))
            {
                MainHost = reader.IsDBNull(10) ? null : reader.GetString(10),
            });
        return tenants;
    }

    private static async Task<List<HostName>> HostsAsync(UnitOfWork work)
    {
        await using var command = work.Command("select host, tenant_id, redirect_to from tenant_hosts where verified_at is not null or redirect_to is not null");
        await using var reader = await command.ExecuteReaderAsync();
        var hosts = new List<HostName>();
        while (await reader.ReadAsync()) hosts.Add(new HostName(reader.GetString(0), reader.GetGuid(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        return hosts;
    }
}
