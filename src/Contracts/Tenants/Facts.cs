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

/// <summary>A club's own domains changed, or where its visitors are led. Told in the platform's own name.</summary>
public sealed record DomainsChanged(Guid TenantId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => TenantId;
}

/// <summary>The platform suspended a club, let it go on, closed it or took that back. Told in the platform's own name.</summary>
/// <param name="State"><c>open</c>, <c>suspended</c> or <c>closed</c>.</param>
/// <param name="EraseAt">When a closed club will be erased, unless that is stopped.</param>
public sealed record TenantStateChanged(Guid TenantId, string State, DateTimeOffset? EraseAt) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => TenantId;
}

/// <summary>
/// A closed club was erased: its schema, its files and its keys are gone. Told in the platform's own name, for whoever keeps shared rows about it.
/// </summary>
/// <param name="Schema">Name its schema and role had.</param>
public sealed record TenantErased(Guid TenantId, string Slug, string Schema) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => TenantId;
}

/// <summary>A club published a draft of its branding. The registry follows, and then tells <see cref="BrandingChanged"/>.</summary>
/// <param name="Version">Rises with every look of the club.</param>
public sealed record LookPublished(Guid TenantId, int Version) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => TenantId;
}
