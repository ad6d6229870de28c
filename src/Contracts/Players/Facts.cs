namespace PadelSaaS.Contracts.Players;

/// <summary>What a club knows of a customer, or has agreed with them, changed.</summary>
/// <param name="AccountIds">Accounts that are theirs; more than one where two customers turned out to be one.</param>
public sealed record CustomerChanged(Guid CustomerId, IReadOnlyList<Guid> AccountIds) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => CustomerId;
}

/// <summary>The club's groups changed: which there are, or what they give.</summary>
public sealed record CustomerGroupsChanged(Guid TenantId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => TenantId;
}

/// <summary>Two customers turned out to be one. Whatever anybody keeps about the one who is gone is about the one who was kept.</summary>
/// <param name="KeptId">The customer who was kept.</param>
/// <param name="GoneId">The customer whose id now leads to the other.</param>
/// <param name="AccountIds">Accounts that are theirs.</param>
public sealed record CustomersMerged(Guid KeptId, Guid GoneId, IReadOnlyList<Guid> AccountIds) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => KeptId;
}
