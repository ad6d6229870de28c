namespace PadelSaaS.Contracts.Discovery;

/// <summary>The current tenant's place in the index that players search. Answered by Discovery.</summary>
public interface IVenueListing
{
    /// <summary>Tells the index about every venue of the tenant as it is now, in a unit of work of its own. What the index knows already stays.</summary>
    /// <returns>How many venues the tenant has.</returns>
    Task<int> RebuildAsync(CancellationToken stop = default);
}
