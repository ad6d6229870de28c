namespace PadelSaaS.Identity.OAuth;

/// <summary>Whom a provider says somebody is.</summary>
/// <param name="Provider">Key of the provider.</param>
/// <param name="Subject">What it calls the person, now and later.</param>
/// <param name="Email">As it told it; nobody may be found by it unless <paramref name="IsEmailVerified"/>.</param>
internal sealed record ProvidedIdentity(string Provider, string Subject, string? Email, bool IsEmailVerified, string FirstName, string LastName);

/// <summary>Somebody's account elsewhere, connected to their account here.</summary>
internal sealed class ExternalIdentity
{
    public required string Provider { get; init; }

    public required string Subject { get; init; }

    public Guid UserId { get; init; }

    public DateTimeOffset ConnectedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }
}
