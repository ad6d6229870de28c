using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Series;

/// <summary>Who asks, as far as the rules tell people apart.</summary>
/// <param name="ByStaff">Staff take any free time of the opening hours; players what is offered.</param>
/// <param name="Last">The last date this person may book; <see langword="null"/> for as far as they like.</param>
/// <param name="Standing">How the club treats the account it is for.</param>
internal sealed record Asking(bool ByStaff, LocalDate? Last, CustomerStanding Standing)
{
    /// <summary>Players book as many weeks ahead as the venue allows them, whatever the horizon of single bookings is.</summary>
    public static Asking Of(VenueCard venue, bool byStaff, CustomerStanding standing, DateTimeOffset now) =>
        byStaff ? new(true, null, standing) : new(false, LocalDate.Max(Horizon.First(venue, now).PlusWeeks(venue.Rules.PlayerSeriesWeeks), Horizon.Last(venue, now)), standing);
}

/// <summary>Says of a date of a series whether it can be had and what it costs, by the same functions that offer and price a single booking.</summary>
internal sealed class SeriesJudge(VenueCard venue, SeriesDays days, Asking asking, DateTimeOffset now)
{
    private const int Enough = 3;

    /// <summary>A date as it was wanted, with alternatives where it cannot be had.</summary>
    public SeriesDate Judge(Occurrence wanted, Guid court, int minutes)
    {
        var found = Look(wanted, court, minutes);
        return found.State is DateState.Free or DateState.Past or DateState.BeyondLimit ? found : found with { Alternatives = Alternatives(wanted, court, minutes) };
    }

    /// <summary>A date with what was decided about it.</summary>
    public SeriesDate Decide(SeriesDate date, DateChoice? choice, int minutes)
    {
        if (choice is null) return date;
        if (choice.Skips) return date with { Skipped = true };
        var start = choice.Start!.Value.ToUniversalTime();
        if (choice.CourtId == date.CourtId && start == date.Start) return date;
        // Another day would be another date: what is near is what the alternatives are about.
        var isNear = venue.Courts.Any(court => court.Id == choice.CourtId) && DaysOf(date.Date, date.Start).Any(day => day.Day.Covers(start, 1));
        var other = Look(new Occurrence(date.Date, start, WallClock.Usual), choice.CourtId!.Value, minutes);
        return date with { Instead = isNear ? other : other with { State = DateState.NotOffered } };
    }

    private SeriesDate Look(Occurrence wanted, Guid court, int minutes)
    {
        var price = PriceOf(court, wanted.Start, minutes);
        var state = StateOf(wanted, court, minutes) ?? (price is null ? DateState.NotOffered : DateState.Free);
        return new SeriesDate(wanted.Date, court, wanted.Start, wanted.Start.AddMinutes(minutes), wanted.Clock, state, state == DateState.Free ? price : null, []);
    }

    private string? StateOf(Occurrence wanted, Guid court, int minutes)
    {
        if (wanted.Start <= now) return DateState.Past;
        if (wanted.Date > asking.Last) return DateState.BeyondLimit;
        var holding = days.Holding(wanted.Start).ToList();
        if (holding.Count == 0) return days.On(wanted.Date) is { Day.Periods.Count: > 0 } ? DateState.OutsideHours : DateState.Closed;
        if (!holding.Any(day => day.Day.Covers(wanted.Start, minutes))) return DateState.OutsideHours;

        var inTheWay = holding.SelectMany(day => day.Busy.GetValueOrDefault(court, [])).Where(busy => Overlaps(busy, wanted.Start, minutes)).ToList();
        if (inTheWay.Count > 0) return inTheWay.Exists(busy => busy.IsBlock) ? DateState.Closed : DateState.Taken;
        return asking.ByStaff || holding.Any(day => day.Starts(court, now).Allows(wanted.Start, minutes)) ? null : DateState.NotOffered;
    }

    private bool Overlaps(Busy busy, DateTimeOffset start, int minutes)
    {
        var buffer = busy.IsBlock ? 0 : venue.Rules.BufferMinutes;
        return busy.Start < start.AddMinutes(minutes + buffer) && busy.End > start.AddMinutes(-buffer);
    }

    // The same time on another court comes first, then the nearest times of that day.
    private List<Alternative> Alternatives(Occurrence wanted, Guid court, int minutes) =>
        [.. DaysOf(wanted.Date, wanted.Start).SelectMany(day => day.Free(minutes, now, asking.Standing)).Where(slot => slot.Court.Id != court || slot.Start != wanted.Start)
            .OrderBy(slot => (slot.Start - wanted.Start).Duration()).ThenBy(slot => slot.Court.Id == court ? 0 : 1).ThenBy(slot => slot.Court.Position).Take(Enough)
            .Select(slot => new Alternative(slot.Court.Id, slot.Court.Name, slot.Start, slot.End, BookingView.LocalOf(slot.Start, venue.Zone), slot.Price))];

    private List<VenueDay> DaysOf(LocalDate date, DateTimeOffset start)
    {
        var holding = days.Holding(start).ToList();
        return holding.Count > 0 ? holding : days.On(date) is { } day ? [day] : [];
    }

    // By the day it is on: prices may follow how full that day is.
    private Price? PriceOf(Guid court, DateTimeOffset start, int minutes) => days.Holding(start).FirstOrDefault()?.PricingOf(court, asking.Standing).Of(start, minutes);
}
