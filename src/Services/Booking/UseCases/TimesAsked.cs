using NodaTime.Text;
using PadelSaaS.Booking.Days;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>What a program asks a search of times.</summary>
/// <param name="From">First business date, such as <c>2026-11-24</c>.</param>
/// <param name="To">Last business date, at most 31 days in all.</param>
/// <param name="Earliest">Local time at which play may begin, such as <c>18:00</c>.</param>
/// <param name="Latest">Local time at which it ends, or begins, at the latest; before <paramref name="Earliest"/> it is the night's.</param>
/// <param name="Within"><c>play</c> (the default): all of the play lies between the two; <c>start</c>: its start does.</param>
/// <param name="Roof"><c>indoor</c>, <c>covered</c> or <c>outdoor</c>; may be given several times.</param>
/// <param name="Size"><c>double</c> or <c>single</c>.</param>
/// <param name="Lights">Only courts with lights.</param>
/// <param name="Accessible">Only courts a wheelchair gets onto.</param>
internal sealed record TimesAsked(
    string? From, string? To, string? Earliest, string? Latest, string? Within, int? Duration, string[]? Roof, string? Size, bool? Lights, bool? Accessible)
{
    private const int MostDays = 31;
    private static readonly string[] Roofs = ["indoor", "covered", "outdoor"];

    /// <summary>The wish; notes what makes no sense.</summary>
    public TimeWish Read(IReadOnlyList<VenueCard> venues, Checks checks)
    {
        var (first, last) = (LocalDatePattern.Iso.Parse(From ?? ""), LocalDatePattern.Iso.Parse(To ?? ""));
        checks.That(first.Success, "from", "A date such as 2026-11-24 is needed.").That(last.Success, "to", "A date such as 2026-11-24 is needed.");
        if (first.Success && last.Success)
        {
            checks.That(last.Value >= first.Value, "to", "The last day comes before the first.");
            checks.That(NodaTime.Period.DaysBetween(first.Value, last.Value) < MostDays, "to", "At most 31 days at once.");
        }
        var (begin, end) = (TimeSearch.Minute(Earliest ?? "00:00"), Latest is null ? TimeSearch.Any : TimeSearch.Minute(Latest));
        // From 22:00 to 01:00 is one evening.
        if (end < begin) end += 1440;
        checks.That(begin is not null, "earliest", "A time such as 18:00 is needed.").That(end is not null, "latest", "A time such as 21:00 is needed.");
        checks.That(Within is null or "play" or "start", "within", "It is play or start.");
        checks.That((Roof ?? []).All(Roofs.Contains), "roof", "It is indoor, covered or outdoor.").That(Size is null or "double" or "single", "size", "It is double or single.");
        List<int> sold = [.. venues.SelectMany(venue => venue.Rules.DurationsMinutes).Distinct().Order()];
        var minutes = Duration ?? sold.FirstOrDefault();
        checks.That(sold.Contains(minutes), "duration", $"This venue sells {string.Join(", ", sold)} minutes.");
        return new TimeWish(
            first.TryGetValue(default, out var from) ? from : default, last.TryGetValue(default, out var to) ? to : default, begin ?? 0, end ?? TimeSearch.Any, Within == "start" ? Days.Within.Start : Days.Within.Play, minutes,
            new CourtWish(Roof ?? [], Size, Lights == true, Accessible == true));
    }
}
