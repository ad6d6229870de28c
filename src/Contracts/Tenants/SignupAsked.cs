namespace PadelSaaS.Contracts.Tenants;

/// <summary>Somebody asked to open a club. Told in the platform's own name: there is no club yet. A link to the address goes on with it.</summary>
/// <param name="Club">Name of the club to be.</param>
/// <param name="Language">The asker's, two letters.</param>
/// <param name="Path">Path at the portal, with a place for the secret.</param>
/// <param name="SealedKey">The secret, sealed for the platform.</param>
/// <param name="Until">When the link ends.</param>
public sealed record SignupAsked(Guid SignupId, string Email, string FirstName, string Club, string Language, string Path, string SealedKey, DateTimeOffset Until) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => SignupId;
}
