using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Days;

/// <summary>What "18 to 21" means.</summary>
public enum Within
{
    /// <summary>All of the play lies within: it ends by 21:00.</summary>
    Play,

    /// <summary>The start lies within: it may begin at 21:00.</summary>
    Start,
}

/// <summary>When and where somebody would like to play.</summary>
/// <param name="Earliest">Local minute of the business day at which play may begin.</param>
/// <param name="Latest">Local minute at which it may end, or begin, at the latest, inclusive. The night after midnight goes on from 1440.</param>
public sealed record TimeWish(LocalDate First, LocalDate Last, int Earliest, int Latest, Within Within, int DurationMinutes, CourtWish Court);

/// <summary>What a court has to be; what is not said may be anything.</summary>
/// <param name="Roofs"><c>indoor</c>, <c>covered</c>, <c>outdoor</c>; none for any.</param>
public sealed record CourtWish(IReadOnlyList<string> Roofs, string? Size = null, bool Lights = false, bool Accessible = false)
{
    /// <summary>Any court.</summary>
    public static readonly CourtWish Any = new([]);

    /// <summary>Whether nothing is asked for.</summary>
    public bool IsAny => Roofs.Count == 0 && Size is null && !Lights && !Accessible;

    /// <summary>Whether a court is what is asked for.</summary>
    public bool Fits(CourtCard court) => (Roofs.Count == 0 || Roofs.Contains(court.Roof)) && (Size is null || court.Size == Size) && (!Lights || court.Lights) && (!Accessible || court.Accessible);
}

/// <summary>A business day with the starts that fit, and under each the courts that are free then, the cheapest first.</summary>
public sealed record FoundDay(LocalDate Date, IReadOnlyList<IGrouping<DateTimeOffset, FreeSlotOf>> Starts);

/// <summary>
/// Looks for free times over several days and all courts, from the days as memory knows them: a search over a month touches the database only
/// for days that changed. What it shows is what the day's own page shows.
/// </summary>
internal sealed class TimeSearch(DayReader days, Quoting quoting, Visit visit, TimeProvider clock)
{
    private const int MinutesOfDay = 1440;

    public async Task<IReadOnlyList<FoundDay>> FindAsync(VenueCard venue, TimeWish wish, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (first, last) = (LocalDate.Max(wish.First, Horizon.First(venue, now)), LocalDate.Min(wish.Last, Horizon.Last(venue, now)));
        var standing = await quoting.StandingAsync(visit.Caller.AccountId, stop);
        var (found, book) = (new List<FoundDay>(), new PriceBook());
        foreach (var day in await days.ReadAsync(venue, first, last))
        {
            stop.ThrowIfCancellationRequested();
            var date = day.Day.Date;
            var inTime = new Dictionary<DateTimeOffset, bool>();
            var starts = day.Free(wish.DurationMinutes, now, standing, (court, start) => wish.Court.Fits(court) && InTime(start), book)
                .OrderBy(slot => slot.Price.AmountMinor).ThenBy(slot => slot.Court.Position).GroupBy(slot => slot.Start).OrderBy(start => start.Key).ToList();
            if (starts.Count > 0) found.Add(new FoundDay(date, starts));

            // The courts of a venue share their starts.
            bool InTime(DateTimeOffset start) => inTime.TryGetValue(start, out var known) ? known : inTime[start] = Fits(venue, date, start, wish);
        }
        return found;
    }

    /// <summary>The end of the night that belongs to a day: nothing is asked of the latest start.</summary>
    public const int Any = 2 * MinutesOfDay;

    /// <summary>Minutes of <c>18:00</c>; <see langword="null"/> for what is no time. 24:00 is the end of the day.</summary>
    public static int? Minute(string text) =>
        text is [>= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9']
        && ((((text[0] - '0') * 10) + text[1] - '0') * 60) + ((text[3] - '0') * 10) + text[4] - '0' is <= MinutesOfDay and var minute ? minute : null;

    private static bool Fits(VenueCard venue, LocalDate date, DateTimeOffset start, TimeWish wish)
    {
        if (At(start) < wish.Earliest) return false;
        return At(wish.Within == Within.Play ? start.AddMinutes(wish.DurationMinutes) : start) <= wish.Latest;

        // The clock on the wall counts, counted on through the night that belongs to the evening.
        int At(DateTimeOffset instant)
        {
            var local = Instant.FromDateTimeOffset(instant).InZone(Zones.Of(venue.Zone)).LocalDateTime;
            return (Period.DaysBetween(date, local.Date) * MinutesOfDay) + (local.Hour * 60) + local.Minute;
        }
    }
}
