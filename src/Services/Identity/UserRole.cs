namespace PadelSaaS.Identity;

/// <summary>A role somebody holds at the club, since when and by whose hand.</summary>
/// <param name="GrantedBy">Account that granted it; <see langword="null"/> for the house itself: a registration or the club's file.</param>
internal sealed record UserRole(Guid UserId, string Role, DateTimeOffset GrantedAt, Guid? GrantedBy);
