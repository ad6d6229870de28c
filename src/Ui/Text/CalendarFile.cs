using System.Globalization;
using System.Text;
using PadelSaaS.Contracts.Booking;

namespace PadelSaaS.Ui.Text;

/// <summary>
/// A booking as an iCalendar file (RFC 5545). Times are UTC, so every calendar shows them right; the id is the booking's, so a later file
/// replaces the earlier one; lines end in CRLF and none is longer than 75 bytes. It stands here because a mail and a page both hand it out, and
/// a calendar has to take them for the same.
/// </summary>
public static class CalendarFile
{
    /// <summary>Media type of the file.</summary>
    public const string MediaType = "text/calendar; charset=utf-8";

    /// <summary>A booked court; after a move it replaces the file from before.</summary>
    public static string Booked(BookedCourt court, CalendarWords words, DateTimeOffset now) => Write(court, words, now, "PUBLISH", "CONFIRMED", court.Moves);

    /// <summary>Takes a booked court out of the calendar again.</summary>
    public static string Cancelled(BookedCourt court, CalendarWords words, DateTimeOffset now) => Write(court, words, now, "CANCEL", "CANCELLED", court.Moves + 1);

    /// <summary>Several booked courts in one file. Each is an event of its own with the id it has everywhere: a date that moves later replaces its own event alone.</summary>
    public static string Booked(IEnumerable<(BookedCourt Court, CalendarWords Words)> courts, DateTimeOffset now) =>
        Write([.. courts.Select(one => (one.Court, one.Words, one.Court.Moves))], now, "PUBLISH", "CONFIRMED");

    /// <summary>Takes several booked courts out of the calendar again.</summary>
    public static string Cancelled(IEnumerable<(BookedCourt Court, CalendarWords Words)> courts, DateTimeOffset now) =>
        Write([.. courts.Select(one => (one.Court, one.Words, one.Court.Moves + 1))], now, "CANCEL", "CANCELLED");

    private static string Write(BookedCourt court, CalendarWords words, DateTimeOffset now, string method, string status, int sequence) =>
        Write([(court, words, sequence)], now, method, status);

    private static string Write(IReadOnlyList<(BookedCourt Court, CalendarWords Words, int Sequence)> events, DateTimeOffset now, string method, string status)
    {
        var file = new StringBuilder();
        CalendarLines.Add(file, "BEGIN:VCALENDAR");
        CalendarLines.Add(file, "VERSION:2.0");
        CalendarLines.Add(file, "PRODID:-//PadelSaaS//Bookings//EN");
        CalendarLines.Add(file, "CALSCALE:GREGORIAN");
        CalendarLines.Add(file, $"METHOD:{method}");
        foreach (var (court, words, sequence) in events) Event(file, court, words, now, status, sequence);
        CalendarLines.Add(file, "END:VCALENDAR");
        return file.ToString();
    }

    private static void Event(StringBuilder file, BookedCourt court, CalendarWords words, DateTimeOffset now, string status, int sequence)
    {
        CalendarLines.Add(file, "BEGIN:VEVENT");
        CalendarLines.Add(file, $"UID:{court.BookingId}@padelsaas");
        CalendarLines.Add(file, $"SEQUENCE:{sequence.ToString(CultureInfo.InvariantCulture)}");
        CalendarLines.Add(file, $"DTSTAMP:{CalendarLines.Utc(now)}");
        CalendarLines.Add(file, $"DTSTART:{CalendarLines.Utc(court.Start)}");
        CalendarLines.Add(file, $"DTEND:{CalendarLines.Utc(court.End)}");
        CalendarLines.Add(file, $"STATUS:{status}");
        CalendarLines.Add(file, $"SUMMARY:{CalendarLines.Text(words.Summary)}");
        if (words.Place is not null) CalendarLines.Add(file, $"LOCATION:{CalendarLines.Text(words.Place)}");
        CalendarLines.Add(file, $"URL:{words.Address}");
        CalendarLines.Add(file, $"ORGANIZER;CN=\"{words.Organizer.Replace("\"", "'", StringComparison.Ordinal)}\":mailto:{words.OrganizerEmail}");
        CalendarLines.Add(file, "END:VEVENT");
    }
}

/// <summary>What a calendar shows.</summary>
/// <param name="Address">Absolute address of the booking's page.</param>
public sealed record CalendarWords(string Summary, string? Place, string Address, string Organizer, string OrganizerEmail);
