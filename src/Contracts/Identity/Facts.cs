namespace PadelSaaS.Contracts.Identity;

/// <summary>Somebody opened an account with a club.</summary>
public sealed record UserRegistered(Guid UserId, string Email, string FirstName, string LastName, string Language) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => UserId;
}

/// <summary>An account was given a role at the club.</summary>
public sealed record RoleGranted(Guid UserId, string Role, Guid? GrantedBy) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => UserId;
}
