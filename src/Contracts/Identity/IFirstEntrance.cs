namespace PadelSaaS.Contracts.Identity;

/// <summary>Lets somebody into the current tenant for the first time, who proved their address elsewhere on the platform. Answered by Identity.</summary>
public interface IFirstEntrance
{
    /// <summary>A page of the club that signs the account of this address in, once, within ten minutes. Nobody is written to.</summary>
    /// <param name="email">Address of the account.</param>
    /// <param name="back">Path to go to afterwards.</param>
    /// <param name="stop">Ends the work early.</param>
    /// <returns>Path and query with the secret; <see langword="null"/> when the tenant has no such account.</returns>
    Task<string?> OpenAsync(string email, string back, CancellationToken stop = default);
}
