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
    /// <summary>When it ends by itself; <see langword="null"/> for good.</summary>
    public DateTimeOffset? EndsAt { get; init; }

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

/// <summary>What an account proves at its sign-in changed, or what its club asks of it.</summary>
public sealed record SecondFactorChanged(Guid UserId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => UserId;
}

/// <summary>A device was signed out: its cookie and tokens are worth nothing any more.</summary>
/// <param name="Reason"><c>signed_out</c>, <c>revoked</c> by its owner from another device, <c>password_reset</c>, or <c>token_reused</c>.</param>
public sealed record SessionEnded(Guid SessionId, Guid UserId, string Reason) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => UserId;
}

/// <summary>Somebody proved that they read the mails of their account's address.</summary>
/// <param name="Email">The address, as the account writes it.</param>
public sealed record EmailVerified(Guid UserId, string Email) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => UserId;
}

/// <summary>A link was made that works once, for the reader of an address alone: it has to be brought there.</summary>
/// <param name="Purpose">One of <see cref="LinkPurpose"/>.</param>
/// <param name="Path">Page at the club's site; holds a place where the secret belongs.</param>
/// <param name="SealedKey">The secret, sealed: who reads facts cannot follow the link.</param>
/// <param name="Until">When it stops working.</param>
/// <param name="Detail">What else the reader should see, such as a new address.</param>
public sealed record AccountLinkIssued(
    Guid LinkId, string Purpose, string Email, string FirstName, string Language, string Path, string SealedKey, DateTimeOffset Until, string? Detail) : IFact
{
    /// <summary>Name of the person who has it sent, where it is not the reader.</summary>
    public string? By { get; init; }

    /// <inheritdoc/>
    public Guid Aggregate => LinkId;
}

/// <summary>Something happened at an account that its holder should hear of, in case it was not them.</summary>
/// <param name="Occasion">Tells one happening from the next.</param>
/// <param name="What">One of <see cref="AccountAlert"/>.</param>
/// <param name="Email">Where to tell it: not always the account's present address.</param>
/// <param name="Detail">What else the reader should see, such as the device.</param>
public sealed record AccountAlerted(Guid UserId, Guid Occasion, string What, string Email, string FirstName, string Language, string? Detail) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => UserId;
}
