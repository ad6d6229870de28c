using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime.Text;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A player asks for any court on any of several days between two local times, at one venue or at all of them.</summary>
internal static class SearchTimes
{
    /// <summary>The days that have something, in order.</summary>
    internal sealed record Answer(Guid VenueId, int DurationMinutes, string Zone, IReadOnlyList<Day> Days);

    /// <summary>A business date with its free starts.</summary>
    internal sealed record Day(string Date, IReadOnlyList<Slot> Slots);

    /// <summary>A start at which at least one court is free, the cheapest court first.</summary>
    /// <param name="StartLocal">Start in the venue's zone, with its offset.</param>
    internal sealed record Slot(DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, IReadOnlyList<Court> Courts);

    /// <summary>A court that is free then.</summary>
    internal sealed record Court(Guid CourtId, string Name, Money Price);

    /// <summary>Every venue that has something; one that does not sell the duration has nothing.</summary>
    internal sealed record Everywhere(int DurationMinutes, IReadOnlyList<Answer> Venues);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/venues/{venueId:guid}/availability/search", HandleAsync).Costs(Effort.Search)
            .WithSummary("Free times on any court of a venue over up to 31 business days between two local times")
            .Produces<Answer>().ProducesProblem(400).ProducesProblem(404);
        doors.Api.MapGet("/availability/search", EverywhereAsync).Costs(Effort.Search)
            .WithSummary("Free times on any court of any venue over up to 31 business days between two local times")
            .Produces<Everywhere>().ProducesProblem(400);
    }

    private static async Task<IResult> HandleAsync(
        Guid venueId, [AsParameters] TimesAsked asked, IVenues venues, TimeSearch search, Limiting limiting, Visit visit, CancellationToken stop)
    {
        if (await venues.FindAsync(venueId, stop) is not { } venue) return Refusals.NoVenue;
        venue = venue.For(await limiting.StandingAsync(visit.Caller.AccountId, stop));
        var checks = new Checks();
        var wish = asked.Read([venue], checks);
        return checks.Pass ? TypedResults.Ok(Shown(venue, wish, await search.FindAsync(venue, wish, stop))) : checks.Refusal();
    }

    private static async Task<IResult> EverywhereAsync([AsParameters] TimesAsked asked, IVenues venues, TimeSearch search, Limiting limiting, Visit visit, CancellationToken stop)
    {
        var standing = await limiting.StandingAsync(visit.Caller.AccountId, stop);
        var all = (await venues.AllAsync(stop)).Select(venue => venue.For(standing)).ToList();
        var checks = new Checks();
        var wish = asked.Read(all, checks);
        if (!checks.Pass) return checks.Refusal();

        var found = new List<Answer>();
        foreach (var venue in all.Where(venue => venue.Rules.DurationsMinutes.Contains(wish.DurationMinutes)))
            if (await search.FindAsync(venue, wish, stop) is { Count: > 0 } days) found.Add(Shown(venue, wish, days));
        return TypedResults.Ok(new Everywhere(wish.DurationMinutes, found));
    }

    private static Answer Shown(VenueCard venue, TimeWish wish, IReadOnlyList<FoundDay> days) => new(venue.Id, wish.DurationMinutes, venue.Zone,
        [.. days.Select(day => new Day(LocalDatePattern.Iso.Format(day.Date), [.. day.Starts.Select(start => Shown(start, venue))]))]);

    private static Slot Shown(IGrouping<DateTimeOffset, FreeSlotOf> start, VenueCard venue) => new(
        start.Key, start.First().End, BookingView.LocalOf(start.Key, venue.Zone), [.. start.Select(slot => new Court(slot.Court.Id, slot.Court.Name, slot.Price))]);
}
