using PadelSaaS.Payments.Shares;

namespace PadelSaaS.Tests.Payments.Shares;

/// <summary>When shares are due: the club's hours before play, sooner for near games, and never after the start.</summary>
public sealed class SplitTimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(72, 24, "release", 48, 48)]
    [InlineData(72, 24, "organiser_covers", 48, 48)]
    [InlineData(72, 24, "open_seat", 48, 60)]
    [InlineData(72, 24, "next_friend", 48, 60)]
    [InlineData(26, 24, "release", 2, 2)]
    [InlineData(25, 24, "release", 12.5, 12.5)]
    [InlineData(12, 24, "release", 6, 6)]
    [InlineData(12, 24, "open_seat", 6, 9)]
    [InlineData(1, 24, "open_seat", 0.5, 0.75)]
    [InlineData(200, 6, "open_seat", 194, 197)]
    public void Shares_are_due_in_time(double hoursToStart, int clubHours, string fallback, double deadline, double last)
    {
        var times = SplitTimes.Of(Now.AddHours(hoursToStart), Now, clubHours, fallback);
        times.ShouldBe(new SplitTimes(Now.AddHours(deadline), Now.AddHours(last)));
    }

    [Fact]
    public void Whatever_the_club_and_the_moment_everything_is_decided_before_play()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var start = Now.AddMinutes(random.Next(60, 60 * 24 * 60));
            var times = SplitTimes.Of(start, Now, random.Next(1, 145), Fallback.All[random.Next(4)]);
            times.Deadline.ShouldBeGreaterThan(Now);
            times.Last.ShouldBeGreaterThanOrEqualTo(times.Deadline);
            times.Last.ShouldBeLessThan(start);
        }
    }

    [Theory]
    [InlineData(6 * 24, true)]
    [InlineData(6 * 24 + 1, false)]
    public void A_hold_has_to_last_until_it_is_decided(double hours, bool held) =>
        new SplitTimes(Now.AddHours(hours), Now.AddHours(hours)).CanBeHeld(Now).ShouldBe(held);
}
