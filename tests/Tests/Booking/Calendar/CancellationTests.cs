using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Tests.Booking.Calendar;

public sealed class CancellationTests
{
    private static readonly DateTimeOffset Start = Vectors.Instant("2026-10-25T09:00Z");

    [Fact]
    public void Everything_comes_back_until_the_last_instant_of_the_full_tiers()
    {
        CancellationTier[] tiers = [new(48, 10000), new(24, 10000), new(12, 5000), new(0, 0)];

        var until = Cancellation.FreeUntil(tiers, Start)!.Value;

        until.ShouldBe(Vectors.Instant("2026-10-24T09:00Z"));
        Cancellation.Refund(new Money(4000, "EUR"), tiers, Start, until).AmountMinor.ShouldBe(4000);
        Cancellation.Refund(new Money(4000, "EUR"), tiers, Start, until.AddTicks(1)).AmountMinor.ShouldBe(2000);
    }

    [Fact]
    public void A_club_that_never_gives_everything_back_promises_no_date() =>
        Cancellation.FreeUntil([new(24, 9000), new(0, 0)], Start).ShouldBeNull();

    [Fact]
    public void Once_the_time_has_begun_nothing_comes_back_however_kind_the_club()
    {
        Cancellation.Refund(new Money(4000, "EUR"), [new(0, 10000)], Start, Start).AmountMinor.ShouldBe(4000);
        Cancellation.Refund(new Money(4000, "EUR"), [new(0, 10000)], Start, Start.AddSeconds(1)).AmountMinor.ShouldBe(0);
    }
}
