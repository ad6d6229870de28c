using System.Text.Json;
using NodaTime.Text;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Series;

/// <summary>A series as the API answers it.</summary>
/// <param name="StartTime">Time of the wall clock at the venue, such as <c>18:00</c>, over every change of the clocks.</param>
/// <param name="Weekdays">ISO weekdays, 1 = Monday.</param>
/// <param name="AccessKey">A guest's key to the series, given once: send it as <c>X-Booking-Key</c>.</param>
/// <param name="Dates">Its bookings, in order.</param>
internal sealed record SeriesView(
    Guid Id, Guid VenueId, string VenueName, Guid CourtId, string CourtName, string Zone, string FirstDate, string LastDate, IReadOnlyList<int> Weekdays, int EveryWeeks,
    string StartTime, int DurationMinutes, string? Note, BookerView Booker, Guid? SplitFrom, string? AccessKey, Money Total, IReadOnlyList<BookingView> Dates)
{
    public static SeriesView Of(WeeklySeries series, VenueCard venue, IReadOnlyList<Booking> bookings, DateTimeOffset now, string? key = null) => new(
        series.Id, venue.Id, venue.Name, series.CourtId, venue.Courts.FirstOrDefault(court => court.Id == series.CourtId)?.Name ?? "", series.Zone,
        series.FirstDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), series.LastDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        series.Weekdays, series.EveryWeeks, series.Starts.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), series.DurationMinutes, series.Note,
        new BookerView(series.GuestName, series.GuestEmail, series.GuestPhone), series.SplitFrom, key,
        new Money(bookings.Where(one => one.Stands(now)).Sum(one => one.TotalAmountMinor), venue.Currency), [.. bookings.Select(one => BookingView.Of(one, venue, now))]);

    /// <summary>Which series an answer as it was written speaks of, and its key.</summary>
    public static (Guid Id, string? Key) Read(string json)
    {
        var answer = JsonDocument.Parse(json).RootElement;
        return (answer.GetProperty("id").GetGuid(), answer.GetProperty("accessKey").GetString());
    }
}

/// <summary>One date of a series as it was found.</summary>
/// <param name="State"><c>free</c>, <c>taken</c>, <c>closed</c>, <c>outside_hours</c>, <c>not_offered</c>, <c>beyond_limit</c>, <c>past</c> or <c>too_late</c>.</param>
/// <param name="Clock"><c>usual</c>; <c>skipped</c> where the clocks jump over the wanted time and it begins later; <c>twice</c> where it comes twice and the first is meant.</param>
/// <param name="Choice"><c>take</c>, <c>skip</c>, <c>instead</c>, or <c>open</c> while it has to be decided.</param>
/// <param name="Instead">The alternative that was decided on.</param>
internal sealed record SeriesDateView(
    string Date, Guid CourtId, string CourtName, DateTimeOffset Start, DateTimeOffset StartLocal, int DurationMinutes, string State, string Clock, string Choice, Money? Price,
    IReadOnlyList<PriceLine> PriceLines, IReadOnlyList<Alternative> Alternatives, SeriesDateView? Instead)
{
    /// <summary>Where a booked date is now that is not where and when the others are; it goes with them unless it is left as it is.</summary>
    public ExceptionView? Exception { get; init; }

    internal sealed record ExceptionView(Guid CourtId, string CourtName, DateTimeOffset Start, DateTimeOffset StartLocal, int DurationMinutes);

    public static SeriesDateView Of(SeriesDate date, VenueCard venue) => new(
        LocalDatePattern.Iso.Format(date.Date), date.CourtId, venue.Courts.FirstOrDefault(court => court.Id == date.CourtId)?.Name ?? "", date.Start, BookingView.LocalOf(date.Start, venue.Zone),
        (int)(date.End - date.Start).TotalMinutes, date.State, date.Clock.ToString().ToLowerInvariant(),
        date.Skipped ? "skip" : date.IsOpen ? "open" : date.Instead is null ? "take" : "instead",
        date.Price?.Total, date.Price?.Lines ?? [], date.Alternatives, date.Instead is null ? null : Of(date.Instead, venue))
    {
        Exception = date is not { IsException: true, Booking: { } booked } ? null : new ExceptionView(
            booked.CourtId, venue.Courts.FirstOrDefault(court => court.Id == booked.CourtId)?.Name ?? "", booked.StartsAt, BookingView.LocalOf(booked.StartsAt, venue.Zone), (int)(booked.EndsAt - booked.StartsAt).TotalMinutes),
    };
}
