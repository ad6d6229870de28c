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
