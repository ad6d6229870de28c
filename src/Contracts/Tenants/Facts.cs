namespace PadelSaaS.Contracts.Tenants;

/// <summary>A club is ready: its schema stands and its site answers.</summary>
public sealed record TenantOpened(Guid TenantId, string Slug, string Name) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => TenantId;
}

/// <summary>A club's name, colours, logo, fonts or words changed.</summary>
public sealed record BrandingChanged(Guid TenantId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => TenantId;
}
