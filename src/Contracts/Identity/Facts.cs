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

/// <summary>A role was taken from an account.</summary>
public sealed record RoleRevoked(Guid UserId, string Role, Guid? RevokedBy) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => UserId;
}

/// <summary>The name, phone number or language of an account changed.</summary>
public sealed record AccountChanged(Guid UserId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => UserId;
}

/// <summary>A device was signed out: its cookie and tokens are worth nothing any more.</summary>
/// <param name="Reason"><c>signed_out</c>, <c>revoked</c> by its owner from another device, or <c>token_reused</c>.</param>
public sealed record SessionEnded(Guid SessionId, Guid UserId, string Reason) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => UserId;
}
