using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Days;

/// <summary>Time of a court that somebody has, until a hold's end where it is only held; or that the club keeps.</summary>
internal readonly record struct Taken(Guid CourtId, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset? HoldExpiresAt, bool IsBlock);

/// <summary>A time somebody could book.</summary>
public sealed record FreeSlotOf(CourtCard Court, DateTimeOffset Start, DateTimeOffset End, Money Price);

/// <summary>A venue's business day with what is taken on it.</summary>
/// <param name="Until">When the picture is no longer true even if nothing happens: a hold ends.</param>
internal sealed record VenueDay(VenueCard Venue, BusinessDay Day, IReadOnlyDictionary<Guid, Busy[]> Busy, DateTimeOffset Until)
{
    /// <param name="taken">What is taken on the day, and perhaps on the days around it.</param>
    public static VenueDay Of(VenueCard venue, BusinessDay day, IReadOnlyList<Taken> taken, DateTimeOffset now, DateTimeOffset until)
    {
        var busy = new Dictionary<Guid, List<Busy>>(venue.Courts.Count);
        foreach (var one in taken)
        {
            if (one.Start >= day.To || one.End <= day.From || one.HoldExpiresAt <= now) continue;
            if (one.HoldExpiresAt is { } end && end < until) until = end;
            if (!busy.TryGetValue(one.CourtId, out var court)) busy.Add(one.CourtId, court = new List<Busy>(8));
            court.Add(new Busy(one.Start, one.End, one.IsBlock));
        }
        // From the moment of a draw on, who was drawn is read and not reckoned.
        foreach (var span in DrawTimes.Touching(venue, day.From, day.To))
            if (span.DrawAt > now && span.DrawAt < until) until = span.DrawAt;
        return new VenueDay(venue, day, busy.ToDictionary(court => court.Key, court => court.Value.ToArray()), until);
    }

    /// <summary>The day with one time more taken.</summary>
    public VenueDay With(Guid courtId, Busy time) => this with { Busy = new Dictionary<Guid, Busy[]>(Busy) { [courtId] = [.. Busy.GetValueOrDefault(courtId, []), time] } };

    /// <summary>Times whose draw was due and is not held yet.</summary>
    public IReadOnlyList<OpenPeriod> Undrawn { get; init; } = [];

    /// <summary>When a court can be booked.</summary>
    public FreeStarts Starts(Guid courtId, DateTimeOffset? now) => Starts(courtId, now, ByDraw(now));

    /// <summary>Times that wait for their draw, by the rules or by the rows of draws that are open.</summary>
    public IReadOnlyList<OpenPeriod> ByDraw(DateTimeOffset? now) => Venue.Rules.Policy.Draw is null || now is not { } instant ? Undrawn
        : [.. Undrawn, .. DrawTimes.Touching(Venue, Day.From, Day.To).Where(span => instant < span.DrawAt).Select(span => new OpenPeriod(Minutes.Floor(span.Start), Minutes.Ceiling(span.End)))];

    private FreeStarts Starts(Guid courtId, DateTimeOffset? now, IReadOnlyList<OpenPeriod> byDraw) => FreeStarts.On(Day, Busy.GetValueOrDefault(courtId, []), Venue.Rules, now, byDraw);

    /// <summary>What a court costs somebody on this day, as full as it is.</summary>
    public Pricing PricingOf(Guid courtId, CustomerStanding? standing, PriceBook? book = null) => new(Venue, courtId, standing, OccupancyOf(courtId), Day.Date, book);

    // Share of the open time, of all courts whose prices move together, that bookings have.
    private int? OccupancyOf(Guid courtId)
    {
        var pricings = Venue.PricesOn(Day.Date.ToDateOnly()).Occupancy;
        if (pricings.Count == 0) return null;
        var groups = Pricing.GroupsOf(Venue, courtId);
        if (pricings.FirstOrDefault(pricing => CourtRules.Speaks([], pricing.CourtGroups, courtId, groups)) is not { } found) return null;
        var courts = Venue.Courts.Where(court => CourtRules.Speaks([], found.CourtGroups, court.Id, Pricing.GroupsOf(Venue, court.Id))).ToList();
        var open = Day.Periods.Sum(period => period.End - period.Start) * courts.Count;
        var sold = courts.Sum(court => Busy.GetValueOrDefault(court.Id, []).Where(busy => !busy.IsBlock).Sum(busy =>
            Day.Periods.Sum(period => Math.Max(0, Math.Min(period.End, Minutes.Floor(busy.End)) - Math.Max(period.Start, Minutes.Floor(busy.Start))))));
        return open == 0 ? null : (int)Math.Min(10_000, sold * 10_000 / open);
    }

    /// <summary>All that can be booked for a duration, court by court. A time without a price is not sold.</summary>
    /// <param name="standing">Who looks; nobody the club knows if left out.</param>
    /// <param name="wanted">Which starts are looked for: a price is dearer to find than a start.</param>
    /// <param name="book">What other days of the same question have found out.</param>
    public IEnumerable<FreeSlotOf> Free(int durationMinutes, DateTimeOffset? now, CustomerStanding? standing = null, Func<CourtCard, DateTimeOffset, bool>? wanted = null, PriceBook? book = null)
    {
        book ??= new PriceBook();
        var byDraw = ByDraw(now);
        foreach (var court in Venue.Courts)
        {
            var pricing = PricingOf(court.Id, standing, book);
            foreach (var start in Starts(court.Id, now, byDraw).Of(durationMinutes))
                if (wanted?.Invoke(court, start) != false && pricing.AmountOf(start, durationMinutes) is { } price) yield return new FreeSlotOf(court, start, start.AddMinutes(durationMinutes), price);
        }
    }
}
