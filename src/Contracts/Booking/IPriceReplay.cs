using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Contracts.Booking;

/// <summary>What prices not saved yet would have meant for bookings that were really made.</summary>
public interface IPriceReplay
{
    /// <summary>Prices the venue's bookings of the last 30 days once more, each for the same player and with the same extras.</summary>
    Task<PriceReplay> OfAsync(VenueCard venue, PriceList list, CancellationToken stop = default);
}

/// <summary>The last 30 days under two price lists.</summary>
/// <param name="Bookings">How many were played or missed.</param>
/// <param name="Before">What was agreed for them.</param>
/// <param name="After">What they would have cost.</param>
/// <param name="NotSold">How many would have had no price; they count as agreed.</param>
/// <param name="Dearest">Those that would have risen most, the worst first.</param>
public sealed record PriceReplay(int Bookings, Money Before, Money After, int Dearer, int Cheaper, int NotSold, IReadOnlyList<ReplayedPrice> Dearest);

/// <summary>One booking under two price lists.</summary>
public sealed record ReplayedPrice(Guid BookingId, string Code, string CourtName, DateTimeOffset Start, string Name, Money Before, Money After);
