namespace PadelSaaS.Contracts.Booking;

/// <summary>Questions about what can be booked at the current tenant.</summary>
public interface ICalendar
{
    /// <summary>
    /// The next times at which some court of the venue can be booked, today and tomorrow as the venue counts its days. Answers come from
    /// memory and only draw: whether a court is sold is decided when somebody books it.
    /// </summary>
    /// <param name="count">How many times of each of the two days at the most.</param>
    /// <returns>The times in order; empty when there are none or the tenant has no such venue.</returns>
    ValueTask<IReadOnlyList<FreeTime>> NextFreeAsync(Guid venueId, int count, CancellationToken stop = default);
}

/// <summary>A start at which at least one court is free.</summary>
/// <param name="Day">Business day of the venue: times after midnight belong to the evening that opened.</param>
/// <param name="CourtId">The cheapest of the courts that are free then; the first in the club's order among equals.</param>
/// <param name="Courts">How many courts are free then.</param>
public sealed record FreeTime(DateOnly Day, DateTimeOffset Start, int DurationMinutes, Guid CourtId, Money Price, int Courts);
