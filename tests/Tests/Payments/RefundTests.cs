using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments;

public sealed class RefundTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly Checkout madrid = new(platform, "madrid");

    [Fact]
    public async Task Money_that_comes_after_the_hold_takes_the_court_if_nobody_else_has()
    {
        var held = await LateAsync();
        (await madrid.BookingAsync(held)).ShouldBe("expired");
        (await madrid.PaymentAsync(held)).ShouldBe("failed");
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await platform.SettleAsync();
        (await madrid.BookingAsync(held)).ShouldBe("confirmed");
        (await madrid.PaymentAsync(held)).ShouldBe("settled");
        (await madrid.GivenBackAsync(held)).ShouldBe(0);
    }

    [Fact]
    public async Task Money_that_comes_when_the_court_is_gone_goes_back_at_once()
    {
        var held = await LateAsync();
        var other = new Checkout(platform, "madrid");
        await other.PayAtClubAsync(await other.HoldAsync("Otto", "otto@example.test", sameAs: held));
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await platform.SettleAsync();

        (await madrid.BookingAsync(held)).ShouldBe("expired");
        (await madrid.ToldAsync(held, "BOOKING_LOST")).ShouldBe(1);
        (await madrid.ToldAsync(held, "REFUND_SETTLED")).ShouldBe(1);
        (await madrid.PaymentAsync(held)).ShouldBe("refunded");
        (await madrid.GivenBackAsync(held)).ShouldBe(held.PriceMinor);
    }

    [Fact]
    public async Task A_cancelled_booking_is_paid_back_once_however_often_the_timer_rings()
    {
        var held = await madrid.PaidAsync();
        await madrid.CancelAsync(held);
        await platform.SettleAsync();
        (await madrid.PaymentAsync(held)).ShouldBe("refunded");

        // The provider had sent it, the process died before its note: the job starts from "due" again.
        await platform.ExecuteAsync("madrid", $"""
            update payments set state = 'refund_due', refunded_minor = 0 where booking_id = '{held.BookingId}';
            update refunds set state = 'due', settled_at = null where payment_id in (select id from payments where booking_id = '{held.BookingId}');
            insert into timers (id, tenant_role, job, key, due_at)
            select gen_random_uuid(), current_schema(), 'settle-refund', r.id::text, now() - interval '10 years'
            from refunds r join payments p on p.id = r.payment_id, generate_series(1, 3) where p.booking_id = '{held.BookingId}'
            """);
        await platform.SettleAsync();
        (await madrid.PaymentAsync(held)).ShouldBe("refunded");
        (await madrid.GivenBackAsync(held)).ShouldBe(held.PriceMinor);
    }

    [Fact]
    public async Task A_cancellation_heard_twice_owes_once()
    {
        var held = await madrid.PaidAsync();
        await madrid.CancelAsync(held);
        await platform.SettleAsync();
        await Cluster.ExecuteAsync(platform.Database, "delete from platform.inbox; delete from platform.cursors");
        await platform.SettleAsync();
        (await madrid.GivenBackAsync(held)).ShouldBe(held.PriceMinor);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from refunds r join payments p on p.id = r.payment_id where p.booking_id = '{held.BookingId}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Money_for_a_hold_given_up_meanwhile_goes_back()
    {
        var held = await madrid.HoldAsync();
        var reference = await madrid.PayByCardAsync(held);
        await madrid.CancelAsync(held);
        await platform.SettleAsync();
        (await madrid.PaymentAsync(held)).ShouldBe("failed");
        await madrid.ChooseAsync(reference, "pay");
        await platform.SettleAsync();
        (await madrid.BookingAsync(held)).ShouldBe("cancelled");
        (await madrid.GivenBackAsync(held)).ShouldBe(held.PriceMinor);
    }

    [Fact]
    public async Task A_late_cancellation_gives_back_what_the_rule_says()
    {
        var held = await madrid.PaidAsync();
        platform.Clock.Now = held.Start.AddHours(-13);
        await madrid.CancelAsync(held);
        await platform.SettleAsync();
        (await madrid.GivenBackAsync(held)).ShouldBe(held.PriceMinor / 2);
        (await madrid.PaymentAsync(held)).ShouldBe("settled");
    }

    [Fact]
    public async Task A_court_to_be_paid_on_arrival_is_due_at_the_club_until_it_is_cancelled()
    {
        var held = await madrid.HoldAsync();
        await madrid.PayAtClubAsync(held);
        await platform.SettleAsync();
        (await madrid.PaymentAsync(held)).ShouldBe("due_at_club");
        await madrid.CancelAsync(held);
        await platform.SettleAsync();
        (await madrid.PaymentAsync(held)).ShouldBe("failed");
        (await madrid.ToldAsync(held, "PAYMENT_FAILED")).ShouldBe(0);
    }

    private async Task<Held> LateAsync()
    {
        var held = await madrid.HoldAsync();
        await madrid.ChooseAsync(await madrid.PayByCardAsync(held), "late");
        platform.Clock.Advance(TimeSpan.FromMinutes(12) + TimeSpan.FromSeconds(1));
        await platform.SettleAsync();
        return held;
    }
}
