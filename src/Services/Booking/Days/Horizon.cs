using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Days;

/// <summary>The days a player may book, counted in business days of the venue.</summary>
internal static class Horizon
{
    /// <summary>Whether an instant is one that people mean. What lies at the ends of the calendar cannot even be counted on from.</summary>
    public static bool IsThinkable(DateTimeOffset instant) => instant.UtcDateTime.Year is >= 2000 and < 9000;

    /// <inheritdoc cref="IsThinkable(DateTimeOffset)"/>
    public static bool IsThinkable(LocalDate date) => date.Year is >= 2000 and < 9000;

    public static LocalDate First(VenueCard venue, DateTimeOffset now) => BusinessDay.Today(venue, now);

    public static LocalDate Last(VenueCard venue, DateTimeOffset now) => First(venue, now).PlusDays(venue.Rules.HorizonDays);

    public static bool Holds(VenueCard venue, LocalDate date, DateTimeOffset now) => date >= First(venue, now) && date <= Last(venue, now);
}
