using PadelSaaS.Contracts.Venues;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>When a venue is open in a usual week.</summary>
internal sealed record HoursInput(IReadOnlyList<HoursInput.Opening?>? Openings)
{
    /// <summary>Periods a day may have.</summary>
    public const int PeriodsPerDay = 3;

    private const int Day = 1440;

    /// <summary>A period; a closing at or before the opening is the next day's.</summary>
    /// <param name="Weekday">1 = Monday.</param>
    /// <param name="Opens">Local time such as <c>09:00</c>.</param>
    internal sealed record Opening(int Weekday, string? Opens, string? Closes)
    {
        /// <summary>Name of the row in a form, where it is not its place in the list.</summary>
        internal string? Field { get; init; }
    }

    private sealed record Span(int Weekday, int From, int To, string Field);

    public static HoursInput Read(Typed typed) => new(Read(typed, "", 7));

    /// <summary>Rows of the form are numbered through the days; rows in which nothing was typed are none.</summary>
    /// <param name="at">What stands before the rows' names, such as <c>seasons[0].</c></param>
    public static IReadOnlyList<Opening> Read(Typed typed, string at, int days) => [.. from row in Enumerable.Range(0, days * PeriodsPerDay)
                                                                                     let field = $"{at}openings[{row}]"
                                                                                     let opens = typed[$"{field}.opens"].Trim()
                                                                                     let closes = typed[$"{field}.closes"].Trim()
                                                                                     where opens.Length + closes.Length > 0
                                                                                     select new Opening((row / PeriodsPerDay) + 1, Clock.Tidy(opens), Clock.Tidy(closes)) { Field = field }];

    /// <summary>The form with Monday's times on all weekdays.</summary>
    /// <param name="at">What stands before the rows' names, such as <c>seasons[0].</c></param>
    public static Typed MondayToFriday(Typed typed, string at)
    {
        for (var row = PeriodsPerDay; row < 5 * PeriodsPerDay; row++)
        {
            var monday = $"{at}openings[{row % PeriodsPerDay}]";
            typed = typed.With($"{at}openings[{row}].opens", typed[$"{monday}.opens"]).With($"{at}openings[{row}].closes", typed[$"{monday}.closes"]);
        }
        return typed;
    }

    public static HoursInput Of(Venue venue) => new(Of(venue.Hours.Select(row => new OpeningHours(row.Weekday, row.Opens, row.LengthMinutes))));

    public static IReadOnlyList<Opening> Of(IEnumerable<OpeningHours> hours) =>
        [.. hours.OrderBy(row => row.Weekday).ThenBy(row => row.Opens).Select(row => new Opening(row.Weekday, ClockTime.Format((row.Opens.Hour * 60) + row.Opens.Minute), VenueText.Closing(row)))];

    public Typed Typed(long revision) => Managing.Typed.Of([("revision", revision), .. Fields(Openings, "")]);

    /// <summary>Openings as the rows of a form.</summary>
    public static IEnumerable<(string, object?)> Fields(IEnumerable<Opening?>? openings, string at) =>
        (openings ?? []).OfType<Opening>().GroupBy(opening => opening.Weekday).SelectMany(day => day.Take(PeriodsPerDay).SelectMany((opening, period) =>
        {
            var row = $"{at}openings[{((opening.Weekday - 1) * PeriodsPerDay) + period}]";
            return new (string, object?)[] { ($"{row}.opens", opening.Opens), ($"{row}.closes", opening.Closes) };
        }));

    public void Apply(Venue venue, Faults faults)
    {
        var week = Check(Openings, "", faults);
        if (faults.None) venue.TakeHours(week);
    }

    /// <summary>The openings as a file writes them, with a word about each that makes no sense.</summary>
    public static IReadOnlyList<HoursEntry> Check(IReadOnlyList<Opening?>? openings, string at, Faults faults)
    {
        var spans = new List<Span>();
        var all = openings ?? [];
        for (var i = 0; i < all.Count; i++)
        {
            var field = all[i]?.Field ?? $"{at}openings[{i}]";
            if (!faults.Must(all[i] is { Weekday: >= 1 and <= 7 }, $"{field}.weekday", "A weekday from 1 (Monday) to 7 is needed.")) continue;
            var (opens, closes) = (ClockTime.Parse(all[i]!.Opens ?? ""), ClockTime.Parse(all[i]!.Closes ?? ""));
            faults.Must(opens is < Day, $"{field}.opens", "A time such as 09:00 is needed.");
            faults.Must(closes is not null, $"{field}.closes", "A time such as 23:00 or 24:00 is needed.");
            if (opens is < Day && closes is not null) spans.Add(new Span(all[i]!.Weekday, opens.Value, opens.Value + ClockTime.Length(opens.Value, closes.Value), field));
        }
        foreach (var day in spans.GroupBy(span => span.Weekday))
        {
            faults.Rule(day.Count() <= PeriodsPerDay, "too_many_periods", $"{day.Last().Field}.opens", "A day has at most {0} periods.", PeriodsPerDay);
            faults.Rule(day.Sum(span => span.To - span.From) <= Day, "longer_than_a_day", $"{day.Last().Field}.closes", "{0} would be open for more than 24 hours.", new DayName(day.Key));
        }
        CheckOverlaps(spans, faults);
        return [.. spans.Select(span => new HoursEntry($"{span.Weekday}", ClockTime.Format(span.From), ClockTime.Closing(span.From, span.To - span.From)))];
    }

    // Around the week: Sunday's night may run into Monday.
    private static void CheckOverlaps(List<Span> spans, Faults faults)
    {
        foreach (var one in spans)
            foreach (var other in spans.Where(other => other != one))
            {
                var (from, next) = (((one.Weekday - 1) * Day) + one.From, ((other.Weekday - 1) * Day) + other.From);
                if (next < from) next += 7 * Day;
                if (next - from >= one.To - one.From) continue;
                var field = $"{other.Field}.opens";
                if (one.Weekday == other.Weekday) faults.Rule(false, "periods_overlap", field, "This overlaps another period of {0}.", new DayName(one.Weekday));
                else faults.Rule(false, "periods_overlap", field, "The night of {0} still runs then.", new DayName(one.Weekday));
            }
    }
}
