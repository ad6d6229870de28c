using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Tests.Booking.Calendar;

/// <summary>A venue, a day and what is booked on it, all made from one number. Half of the days are ones on which clocks change, or the day before.</summary>
internal sealed class RandomDay
{
    private static readonly string[] ZoneNames = ["Europe/Madrid", "Europe/London", "Asia/Karachi", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu"];

    private readonly Random random;

    public RandomDay(int seed)
    {
        random = new Random(seed);
        var zone = Pick(ZoneNames);
        var date = Date(Zones.Of(zone));
        Usual = Vectors.Venue(zone, Rules(), [.. Hours((int)date.DayOfWeek)]);
        Venue = WithSpecialDays(date);
        Day = BusinessDay.Of(Venue, date);
        Busy = [.. Bookings()];
        Now = random.Next(3) == 0 ? Day.From.AddSeconds(random.Next(0, 8 * 3600)) : null;
        Free = FreeStarts.On(Day, Busy, Venue.Rules, Now);
    }

    /// <summary>A venue whose week already says of the date what counts.</summary>
    public VenueCard Usual { get; }

    /// <summary>The venue; what counts of the date may stand in its week, in a season or with the date itself, and what does not count beside it.</summary>
    public VenueCard Venue { get; }

    public BusinessDay Day { get; }

    public Busy[] Busy { get; }

    public DateTimeOffset? Now { get; }

    public FreeStarts Free { get; }

    public bool IsOpen(DateTimeOffset start, DateTimeOffset end) =>
        Day.Periods.Any(period => Minutes.At(period.Start) <= start && end <= Minutes.At(period.End));

    public bool IsTaken(DateTimeOffset start, DateTimeOffset end) => Busy.Any(taken =>
    {
        var buffer = taken.IsBlock ? 0 : Venue.Rules.BufferMinutes;
        return start < taken.End.AddMinutes(buffer) && taken.Start.AddMinutes(-buffer) < end;
    });

    private VenueCard WithSpecialDays(LocalDate local)
    {
        var (date, weekday) = (local.ToDateOnly(), (int)local.DayOfWeek);
        var kind = random.Next(4);
        if (kind == 0) return Usual;
        DateException[] others = [new(date.AddDays(-1), "before", []), new(date.AddDays(1), "after", [])];
        if (kind == 1) return Usual with { Exceptions = others, Seasons = [new("past", date.AddDays(-9), date.AddDays(-1), []), new("next", date.AddDays(1), date.AddDays(9), [])] };
        var season = new Season("season", date.AddDays(-random.Next(3)), date.AddDays(random.Next(3)), kind == 2 ? Usual.Hours : [.. Hours(weekday)]);
        return Usual with
        {
            Hours = [.. Hours(weekday)],
            Seasons = [season],
            Exceptions = kind == 2 ? others : [.. others, new(date, "special", Usual.Hours)],
        };
    }

    private LocalDate Date(DateTimeZone zone)
    {
        var day = new LocalDate(2026, 1, 1).PlusDays(random.Next(730));
        if (random.Next(2) == 0) return day;
        var interval = zone.GetZoneInterval(day.AtStartOfDayInZone(zone).ToInstant());
        return interval.HasEnd ? interval.End.InZone(zone).Date.PlusDays(-random.Next(2)) : day;
    }

    private BookingRules Rules() => Vectors.Rules(
        Pick<int[]>([60], [90], [60, 90], [60, 90, 120], [45, 60], [30, 75]), Pick(15, 20, 30, 30, 45, 60), Pick(0, 0, 45, 120), Pick(0, 0, 10, 15),
        strict: random.Next(2) == 0, adjacent: random.Next(2) == 0);

    private IEnumerable<OpeningHours> Hours(int weekday)
    {
        if (random.Next(30) == 0) yield break;
        if (random.Next(6) == 0)
        {
            yield return Vectors.Hours(weekday, "00:00", "24:00");
            yield break;
        }
        if (random.Next(3) == 0) yield return Vectors.Hours(weekday, Pick("01:30", "02:30", "07:00"), "12:30");
        yield return Vectors.Hours(weekday, Pick("13:00", "14:30", "18:00", "23:00"), Pick("00:30", "01:30", "02:00", "02:30", "03:00", "05:00", "24:00"));
    }

    private IEnumerable<Busy> Bookings()
    {
        for (var left = random.Next(9); left > 0 && Day.Periods.Count > 0; left--)
        {
            // Also some that begin before the opening, end after the closing or lie on one another, as a block over bookings does.
            var start = Day.From.AddMinutes((5 * random.Next((int)(Day.To - Day.From).TotalMinutes / 5)) - 60);
            yield return new Busy(start, start.AddMinutes(Pick(30, 60, 65, 90, 120, 240)), random.Next(4) == 0);
        }
    }

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
