namespace PadelSaaS.Contracts.Admins;

/// <summary>An admin who may act as somebody's account for a while.</summary>
/// <param name="Reason">Why, as the admin wrote it.</param>
/// <param name="EndsAt">When it is over, whatever happens.</param>
public sealed record Impersonation(Guid AdminId, string AdminName, Guid AccountId, string Reason, DateTimeOffset EndsAt);

/// <summary>Tickets by which an admin comes from the console to a club.</summary>
public interface IImpersonations
{
    /// <summary>What the ticket allows at this club; <see langword="null"/> when it was used, is too old, or is another club's. It works once.</summary>
    Task<Impersonation?> RedeemAsync(string ticket, Guid tenant, CancellationToken stop = default);
}
