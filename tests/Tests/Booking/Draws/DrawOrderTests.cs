using System.Security.Cryptography;
using System.Text;
using NodaTime;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Tests.Booking.Draws;

/// <summary>The order is a function of the seed and the numbers, and the moment of a draw one of the wall clock.</summary>
public sealed class DrawOrderTests
{
    [Fact]
    public void A_draw_is_made_again_by_anybody_from_its_seed_and_its_numbers()
    {
        const string Seed = "0000000000000000000000000000000000000000000000000000000000000001";
        // printf '%s:%s' "$seed" 1 | sha256sum
        DrawOrder.Ticket(Seed, 1).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Seed + ":1"))));
        DrawOrder.Commitment(Seed).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Seed))));

        var numbers = Enumerable.Range(1, 40).ToList();
        var order = DrawOrder.Of(Seed, numbers);
        order.ShouldBe(DrawOrder.Of(Seed, Enumerable.Reverse(numbers)));
        order.Order().ShouldBe(numbers);
        order.ShouldBe(numbers.OrderBy(number => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}:{number}"))), StringComparer.Ordinal));
        DrawOrder.Of(DrawOrder.NewSeed(), numbers).ShouldNotBe(order);
    }

    [Fact]
    public void Nobody_is_drawn_first_for_having_entered_first()
    {
        var first = Enumerable.Range(0, 2000).Count(_ => DrawOrder.Of(DrawOrder.NewSeed(), [1, 2, 3, 4])[0] == 1);
        first.ShouldBeInRange(400, 600);
    }

    // Hard case 2.
    [Fact]
    public void A_draw_at_a_time_that_does_not_exist_or_exists_twice_has_one_moment()
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Madrid"];
        var rule = new DrawRule(1, 150, 2, 60, [new DrawWindow([1], 18 * 60, 21 * 60)]);
        // Drawn on Sunday, 28 March 2027 at 02:30, which the clocks skip: half an hour after they were put forward.
        var spring = DrawTimes.On(rule, zone, new LocalDate(2027, 3, 29)).Single();
        spring.DrawAt.ShouldBe(new DateTimeOffset(2027, 3, 28, 1, 30, 0, TimeSpan.Zero));
        spring.Start.ShouldBe(new DateTimeOffset(2027, 3, 29, 16, 0, 0, TimeSpan.Zero));
        // On Sunday, 31 October 2027 it is 02:30 twice: the first time counts.
        DrawTimes.On(rule, zone, new LocalDate(2027, 11, 1)).Single().DrawAt.ShouldBe(new DateTimeOffset(2027, 10, 31, 0, 30, 0, TimeSpan.Zero));
        // The same hour of the wall clock on both sides of the change.
        DrawTimes.On(rule with { AtMinute = 720 }, zone, new LocalDate(2027, 3, 29)).Single().DrawAt.ShouldBe(new DateTimeOffset(2027, 3, 28, 10, 0, 0, TimeSpan.Zero));
        DrawTimes.On(rule with { AtMinute = 720 }, zone, new LocalDate(2027, 3, 29)).Single().OpensAt.ShouldBe(new DateTimeOffset(2027, 3, 26, 11, 0, 0, TimeSpan.Zero));
    }
}
