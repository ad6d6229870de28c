using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime.Text;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A player asks for any court on any of several days, beginning between two local times.</summary>
internal static class SearchTimes
{
    private const int MostDays = 31;

    /// <summary>The days that have something, in order.</summary>
    internal sealed record Answer(Guid VenueId, int DurationMinutes, string Zone, IReadOnlyList<Day> Days);

    /// <summary>A business date with its free starts.</summary>
    internal sealed record Day(string Date, IReadOnlyList<Slot> Slots);

    /// <summary>A start at which at least one court is free, the cheapest court first.</summary>
    /// <param name="StartLocal">Start in the venue's zone, with its offset.</param>
    internal sealed record Slot(DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, IReadOnlyList<Court> Courts);

    /// <summary>A court that is free then.</summary>
    internal sealed record Court(Guid CourtId, string Name, Money Price);

    public static void Map(Doors doors) => doors.Api.MapGet("/venues/{venueId:guid}/availability/search", HandleAsync)
        .WithSummary("Free times on any court over up to 31 business days that begin between two local times")
        .Produces<Answer>().ProducesProblem(400).ProducesProblem(404);

    private static async Task<IResult> HandleAsync(
        Guid venueId, string from, string to, string? earliest, string? latest, int? duration, IVenues venues, TimeSearch search, Limiting limiting, Visit visit, CancellationToken stop)
    {
        if (await venues.FindAsync(venueId, stop) is not { } venue) return Refusals.NoVenue;
        venue = venue.For(await limiting.StandingAsync(visit.Caller.AccountId, stop));
        var checks = new Checks();
        var first = LocalDatePattern.Iso.Parse(from);
        var last = LocalDatePattern.Iso.Parse(to);
        checks.That(first.Success, "from", "A date such as 2026-11-24 is needed.").That(last.Success, "to", "A date such as 2026-11-24 is needed.");
        if (first.Success && last.Success)
        {
            checks.That(last.Value >= first.Value, "to", "The last day comes before the first.");
            checks.That(NodaTime.Period.DaysBetween(first.Value, last.Value) < MostDays, "to", "At most 31 days at once.");
        }
        var (begin, end) = (TimeSearch.Minute(earliest ?? "00:00"), latest is null ? TimeSearch.Any : TimeSearch.Minute(latest));
        // From 22:00 to 01:00 is one evening.
        if (end < begin) end += 1440;
        checks.That(begin is not null, "earliest", "A time such as 18:00 is needed.").That(end is not null, "latest", "A time such as 21:00 is needed.");
        var minutes = duration ?? venue.Rules.DurationsMinutes[0];
        checks.That(venue.Rules.DurationsMinutes.Contains(minutes), "duration", $"This venue sells {string.Join(", ", venue.Rules.DurationsMinutes)} minutes.");
        if (!checks.Pass) return checks.Refusal();

        var days = await search.FindAsync(venue, new TimeWish(first.Value, last.Value, begin!.Value, end!.Value, minutes), stop);
        return TypedResults.Ok(new Answer(venue.Id, minutes, venue.Zone, [.. days.Select(day => new Day(
            LocalDatePattern.Iso.Format(day.Date), [.. day.Starts.Select(start => Shown(start, venue))]))]));
    }

    private static Slot Shown(IGrouping<DateTimeOffset, FreeSlotOf> start, VenueCard venue) => new(
        start.Key, start.First().End, BookingView.LocalOf(start.Key, venue.Zone), [.. start.Select(slot => new Court(slot.Court.Id, slot.Court.Name, slot.Price))]);
}
