using System.Globalization;
using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Tests.Booking.Calendar;

/// <summary>The cases that other implementations of the same model agreed on, and the venues they speak of.</summary>
internal static class Vectors
{
    public static readonly Guid Court = new("00000000-0000-7000-8000-000000000001");

    public static JsonNode Read(string name)
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream(name)!;
        return JsonNode.Parse(stream)!;
    }

    public static DateTimeOffset Instant(JsonNode? node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);

    public static VenueCard Venue(
        string zone, BookingRules? rules = null, IReadOnlyList<OpeningHours>? hours = null, IReadOnlyList<PriceRule>? prices = null, string currency = "EUR") =>
        new(Guid.Empty, "venue", 1, "Venue", zone, currency,
            new VenuePlace("1 Street", "City", null, "ES", 0, 0, null, null, null, [], new Dictionary<string, string>()),
            rules ?? Rules(), [new CourtCard(Court, "one", "One", "indoor", "turf", "double", false, 0)], hours ?? [], prices ?? []);

    public static BookingRules Rules(
        IReadOnlyList<int>? durations = null, int interval = 30, int lead = 0, int buffer = 0, bool strict = false, bool adjacent = false) =>
        new(durations ?? [60, 90, 120], interval, lead, 14, buffer, 8, strict, adjacent, true, []);

    /// <summary>From opening to closing, where a closing at or before the opening is the next day's.</summary>
    public static OpeningHours Hours(int weekday, string opens, string closes)
    {
        var (from, to) = (MinuteOfDay(opens), MinuteOfDay(closes));
        return new OpeningHours(weekday, new TimeOnly(from / 60, from % 60), to > from ? to - from : to + 1440 - from);
    }

    public static int MinuteOfDay(string time) =>
        (int.Parse(time[..2], CultureInfo.InvariantCulture) * 60) + int.Parse(time[3..], CultureInfo.InvariantCulture);

    /// <summary><c>*</c>, <c>1-5</c> or <c>2</c>.</summary>
    public static int[] Days(string days)
    {
        if (days == "*") return [1, 2, 3, 4, 5, 6, 7];
        var ends = days.Split('-').Select(day => int.Parse(day, CultureInfo.InvariantCulture)).ToArray();
        return [.. Enumerable.Range(ends[0], ends[^1] - ends[0] + 1)];
    }
}
