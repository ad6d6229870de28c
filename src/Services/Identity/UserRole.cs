namespace PadelSaaS.Identity;

/// <summary>A role somebody holds at the club, since when and by whose hand.</summary>
/// <param name="GrantedBy">Account that granted it; <see langword="null"/> for the house itself: a registration or the club's file.</param>
/// <param name="EndsAt">When it ends by itself; <see langword="null"/> for good.</param>
internal sealed record UserRole(Guid UserId, string Role, DateTimeOffset GrantedAt, Guid? GrantedBy, DateTimeOffset? EndsAt = null)
{
    public bool IsHeld(DateTimeOffset now) => EndsAt is null || EndsAt > now;
}

/// <summary>A role and until when it is to be held.</summary>
internal sealed record RoleTerm(string Role, DateTimeOffset? EndsAt);
