namespace PadelSaaS.Contracts.Players;

/// <summary>What a club has agreed with its customers. Answered by Players.</summary>
public interface ICustomers
{
    /// <summary>
    /// How the club treats the holder of an account: from memory, forgotten when the customer or a group changes. Somebody without an
    /// account, or whom the club does not know, is treated as <see cref="CustomerStanding.Nobody"/>.
    /// </summary>
    ValueTask<CustomerStanding> StandingAsync(Guid? accountId, CancellationToken stop = default);

    /// <summary>
    /// Whether the club has said that whoever is reached at an address may not book, whether they have an account or not: from memory, forgotten when
    /// a customer changes. Somebody else may have typed it: what is answered to them must not say why.
    /// </summary>
    ValueTask<bool> IsBlockedAsync(string email, CancellationToken stop = default);

    /// <summary>
    /// Customers by parts of their name, address or number, those whose name begins so first: for somebody at the desk who is typing. Accents
    /// and case do not matter, nor what stands between the digits of a number.
    /// </summary>
    /// <param name="limit">How many at the most, 1 to 50.</param>
    /// <returns>Nobody for an empty text.</returns>
    Task<IReadOnlyList<FoundCustomer>> SearchAsync(string text, int limit, CancellationToken stop = default);

    /// <summary>The groups the club puts customers into, in its order: for whoever makes a rule for one of them.</summary>
    Task<IReadOnlyList<NamedGroup>> GroupsAsync(CancellationToken stop = default);

    /// <summary>A customer with what the club has agreed with them, read at once; who turned out to be somebody else is found as who was kept.</summary>
    /// <returns><see langword="null"/> when the tenant has none with this id.</returns>
    Task<CustomerCard?> FindAsync(Guid customerId, CancellationToken stop = default);
}

/// <summary>A group of customers by its key and what people call it.</summary>
/// <param name="Names">By language code; at least one.</param>
public sealed record NamedGroup(string Key, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>The name in a language; in whichever there is where nobody wrote it.</summary>
    public string NameIn(string language) => Names.GetValueOrDefault(language) ?? Names.Values.FirstOrDefault() ?? Key;
}

/// <summary>A customer as the desk serves them.</summary>
/// <param name="GroupNames">Names of the groups they are in today, in the visitor's language.</param>
/// <param name="Language">Language the club writes to them in.</param>
/// <param name="BlockedReason">Why they may not book; <see langword="null"/> where they may.</param>
public sealed record CustomerCard(
    Guid Id, Guid? AccountId, string Name, string? Email, string? Phone, string Language, IReadOnlyList<string> GroupNames, CustomerStanding Standing, string? BlockedReason);

/// <summary>A customer as a look-up finds them.</summary>
/// <param name="AccountId">Their account; <see langword="null"/> for a guest.</param>
/// <param name="Groups">Keys of the groups they are in today.</param>
/// <param name="IsBlocked">Whether the club has said that they may not book.</param>
public sealed record FoundCustomer(Guid Id, Guid? AccountId, string Name, string? Email, string? Phone, IReadOnlyList<string> Groups, bool IsBlocked);

/// <summary>How a club treats a customer, by the groups it has put them into.</summary>
/// <param name="Groups">Keys of the groups, such as <c>member</c> or <c>junior</c>, in the club's order.</param>
/// <param name="DiscountBasisPoints">The best discount of any group on courts, 0 to 10000.</param>
/// <param name="HorizonDays">How many days ahead they may book if further than everybody; <see langword="null"/> for as far as everybody.</param>
public sealed record CustomerStanding(IReadOnlyList<string> Groups, int DiscountBasisPoints, int? HorizonDays)
{
    /// <summary>Whether the club has said that they may not book themselves; the desk still may.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>A visitor the club has agreed nothing with.</summary>
    public static CustomerStanding Nobody { get; } = new([], 0, null);
}
