using PadelSaaS.Payments.Memberships;

namespace PadelSaaS.Tests.Payments.Memberships;

public sealed class TermTests
{
    [Theory]
    [InlineData("2026-01-31", 1, 31, "2026-02-28")]
    [InlineData("2026-02-28", 1, 31, "2026-03-31")]
    [InlineData("2028-01-31", 1, 31, "2028-02-29")]
    [InlineData("2026-11-30", 3, 30, "2027-02-28")]
    [InlineData("2024-02-29", 12, 29, "2025-02-28")]
    [InlineData("2026-04-15", 1, 15, "2026-05-15")]
    public void A_period_ends_on_the_anchors_day_or_the_months_last(string from, int months, int anchor, string end) =>
        MembershipTerms.End(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), months, anchor).ShouldBe(DateOnly.Parse(end, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void What_belongs_to_the_days_before_and_after_one_is_the_price_to_the_unit()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var from = new DateOnly(2026, 1, 1).AddDays(random.Next(700));
            var to = from.AddDays(random.Next(28, 366));
            var price = random.NextInt64(1, 5_000_000);
            var day = from.AddDays(random.Next(to.DayNumber - from.DayNumber + 1));
            var left = MembershipTerms.Remaining(price, from, to, day);
            left.ShouldBeInRange(0, price);
            Math.Abs(left - ((decimal)price * (to.DayNumber - day.DayNumber) / (to.DayNumber - from.DayNumber))).ShouldBeLessThanOrEqualTo(0.5m);
            MembershipTerms.Remaining(price, from, to, from).ShouldBe(price);
            MembershipTerms.Remaining(price, from, to, to).ShouldBe(0);
        }
    }

    [Fact]
    public void A_dearer_plan_costs_the_difference_of_the_days_that_are_left()
    {
        var (from, to) = (new DateOnly(2026, 4, 1), new DateOnly(2026, 5, 1));
        MembershipTerms.UpgradeNow(3000, 6000, from, to, new DateOnly(2026, 4, 16)).ShouldBe(1500);
        MembershipTerms.UpgradeNow(6000, 3000, from, to, new DateOnly(2026, 4, 16)).ShouldBe(0);
        MembershipTerms.UpgradeNow(3000, 6000, from, to, to).ShouldBe(0);
    }

    [Fact]
    public void A_new_price_counts_from_its_day_unless_members_keep_theirs()
    {
        var day = new DateOnly(2026, 6, 1);
        var plan = Guid.CreateVersion7();
        MembershipVersion Of(int number, int month, bool grandfather) => new() { Id = Guid.CreateVersion7(), PlanId = plan, Number = number, FromDay = new DateOnly(2026, month, 1), PriceMinor = number * 1000, Months = 1, Grandfather = grandfather };
        var (first, kept, all) = (Of(1, 1, false), Of(2, 3, true), Of(3, 7, false));
        MembershipTerms.VersionOn([first, kept, all], first, day).ShouldBe(first);
        MembershipTerms.VersionOn([first, kept, all], kept, day).ShouldBe(kept);
        MembershipTerms.VersionOn([first, kept, all], first, new DateOnly(2026, 7, 1)).ShouldBe(all);
    }
}
