namespace PadelSaaS.Platform.Tenancy;

/// <summary>The tenant of this scope: set once, by the host name of a request or by the envelope of a fact or a job. There is no ambient one.</summary>
public sealed class CurrentTenant
{
    private TenantInfo? tenant;

    /// <summary>The tenant; asking where there is none (portal, console) is a bug.</summary>
    public TenantInfo Info => tenant ?? throw new InvalidOperationException("This scope belongs to no tenant.");

    /// <summary>Whether the scope belongs to a tenant.</summary>
    public bool IsKnown => tenant is not null;

    /// <summary>Says whose scope this is. A scope never changes hands.</summary>
    public void Set(TenantInfo info)
    {
        if (tenant is not null && tenant.Id != info.Id)
            throw new InvalidOperationException("A scope belongs to one tenant for its whole life.");
        tenant = info;
    }
}
