namespace PadelSaaS.Contracts.Payments;

/// <summary>The club sells other packs, gift cards or memberships than before, or at other prices.</summary>
public sealed record ShopChanged(Guid TenantId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => TenantId;
}
