using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Booking.Pages;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A player says when, for how long and on what kind of court, and sees every time that fits, over days and venues. The address is the search: it can be shared.</summary>
internal static class WhenToPlay
{
    private const int MostDays = 7;
    private const int DaysAround = 7;
    private const int NearestShown = 6;
    private const int UsualMinutes = 90;

    public static void Map(Doors doors) => doors.Club.MapGet("/book/when", HandleAsync);

    // A person's address is never refused: what makes no sense counts as not said.
    private static async Task<RazorComponentResult> HandleAsync(
        [AsParameters] WhenAsked asked, IVenues venues, TimeSearch search, Limiting limiting, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var standing = await limiting.StandingAsync(visit.Caller.AccountId, stop);
        var all = (await venues.AllAsync(stop)).Select(venue => venue.For(standing)).ToList();
        if (all.Count == 0) return new RazorComponentResult<NoCourtsPage>();

        var chosen = all.Where(venue => venue.Key == asked.Venue).ToList();
        if (chosen.Count == 0) chosen = all;
        var now = clock.GetUtcNow();
        var (today, last) = (all.Min(venue => Horizon.First(venue, now)), all.Max(venue => Horizon.Last(venue, now)));
        var wish = Read(asked, chosen, today, last);
        var found = await FindAsync(chosen, wish, search, stop);
        return new RazorComponentResult<WhenPage>(new
        {
            Venues = (IReadOnlyList<VenueCard>)all,
            Asked = asked,
            Wish = wish,
            Today = today,
            Last = last,
            Durations = Sold(chosen),
            Found = found,
            Nearest = found.Count > 0 ? [] : await NearestAsync(chosen, wish, search, stop),
            Drawn = (IReadOnlyList<DrawnPlace>)[.. chosen.SelectMany(venue => DrawTimes.Waiting(venue, wish, now), (venue, span) => new DrawnPlace(venue, span)).OrderBy(place => place.Span.Start)],
            Now = now,
        });
    }

    private static TimeWish Read(WhenAsked asked, IReadOnlyList<VenueCard> venues, LocalDate today, LocalDate last)
    {
        var first = LocalDatePattern.Iso.Parse(asked.Date ?? "").TryGetValue(default, out var date) && date >= today && date <= last ? date : LocalDate.Min(today.PlusDays(1), last);
        var days = int.TryParse(asked.Days, NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? Math.Clamp(many, 1, MostDays) : 1;
        var (earliest, latest) = (TimeSearch.Minute(asked.Earliest ?? "") ?? 18 * 60, TimeSearch.Minute(asked.Latest ?? "") ?? 21 * 60);
        if (latest <= earliest) latest += 24 * 60;
        var sold = Sold(venues);
        var minutes = int.TryParse(asked.Duration, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && sold.Contains(wanted) ? wanted : sold.Contains(UsualMinutes) ? UsualMinutes : sold[0];
        return new TimeWish(first, first.PlusDays(days - 1), earliest, latest, asked.Within == "start" ? Within.Start : Within.Play, minutes, new CourtWish(
            [.. (asked.Roof ?? []).Where(roof => roof is "indoor" or "covered" or "outdoor").Distinct()], asked.Size is "double" or "single" ? asked.Size : null, asked.Lights == "true", asked.Accessible == "true"));
    }

    private static List<int> Sold(IReadOnlyList<VenueCard> venues) => [.. venues.SelectMany(venue => venue.Rules.DurationsMinutes).Distinct().Order()];

    private static async Task<List<FoundPlace>> FindAsync(IReadOnlyList<VenueCard> venues, TimeWish wish, TimeSearch search, CancellationToken stop)
    {
        var found = new List<FoundPlace>();
        foreach (var venue in venues.Where(venue => venue.Rules.DurationsMinutes.Contains(wish.DurationMinutes)))
            found.AddRange((await search.FindAsync(venue, wish, stop)).Select(day => new FoundPlace(venue, day)));
        return [.. found.OrderBy(place => place.Day.Date)];
    }

    // The same kind of court at other times of those days and the days around, the closest first; any kind where there is none.
    private static async Task<IReadOnlyList<NearTime>> NearestAsync(IReadOnlyList<VenueCard> venues, TimeWish wish, TimeSearch search, CancellationToken stop)
    {
        var wide = wish with { First = wish.First.PlusDays(-DaysAround), Last = wish.Last.PlusDays(DaysAround), Earliest = 0, Latest = TimeSearch.Any };
        var found = await FindAsync(venues, wide, search, stop);
        if (found.Count == 0 && !wish.Court.IsAny) found = await FindAsync(venues, wide with { Court = CourtWish.Any }, search, stop);
        return [.. found.SelectMany(place => place.Day.Starts, (place, start) => new NearTime(place.Venue, place.Day.Date, start.First()))
            .OrderBy(near => Distance(near, wish)).ThenBy(near => near.Slot.Price.AmountMinor).Take(NearestShown).OrderBy(near => near.Slot.Start)];
    }

    // A day later counts as much as three hours on the right day: people would rather play that evening.
    private static int Distance(NearTime near, TimeWish wish)
    {
        var days = near.Date < wish.First ? Period.DaysBetween(near.Date, wish.First) : near.Date > wish.Last ? Period.DaysBetween(wish.Last, near.Date) : 0;
        var local = BookingView.LocalOf(near.Slot.Start, near.Venue.Zone);
        return (days * 180) + Math.Abs((int)(local.DateTime - near.Date.ToDateOnly().ToDateTime(default)).TotalMinutes - wish.Earliest);
    }
}

/// <summary>The search as it stands in the address; everything may be left out.</summary>
public sealed record WhenAsked(
    string? Venue, string? Date, string? Days, string? Earliest, string? Latest, string? Within, string? Duration, string[]? Roof, string? Size, string? Lights, string? Accessible);

/// <summary>A venue's business day that has something.</summary>
public sealed record FoundPlace(VenueCard Venue, FoundDay Day);

/// <summary>Times of a venue that are drawn among who wants them.</summary>
public sealed record DrawnPlace(VenueCard Venue, DrawSpan Span);

/// <summary>A time close to what was asked for.</summary>
public sealed record NearTime(VenueCard Venue, LocalDate Date, FreeSlotOf Slot);
