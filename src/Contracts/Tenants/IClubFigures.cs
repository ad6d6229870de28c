namespace PadelSaaS.Contracts.Tenants;

/// <summary>What a service counts about the current tenant for those who run the platform. Every service that has something to count answers; the answers are added up.</summary>
public interface IClubFigures
{
    /// <summary>Counts, in the tenant's unit of work.</summary>
    /// <param name="from">Beginning of the time that is looked at.</param>
    /// <param name="until">End of it, not included.</param>
    Task<ClubFigures> CountAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken stop = default);
}

/// <summary>A club in numbers.</summary>
/// <param name="Bookings">Bookings that begin within the time and were not given up.</param>
/// <param name="Players">People who made them.</param>
/// <param name="Ahead">Bookings that have not ended yet, holds that still wait for their payment among them, whenever they are.</param>
/// <param name="RefundsDue">Refunds that are on their way and have not arrived.</param>
/// <param name="TakenMinor">What players paid within the time, whichever way, in minor units of the club's currency; what went back later is not taken off.</param>
public sealed record ClubFigures(long Bookings = 0, long Players = 0, long Ahead = 0, long RefundsDue = 0, long TakenMinor = 0)
{
    /// <summary>Both together.</summary>
    public ClubFigures And(ClubFigures other) => new(Bookings + other.Bookings, Players + other.Players, Ahead + other.Ahead, RefundsDue + other.RefundsDue, TakenMinor + other.TakenMinor);
}
