namespace PadelSaaS.Contracts.Players;

/// <summary>Who of a club's customers something is told to. Answered by Players; asked inside a unit of work.</summary>
public interface IAudience
{
    /// <summary>Everybody of a segment who has an address and is not blocked, by id.</summary>
    Task<IReadOnlyList<AudienceMember>> FindAsync(Segment segment, CancellationToken stop = default);

    /// <summary>Whether the holder of an account, or a guest by their address, told the club that it may write to them about its news.</summary>
    Task<bool> AgreesToNewsAsync(Guid? accountId, string email, CancellationToken stop = default);
}

/// <summary>Some of the customers.</summary>
/// <param name="Groups">Keys of groups they are in today, at least one of them; empty for everybody.</param>
/// <param name="Tags">Words the club has put to them, at least one of them; empty for everybody.</param>
/// <param name="Language">The language they read; <see langword="null"/> for all.</param>
public sealed record Segment(IReadOnlyList<string> Groups, IReadOnlyList<string> Tags, string? Language);

/// <summary>A customer who may be written to.</summary>
/// <param name="AgreesToNews">Whether they told the club that it may write to them about its news.</param>
public sealed record AudienceMember(Guid CustomerId, Guid? AccountId, string Name, string Email, string Language, bool AgreesToNews);
