using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Tests.Venues;

public sealed class WrittenTimesTests
{
    [Theory]
    [InlineData("*", "*")]
    [InlineData("1-5", "1-5")]
    [InlineData("6,7", "6,7")]
    [InlineData("6-7", "6,7")]
    [InlineData("1-4,7", "1-4,7")]
    [InlineData("3", "3")]
    [InlineData("7,1,2,3", "1-3,7")]
    public void Weekdays_are_written_the_shortest_way(string text, string written) => Weekdays.Format(Weekdays.Parse(text)!).ShouldBe(written);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("5-1")]
    [InlineData("1-2-3")]
    [InlineData("Mon")]
    [InlineData("1,,2")]
    public void What_names_no_weekdays_is_refused(string text) => Weekdays.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("00:00", 0)]
    [InlineData("09:30", 570)]
    [InlineData("24:00", 1440)]
    [InlineData("24:01", null)]
    [InlineData("9:30", null)]
    [InlineData("12:60", null)]
    public void Times_are_minutes_of_the_day(string text, int? minutes) => ClockTime.Parse(text).ShouldBe(minutes);

    [Theory]
    [InlineData("16:00", "02:00", 600)]
    [InlineData("08:00", "24:00", 960)]
    [InlineData("00:00", "24:00", 1440)]
    [InlineData("08:00", "08:00", 1440)]
    public void A_closing_at_or_before_the_opening_is_the_next_days(string opens, string closes, int length)
    {
        var from = ClockTime.Parse(opens)!.Value;
        ClockTime.Length(from, ClockTime.Parse(closes)!.Value).ShouldBe(length);
        ClockTime.Closing(from, length).ShouldBe(closes);
    }
}
