using NodaTime;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Series;

/// <summary>Who a series is for.</summary>
/// <param name="AccountId">Their account; guests of the desk have none.</param>
internal sealed record SeriesBooker(Guid? AccountId, string Name, string? Email, string? Phone, string Language);

/// <summary>A court on a pattern of dates, and who wants it.</summary>
/// <param name="Dates">The dates it has, in order.</param>
/// <param name="Choices">What was decided about dates that cannot be had, or are not wanted.</param>
/// <param name="QuotedMinor">The sum that was shown. A lower one is passed on, a higher one is asked about again.</param>
internal sealed record SeriesWish(
    Guid CourtId, Recurrence Pattern, IReadOnlyList<LocalDate> Dates, int DurationMinutes, SeriesBooker Booker, string? Note, string Source,
    IReadOnlyList<DateChoice> Choices, long? QuotedMinor);

/// <summary>All dates of a series as they were found, and the series where it was booked.</summary>
/// <param name="Answer">The API's answer, as it is stored.</param>
internal sealed record SeriesOutcome(WeeklySeries? Series, VenueCard? Venue, IReadOnlyList<SeriesDate> Dates, IReadOnlyList<Booking> Bookings, string Key, string Answer, Refusal? Refusal)
{
    public static SeriesOutcome Refused(Refusal refusal, VenueCard? venue = null, IReadOnlyList<SeriesDate>? dates = null) => new(null, venue, dates ?? [], [], "", "", refusal);

    /// <summary>What the chosen dates cost together.</summary>
    public Money Total => SeriesDate.Total(Dates, Venue!.Currency);
}
