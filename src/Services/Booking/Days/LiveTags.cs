using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Days;

/// <summary>What an open page of a venue's day listens to. Visitors hear when something became free or taken; the desk also what it noted.</summary>
internal static class LiveTags
{
    /// <summary>The tags of a booking on the desk's board: the UTC dates it touches.</summary>
    public static IEnumerable<string> OfBoard(Guid venueId, DateTimeOffset start, DateTimeOffset end) =>
        start.UtcDateTime.Date == end.UtcDateTime.Date ? [Board(venueId, start)] : [Board(venueId, start), Board(venueId, end)];

    /// <summary>All a visitor's page of the day depends on.</summary>
    public static List<string> OfDay(VenueCard venue, BusinessDay day) => DayReader.TagsOf(venue, day);

    /// <summary>All the desk's board of the day depends on.</summary>
    public static List<string> OfBoard(VenueCard venue, BusinessDay day)
    {
        var tags = OfDay(venue, day);
        for (var date = day.From.UtcDateTime.Date.AddDays(-1); date <= day.To.UtcDateTime.Date; date = date.AddDays(1))
            tags.Add(Board(venue.Id, new DateTimeOffset(date, TimeSpan.Zero)));
        return tags;
    }

    private static string Board(Guid venueId, DateTimeOffset instant) => $"board:{venueId:N}:{instant.UtcDateTime:yyyyMMdd}";
}
