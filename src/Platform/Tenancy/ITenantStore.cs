namespace PadelSaaS.Platform.Tenancy;

/// <summary>The registry of tenants as the platform needs it. Answered by the Tenants service.</summary>
public interface ITenantStore
{
    /// <summary>The tenant a host name leads to, and where to redirect when the name is an old one; <see langword="null"/> for a host nobody owns.</summary>
    ValueTask<TenantHost?> FindByHostAsync(string host, CancellationToken stop = default);

    /// <summary>The tenant with this id, in whatever state; <see langword="null"/> when there is none.</summary>
    ValueTask<TenantInfo?> FindAsync(Guid id, CancellationToken stop = default);

    /// <summary>The tenant whose schema and role have this name; <see langword="null"/> when there is none.</summary>
    ValueTask<TenantInfo?> FindBySchemaAsync(string schema, CancellationToken stop = default);

    /// <summary>Every tenant in whatever state, oldest first. The schema of one that is being opened may not stand yet.</summary>
    Task<IReadOnlyList<TenantInfo>> AllAsync(CancellationToken stop = default);
}

/// <summary>A host name of a tenant.</summary>
/// <param name="RedirectTo">Host that replaced this one, when a slug was renamed or a domain moved.</param>
public sealed record TenantHost(TenantInfo Tenant, string? RedirectTo);
