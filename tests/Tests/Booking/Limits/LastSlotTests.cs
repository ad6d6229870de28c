using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Tests.Booking.Calendar;

namespace PadelSaaS.Tests.Booking.Limits;

/// <summary>Hard case 15: gaps nobody can book are avoided by rule, and the rule never hides the last free slot.</summary>
public sealed class LastSlotTests
{
    private static readonly LocalDate Day = new(2026, 6, 10);

    [Fact]
    public void Hard_case_15_a_hole_that_no_booking_fills_without_a_gap_is_offered_all_the_same()
    {
        // Ninety minutes are left and only hours are sold: strictly, every start leaves half an hour.
        Of(Free([60], ("09:00", "12:00"), ("13:30", "22:00")), 60).ShouldBe(["12:00", "12:30"]);
        // Where something fits without a gap, nothing else is offered.
        Of(Free([60, 90], ("09:00", "12:00"), ("13:30", "22:00")), 60).ShouldBeEmpty();
        Of(Free([60, 90], ("09:00", "12:00"), ("13:30", "22:00")), 90).ShouldBe(["12:00"]);
        // A hole shorter than the shortest booking is none.
        Of(Free([60], ("09:00", "12:00"), ("12:30", "22:00")), 60).ShouldBeEmpty();
    }

    [Fact]
    public void Hard_case_15_every_hole_a_booking_fits_into_has_a_start_whatever_is_around_it()
    {
        foreach (var durations in (int[][])[[60], [90], [60, 90], [60, 90, 120], [45, 75], [120]])
            for (var from = 9 * 60; from <= 13 * 60; from += 15)
                for (var length = 15; length <= 240; length += 15)
                {
                    var free = Free(durations, ("09:00", Clock(from)), (Clock(from + length), "22:00"));
                    var loose = Free(durations, false, [("09:00", Clock(from)), (Clock(from + length), "22:00")]);
                    durations.Any(duration => free.Of(duration).Count > 0).ShouldBe(durations.Any(duration => loose.Of(duration).Count > 0), $"{string.Join(',', durations)} from {Clock(from)} for {length}");
                }
    }

    [Fact]
    public void Near_the_time_a_gap_is_better_than_an_empty_court()
    {
        var venue = Venue([60, 90], strict: true);
        venue = venue with { Rules = venue.Rules with { Policy = new BookingPolicy { GapsRelaxedHours = 2 } } };
        var free = FreeStarts.On(BusinessDay.Of(venue, Day), [], venue.Rules, At("09:00"));
        Of(free, 60).Where(start => string.CompareOrdinal(start, "11:00") <= 0).ShouldBe(["09:00", "09:30", "10:00", "10:30", "11:00"]);
        Of(free, 60).ShouldNotContain("20:30");
        free.Allows(At("09:30"), 60).ShouldBeTrue();
        free.Allows(At("20:30"), 60).ShouldBeFalse();
    }

    private static FreeStarts Free(int[] durations, params (string From, string To)[] busy) => Free(durations, true, busy);

    private static FreeStarts Free(int[] durations, bool strict, (string From, string To)[] busy)
    {
        var venue = Venue(durations, strict);
        return FreeStarts.On(BusinessDay.Of(venue, Day), [.. busy.Where(one => one.From != one.To).Select(one => new Busy(At(one.From), At(one.To), false))], venue.Rules, null);
    }

    private static VenueCard Venue(int[] durations, bool strict) =>
        Vectors.Venue("UTC", Vectors.Rules(durations, 30, 0, 0, strict, false), [Vectors.Hours((int)Day.DayOfWeek, "09:00", "22:00")]);

    private static IReadOnlyList<string> Of(FreeStarts free, int minutes) => [.. free.Of(minutes).Select(start => $"{start.UtcDateTime:HH:mm}")];

    private static DateTimeOffset At(string time) => new(Day.ToDateOnly().ToDateTime(TimeOnly.ParseExact(time, "HH:mm", System.Globalization.CultureInfo.InvariantCulture)), TimeSpan.Zero);

    private static string Clock(int minute) => $"{minute / 60:00}:{minute % 60:00}";
}
