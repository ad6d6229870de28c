using PadelSaaS.Booking.Series;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Lessons;

/// <summary>What staff said about lessons, by the API or on a page, before it is looked at.</summary>
/// <param name="CourtId">The court.</param>
/// <param name="CoachId">The account of the coach.</param>
/// <param name="FirstDate">The date, or the first one, by the venue's calendar.</param>
/// <param name="StartTime">Time of the venue's wall clock, such as `18:00`; it stays when the clocks change.</param>
/// <param name="Weekdays">ISO weekdays, 1 = Monday; that of the first date when left out.</param>
/// <param name="EveryWeeks">1 is every week.</param>
/// <param name="LastDate">The last date, included, at most a year after the first; or `times`.</param>
/// <param name="Times">How many dates; one when nothing is said.</param>
/// <param name="Level">`all`, `beginner`, `intermediate` or `advanced`.</param>
/// <param name="Least">With fewer pupils at the deadline a lesson is cancelled; 1 when left out.</param>
/// <param name="PriceMinor">Of one place, in minor units of the venue's currency.</param>
/// <param name="DecideHours">The deadline, in hours before each lesson; 24 when left out.</param>
/// <param name="SetAsideReason">Why the coach's hours do not count this time.</param>
internal sealed record LessonInput(
    Guid CourtId, Guid CoachId, string? FirstDate, string? StartTime, int? DurationMinutes, IReadOnlyList<int>? Weekdays, int? EveryWeeks, string? LastDate, int? Times,
    string? Title, string? Description, string? Level, int? Least, int? Most, long? PriceMinor, int? DecideHours, string? SetAsideReason)
{
    /// <summary>The wish, if nothing is wrong.</summary>
    public async Task<LessonWish?> WishAsync(IVenues venues, Func<string, string> say, Checks checks, TimeProvider clock, CancellationToken stop)
    {
        var dates = new SeriesInput(CourtId, FirstDate, StartTime, DurationMinutes, Weekdays ?? [], EveryWeeks, LastDate, Times ?? (LastDate is null ? 1 : null), null, null, null, null, null, [], null, "desk");
        var words = SeriesSentences.Of(say);
        var pattern = dates.PatternOf(words, checks, clock.GetUtcNow());
        checks.That(DurationMinutes is >= 15 and <= 480, "durationMinutes", words.Duration);
        checks.That(CoachId != Guid.Empty, "coachId", say("A coach is needed."));
        var title = checks.Text(Title, "title", 80, say("A title is needed."));
        var description = checks.Optional(Description, "description", 1000);
        checks.That(LessonLevel.Each.Contains(Level ?? LessonLevel.All), "level", say("This level is not known."));
        checks.That(Most is >= 1 and <= 40, "most", say("From 1 to 40 pupils."));
        checks.That(Least is null or (>= 1 and <= 40) && (Least ?? 1) <= (Most ?? 40), "least", say("At least 1, and not more than there are places."));
        checks.That(PriceMinor is >= 0 and < 1_000_000_000, "priceMinor", say("A price is needed; 0 is free."));
        checks.That(DecideHours is null or (>= 0 and <= 336), "decideHours", say("From 0 to 336 hours."));
        var reason = checks.Optional(SetAsideReason, "setAsideReason", 300);
        if (await venues.FindByCourtAsync(CourtId, stop) is not { } venue)
        {
            checks.That(false, "courtId", words.Court);
            return null;
        }
        var days = pattern is null ? [] : dates.DatesOf(pattern, words, checks);
        if (!checks.Pass) return null;
        return new LessonWish(
            CourtId, CoachId, [.. days.Select(day => pattern!.On(day, venue.Zone))], DurationMinutes!.Value,
            new LessonDetails(title, description, Level ?? LessonLevel.All, Least ?? 1, Most!.Value, PriceMinor!.Value), DecideHours ?? 24, reason);
    }
}
