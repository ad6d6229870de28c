using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.TimeZones;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.Feeds;

/// <summary>Something that stands in a calendar.</summary>
/// <param name="Uid">The same for ever, and the same as in the files of mails.</param>
/// <param name="Sequence">Rises with every change.</param>
/// <param name="IsOn">Whether it takes place.</param>
internal sealed record FeedEvent(string Uid, int Sequence, DateTimeOffset ChangedAt, DateTimeOffset Start, DateTimeOffset End, string Zone, bool IsOn, string Summary, string Place, string Address)
{
    public string? Detail { get; init; }
}

/// <summary>
/// A calendar as iCalendar (RFC 5545), in the venues' own times. Each zone brings its rules along (VTIMEZONE), from the same data that our own
/// times come from: no calendar has to know the zone, nor agree with us about it.
/// </summary>
internal static class FeedFile
{
    private const string LocalForm = "uuuuMMdd'T'HHmmss";

    /// <param name="name">What a program calls the calendar.</param>
    public static string Write(string name, IReadOnlyList<FeedEvent> events)
    {
        var file = new StringBuilder();
        CalendarLines.Add(file, "BEGIN:VCALENDAR");
        CalendarLines.Add(file, "VERSION:2.0");
        CalendarLines.Add(file, "PRODID:-//PadelSaaS//Calendars//EN");
        CalendarLines.Add(file, "CALSCALE:GREGORIAN");
        CalendarLines.Add(file, "METHOD:PUBLISH");
        CalendarLines.Add(file, $"NAME:{CalendarLines.Text(name)}");
        CalendarLines.Add(file, $"X-WR-CALNAME:{CalendarLines.Text(name)}");
        CalendarLines.Add(file, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        CalendarLines.Add(file, "X-PUBLISHED-TTL:PT1H");
        foreach (var zone in events.GroupBy(one => one.Zone).OrderBy(zone => zone.Key, StringComparer.Ordinal)) ZoneRules(file, zone.Key, zone.Min(one => one.Start), zone.Max(one => one.End));
        foreach (var one in events) Event(file, one);
        CalendarLines.Add(file, "END:VCALENDAR");
        return file.ToString();
    }

    private static void Event(StringBuilder file, FeedEvent one)
    {
        CalendarLines.Add(file, "BEGIN:VEVENT");
        CalendarLines.Add(file, $"UID:{one.Uid}");
        CalendarLines.Add(file, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{one.Sequence}"));
        // When it last changed and not when it was asked for: what did not change is the same bytes.
        CalendarLines.Add(file, $"DTSTAMP:{CalendarLines.Utc(one.ChangedAt)}");
        CalendarLines.Add(file, Time("DTSTART", one.Start, one.Zone));
        CalendarLines.Add(file, Time("DTEND", one.End, one.Zone));
        CalendarLines.Add(file, $"STATUS:{(one.IsOn ? "CONFIRMED" : "CANCELLED")}");
        CalendarLines.Add(file, $"SUMMARY:{CalendarLines.Text(one.Summary)}");
        CalendarLines.Add(file, $"LOCATION:{CalendarLines.Text(one.Place)}");
        if (one.Detail is not null) CalendarLines.Add(file, $"DESCRIPTION:{CalendarLines.Text(one.Detail)}");
        CalendarLines.Add(file, $"URL:{one.Address}");
        CalendarLines.Add(file, "END:VEVENT");
    }

    // Of an hour that clocks show twice RFC 5545 means the first, and programs take either: such a time is said in UTC, which only one can be.
    private static string Time(string name, DateTimeOffset at, string zone)
    {
        var zoned = Instant.FromDateTimeOffset(at).InZone(Zones.Of(zone));
        return zoned.Zone.MapLocal(zoned.LocalDateTime).Count > 1
            ? $"{name}:{CalendarLines.Utc(at)}"
            : $"{name};TZID={zone}:{zoned.LocalDateTime.ToString(LocalForm, CultureInfo.InvariantCulture)}";
    }

    // Every stretch between two changes of the clocks that the events touch, one after the other: a rule that repeats would go on when the law does not.
    private static void ZoneRules(StringBuilder file, string name, DateTimeOffset from, DateTimeOffset until)
    {
        var zone = Zones.Of(name);
        CalendarLines.Add(file, "BEGIN:VTIMEZONE");
        CalendarLines.Add(file, $"TZID:{name}");
        foreach (var stretch in zone.GetZoneIntervals(Instant.FromDateTimeOffset(from), Instant.FromDateTimeOffset(until) + Duration.Epsilon)) Stretch(file, zone, stretch);
        CalendarLines.Add(file, "END:VTIMEZONE");
    }

    private static void Stretch(StringBuilder file, DateTimeZone zone, ZoneInterval stretch)
    {
        var before = stretch.HasStart ? zone.GetZoneInterval(stretch.Start - Duration.Epsilon).WallOffset : stretch.WallOffset;
        var start = stretch.HasStart ? stretch.Start.WithOffset(before).LocalDateTime : new LocalDateTime(1970, 1, 1, 0, 0);
        var kind = stretch.Savings == Offset.Zero ? "STANDARD" : "DAYLIGHT";
        CalendarLines.Add(file, $"BEGIN:{kind}");
        CalendarLines.Add(file, $"DTSTART:{start.ToString(LocalForm, CultureInfo.InvariantCulture)}");
        CalendarLines.Add(file, $"TZOFFSETFROM:{Said(before)}");
        CalendarLines.Add(file, $"TZOFFSETTO:{Said(stretch.WallOffset)}");
        CalendarLines.Add(file, $"TZNAME:{stretch.Name}");
        CalendarLines.Add(file, $"END:{kind}");
    }

    private static string Said(Offset offset) =>
        string.Create(CultureInfo.InvariantCulture, $"{(offset.Seconds < 0 ? '-' : '+')}{Math.Abs(offset.Seconds) / 3600:00}{Math.Abs(offset.Seconds) / 60 % 60:00}");
}
