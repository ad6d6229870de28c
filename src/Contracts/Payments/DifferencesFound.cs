namespace PadelSaaS.Contracts.Payments;

/// <summary>A comparison of the club's books with a provider's statement found what was not known before.</summary>
/// <param name="Found">How many differences are new.</param>
/// <param name="Open">How many are open with this provider altogether.</param>
public sealed record DifferencesFound(Guid ReconciliationId, string Provider, int Found, int Open) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => ReconciliationId;
}
