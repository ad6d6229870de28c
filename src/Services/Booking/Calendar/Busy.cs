namespace PadelSaaS.Booking.Calendar;

/// <summary>A stretch of time in which a court is taken, half-open.</summary>
/// <param name="IsBlock">The club's own closing of the court: it needs no buffer beside it, as a booking does.</param>
internal readonly record struct Busy(DateTimeOffset Start, DateTimeOffset End, bool IsBlock);
