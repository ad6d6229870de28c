using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Tests.Booking.Calendar;

public sealed class PricingTests
{
    private static readonly DateTimeOffset Start = Vectors.Instant("2026-06-10T16:00Z");

    [Fact]
    public void A_minute_without_a_price_is_not_for_sale()
    {
        var pricing = Price(Rule("day", "09:00", "19:00", 2400));

        pricing.Of(Start, 60).ShouldNotBeNull();
        pricing.Of(Start, 61).ShouldBeNull();
        pricing.AmountOf(Start, 61).ShouldBeNull();
    }

    [Fact]
    public void Of_two_rules_of_equal_priority_the_later_one_wins() =>
        Price(Rule("one", "00:00", "24:00", 1000), Rule("two", "00:00", "24:00", 2000)).AmountOf(Start, 60).ShouldBe(new Money(2000, "EUR"));

    [Fact]
    public void A_rule_for_another_court_does_not_count() =>
        Price(Rule("all", "00:00", "24:00", 1000), Rule("other", "00:00", "24:00", 9000, 5) with { CourtIds = [Guid.CreateVersion7()] })
            .AmountOf(Start, 60).ShouldBe(new Money(1000, "EUR"));

    [Fact]
    public void The_sum_is_rounded_once_and_the_lines_add_up_to_it()
    {
        // 20 minutes at 1.00 and 70 minutes at 1.01: a third of a cent here, five sixths there.
        var price = Price(Rule("cheap", "00:00", "18:20", 100), Rule("dear", "18:20", "24:00", 101)).Of(Start, 90)!;

        price.Total.AmountMinor.ShouldBe(151);
        price.Lines.Select(line => line.Amount.AmountMinor).ShouldBe([33L, 118L]);
    }

    [Fact]
    public void Runs_of_minutes_cost_the_same_as_minutes_one_by_one()
    {
        for (var seed = 1; seed <= 2000; seed++)
        {
            var random = new Random(seed);
            var day = new RandomDay(seed);
            var venue = day.Venue with { Prices = [.. Enumerable.Range(0, 6).Select(i => RandomRule(random, i))] };
            var (start, minutes) = (day.Day.From.AddMinutes(random.Next(1440)), random.Next(1, 200));

            var price = new Pricing(venue, Vectors.Court).Of(start, minutes);

            (price?.Total.AmountMinor).ShouldBe(MinuteByMinute(venue, start, minutes), $"Seed {seed}");
            (price?.Lines.Sum(line => line.Amount.AmountMinor)).ShouldBe(price?.Total.AmountMinor, $"Seed {seed}");
            (price?.Lines.Sum(line => line.Minutes) ?? minutes).ShouldBe(minutes, $"Seed {seed}");
        }
    }

    private static long? MinuteByMinute(VenueCard venue, DateTimeOffset start, int minutes)
    {
        long sixtieths = 0;
        for (var i = 0; i < minutes; i++)
        {
            var local = Instant.FromDateTimeOffset(start.AddMinutes(i)).InZone(Zones.Of(venue.Zone));
            var minute = (local.Hour * 60) + local.Minute;
            var rule = venue.Prices.Where(rule => rule.Weekdays.Contains((int)local.DayOfWeek) && rule.FromMinute <= minute && minute < rule.ToMinute)
                .OrderBy(rule => rule.Priority).LastOrDefault();
            if (rule is null) return null;
            sixtieths += rule.PerHourMinor;
        }
        return (long)Math.Round(sixtieths / 60m, MidpointRounding.AwayFromZero);
    }

    private static PriceRule RandomRule(Random random, int index)
    {
        if (index == 0 && random.Next(4) > 0) return Rule("base", "00:00", "24:00", random.Next(100, 9000));
        var from = random.Next(0, 1400);
        int[] weekdays = [.. Enumerable.Range(1, 7).Where(_ => random.Next(3) > 0)];
        return new PriceRule(Guid.CreateVersion7(), $"rule {index}", [], weekdays, from, random.Next(from + 1, 1441), random.Next(100, 9000), random.Next(3));
    }

    private static Pricing Price(params PriceRule[] rules) => new(Vectors.Venue("Europe/Madrid", prices: rules), Vectors.Court);

    private static PriceRule Rule(string name, string from, string to, long perHour, int priority = 0) =>
        new(Guid.CreateVersion7(), name, [], Vectors.Days("*"), Vectors.MinuteOfDay(from), Vectors.MinuteOfDay(to), perHour, priority);
}
