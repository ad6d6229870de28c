namespace PadelSaaS.Contracts.Venues;

/// <summary>A business date that is opened otherwise than usual.</summary>
/// <param name="Name">What the day is called, such as <c>Christmas Eve</c>.</param>
/// <param name="Hours">Its openings; empty when the venue is closed.</param>
public sealed record DateException(DateOnly Date, string Name, IReadOnlyList<OpeningHours> Hours);

/// <summary>A stretch of business dates with opening hours of its own, such as a summer.</summary>
/// <param name="First">First date, inclusive.</param>
/// <param name="Last">Last date, inclusive.</param>
/// <param name="Hours">Its week; a weekday without openings is closed.</param>
public sealed record Season(string Name, DateOnly First, DateOnly Last, IReadOnlyList<OpeningHours> Hours);
