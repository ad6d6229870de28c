namespace PadelSaaS.Contracts.Booking;

/// <summary>Questions of somebody the current tenant does not know, about times that suit them. Answered by Booking.</summary>
public interface IFreeTimes
{
    /// <summary>Free starts at a venue around a local time. Answers come from memory and only draw.</summary>
    /// <param name="date">Date on the wall, where the venue is; a time after midnight may belong to the evening before.</param>
    /// <param name="around">Local time that would suit best; <see langword="null"/> for any time of the date.</param>
    /// <param name="minutesAway">How far from it a start may lie, in minutes.</param>
    /// <param name="roofs"><c>indoor</c>, <c>covered</c>, <c>outdoor</c>; none for any.</param>
    /// <returns>One time for each start, the cheapest court first, closest to <paramref name="around"/> first, else in order; empty when the tenant has no such venue.</returns>
    Task<IReadOnlyList<FreeTime>> AroundAsync(Guid venueId, DateOnly date, TimeOnly? around, int minutesAway, int durationMinutes, IReadOnlyList<string> roofs, CancellationToken stop = default);
}
