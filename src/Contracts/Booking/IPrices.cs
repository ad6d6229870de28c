using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Contracts.Booking;

/// <summary>Questions about what courts cost, answered by the function that prices bookings.</summary>
public interface IPrices
{
    /// <summary>What every court costs in a usual week under the card's hours and prices, which need not be saved yet. Touches no database.</summary>
    ValueTask<IReadOnlyList<PricedStretch>> PreviewAsync(VenueCard venue, CancellationToken stop = default);
}

/// <summary>Minutes in a row of an opening that have one price.</summary>
/// <param name="Weekday">ISO weekday of the business day, 1 = Monday.</param>
/// <param name="FromMinute">Local minutes since the day's midnight; 1440 and more belong to the night after it.</param>
/// <param name="ToMinute">Exclusive. No stretch reaches across midnight.</param>
/// <param name="PerHour">What 60 minutes cost; <see langword="null"/> where no rule speaks, and the time is not for sale.</param>
/// <param name="Rule">Name of the rule.</param>
public sealed record PricedStretch(Guid CourtId, int Weekday, int FromMinute, int ToMinute, Money? PerHour, string? Rule);
