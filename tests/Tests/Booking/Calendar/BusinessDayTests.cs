using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Tests.Booking.Calendar;

public sealed class BusinessDayTests
{
    // 13 March 2026 is a Friday.
    private static readonly VenueCard Late = Vectors.Venue(
        "Asia/Karachi", Vectors.Rules(buffer: 10), [Vectors.Hours(5, "16:00", "03:00"), Vectors.Hours(6, "02:00", "24:00")]);

    [Fact]
    public void A_night_belongs_to_the_day_that_opened()
    {
        BusinessDay.Holding(Late, Vectors.Instant("2026-03-13T20:30Z")).Select(day => day.Date).ShouldBe([new LocalDate(2026, 3, 13)]);
        BusinessDay.Today(Late, Vectors.Instant("2026-03-13T20:30Z")).ShouldBe(new LocalDate(2026, 3, 13));
        BusinessDay.Today(Late, Vectors.Instant("2026-03-13T22:00Z")).ShouldBe(new LocalDate(2026, 3, 14));
    }

    [Fact]
    public void Where_two_days_overlap_both_hold_the_start() =>
        BusinessDay.Holding(Late, Vectors.Instant("2026-03-13T21:00Z")).Select(day => day.Date)
            .ShouldBe([new LocalDate(2026, 3, 14), new LocalDate(2026, 3, 13)]);

    [Fact]
    public void The_window_reaches_a_buffer_beyond_the_hours()
    {
        var day = BusinessDay.Of(Late, new LocalDate(2026, 3, 13));

        day.From.ShouldBe(Vectors.Instant("2026-03-13T10:50Z"));
        day.To.ShouldBe(Vectors.Instant("2026-03-13T22:10Z"));
    }

    [Fact]
    public void A_closed_day_has_an_empty_window()
    {
        var day = BusinessDay.Of(Late, new LocalDate(2026, 3, 15));

        day.Periods.ShouldBeEmpty();
        day.To.ShouldBe(day.From);
    }
}
