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

    /// <summary>Rows of the form are numbered through the week; rows in which nothing was typed are none.</summary>
    public static HoursInput Read(Typed typed) => new([.. from row in Enumerable.Range(0, 7 * PeriodsPerDay)
                                                          let field = $"openings[{row}]"
                                                          let opens = typed[$"{field}.opens"].Trim()
                                                          let closes = typed[$"{field}.closes"].Trim()
                                                          where opens.Length + closes.Length > 0
                                                          select new Opening((row / PeriodsPerDay) + 1, Clock.Tidy(opens), Clock.Tidy(closes)) { Field = field }]);

    public static HoursInput Of(Venue venue) => new([.. from row in venue.Hours
                                                        orderby row.Weekday, row.Opens
                                                        let opens = (row.Opens.Hour * 60) + row.Opens.Minute
                                                        select new Opening(row.Weekday, ClockTime.Format(opens), ClockTime.Closing(opens, row.LengthMinutes))]);

    public Typed Typed(long revision) => Managing.Typed.Of(
    [
        ("revision", revision), .. (Openings ?? []).OfType<Opening>().GroupBy(opening => opening.Weekday).SelectMany(day => day.Take(PeriodsPerDay).SelectMany((opening, period) =>
        {
            var row = ((opening.Weekday - 1) * PeriodsPerDay) + period;
            return new (string, object?)[] { ($"openings[{row}].opens", opening.Opens), ($"openings[{row}].closes", opening.Closes) };
        })),
    ]);

    public void Apply(Venue venue, Faults faults)
    {
        var spans = new List<Span>();
        var all = Openings ?? [];
        for (var i = 0; i < all.Count; i++)
        {
            var field = all[i]?.Field ?? $"openings[{i}]";
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
        if (faults.None) venue.TakeHours([.. spans.Select(span => new HoursEntry($"{span.Weekday}", ClockTime.Format(span.From), ClockTime.Closing(span.From, span.To - span.From)))]);
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
