namespace PadelSaaS.Tenants.NewClubs;

/// <summary>A club that somebody asked to open.</summary>
/// <param name="TenantId">The club, from the moment it was confirmed.</param>
/// <param name="HasRooms">Whether its schema stands.</param>
public sealed record Signup(
    Guid Id, string Club, string Slug, string Country, string Currency, string Zone, string Language, string Email, string FirstName, string LastName, SignupState State,
    Guid? TenantId, DateTimeOffset ExpiresAt, DateTimeOffset? ConfirmedAt, DateTimeOffset? EnteredAt, bool HasRooms);

/// <summary>How far a signup is.</summary>
public enum SignupState
{
    /// <summary>A mail is on its way, or was never answered.</summary>
    Asked,

    /// <summary>The address is proved and the slug is the club's; the rest is being done.</summary>
    Confirmed,

    /// <summary>The site answers and the owner has an account.</summary>
    Opened,
}
