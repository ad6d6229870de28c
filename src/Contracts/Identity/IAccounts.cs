namespace PadelSaaS.Contracts.Identity;

/// <summary>Questions about the current tenant's accounts.</summary>
public interface IAccounts
{
    /// <summary>The account; <see langword="null"/> when the tenant has none with this id.</summary>
    ValueTask<AccountCard?> FindAsync(Guid accountId, CancellationToken stop = default);

    /// <summary>The account of an address, in whatever case it is written; <see langword="null"/> when the tenant has none. Asked inside a unit of work.</summary>
    Task<AccountCard?> FindByEmailAsync(string email, CancellationToken stop = default);

    /// <summary>The accounts that hold the role of a coach, by name. Asked inside a unit of work.</summary>
    Task<IReadOnlyList<AccountCard>> CoachesAsync(CancellationToken stop = default);

    /// <summary>The accounts that hold the role of an owner, by name. Asked inside a unit of work.</summary>
    Task<IReadOnlyList<AccountCard>> OwnersAsync(CancellationToken stop = default);

    /// <summary>What the account may do now; nothing where the tenant has none with this id. Asked inside a unit of work.</summary>
    Task<IReadOnlyList<string>> AbilitiesAsync(Guid accountId, CancellationToken stop = default);
}

/// <summary>An account as other services see it.</summary>
public sealed record AccountCard(Guid Id, string Email, string FirstName, string LastName, string? Phone)
{
    /// <summary>Whether the address was proved to be the holder's.</summary>
    public bool IsVerified { get; init; }

    /// <summary>Two-letter code of the language mails are written in.</summary>
    public string Language { get; init; } = "en";

    /// <summary>First and last name, as written on a board or a mail.</summary>
    public string FullName => $"{FirstName} {LastName}".Trim();
}
