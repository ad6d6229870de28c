using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Payments;

namespace PadelSaaS.Tests.Booking;

/// <summary>Hard cases 18 and 19: whenever and however often the money is spoken of, court, money and mails end in one state.</summary>
public sealed class PaymentSagaTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly Checkout madrid = new(platform, "madrid");

    [Fact]
    public async Task Paid_is_confirmed_and_mailed_once()
    {
        var held = await madrid.PaidAsync();
        (await madrid.BookingAsync(held)).ShouldBe("confirmed");
        (await platform.ScalarAsync<long>("madrid", $"select paid_minor from bookings where id = '{held.BookingId}'")).ShouldBe(held.PriceMinor);
        (await madrid.ToldAsync(held, "BOOKING_CONFIRMED")).ShouldBe(1);
        (await MailsAsync(held)).ShouldBe("booking_confirmed");
    }

    [Fact]
    public async Task Who_is_declined_keeps_the_court_and_may_pay_at_the_club()
    {
        var held = await madrid.HoldAsync();
        await madrid.ChooseAsync(await madrid.PayByCardAsync(held), "decline");
        await platform.SettleAsync();
        (await madrid.BookingAsync(held)).ShouldBe("pending");

        await madrid.PayAtClubAsync(held);
        await platform.SettleAsync();
        (await madrid.BookingAsync(held)).ShouldBe("confirmed");
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from payments where booking_id = '{held.BookingId}' and state = 'due_at_club'")).ShouldBe(1);
        (await MailsAsync(held)).ShouldBe("booking_confirmed");
    }

    [Fact]
    public async Task Money_for_what_is_paid_at_the_club_by_now_goes_back_and_the_booking_stays()
    {
        var held = await madrid.HoldAsync();
        var card = await madrid.PayByCardAsync(held);
        await madrid.PayAtClubAsync(held);
        await madrid.ChooseAsync(card, "pay");
        await platform.SettleAsync();

        (await madrid.BookingAsync(held)).ShouldBe("confirmed");
        (await madrid.ToldAsync(held, "PAYMENT_UNNEEDED")).ShouldBe(1);
        (await madrid.GivenBackAsync(held)).ShouldBe(held.PriceMinor);
        (await madrid.ToldAsync(held, "BOOKING_CONFIRMED")).ShouldBe(1);
    }

    [Fact]
    public async Task Late_money_takes_the_court_again_also_past_a_hold_that_just_ended()
    {
        var held = await LateAsync();
        var other = new Checkout(platform, "madrid");
        var dead = await other.HoldAsync("Otto", "otto@example.test", sameAs: held);
        // The other hold ends in the moment the money comes, and no timer has rung for it yet.
        await platform.ExecuteAsync("madrid", $"update bookings set hold_expires_at = '{platform.Clock.Now.AddMinutes(1):O}' where id = '{dead.BookingId}'; delete from platform.timers where key = '{dead.BookingId}'");
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await platform.SettleAsync();

        (await madrid.BookingAsync(held)).ShouldBe("confirmed");
        (await madrid.GivenBackAsync(held)).ShouldBe(0);
        (await other.BookingAsync(dead)).ShouldBe("expired");
        (await madrid.ToldAsync(dead, "BOOKING_EXPIRED")).ShouldBe(1);
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task Late_money_for_a_court_that_is_gone_goes_back_and_the_player_hears_why()
    {
        var held = await LateAsync();
        var other = new Checkout(platform, "madrid");
        var winner = await other.HoldAsync("Otto", "otto@example.test", sameAs: held);
        await other.PayAtClubAsync(winner);
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await platform.SettleAsync();

        (await madrid.BookingAsync(held)).ShouldBe("expired");
        (await other.BookingAsync(winner)).ShouldBe("confirmed");
        (await madrid.GivenBackAsync(held)).ShouldBe(held.PriceMinor);
        (await MailsAsync(held)).ShouldBe("booking_lost,refund_settled");
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task Money_for_a_hold_given_up_goes_back_and_the_court_stays_free()
    {
        var held = await madrid.HoldAsync();
        var card = await madrid.PayByCardAsync(held);
        await madrid.CancelAsync(held);
        await madrid.ChooseAsync(card, "pay");
        await platform.SettleAsync();

        (await madrid.BookingAsync(held)).ShouldBe("cancelled");
        (await madrid.GivenBackAsync(held)).ShouldBe(held.PriceMinor);
        (await MailsAsync(held)).ShouldBe("refund_settled");
        (await madrid.ToldAsync(held, "BOOKING_CONFIRMED")).ShouldBe(0);
    }

    private async Task<Held> LateAsync()
    {
        var held = await madrid.HoldAsync();
        await madrid.ChooseAsync(await madrid.PayByCardAsync(held), "late");
        platform.Clock.Advance(TimeSpan.FromMinutes(12));
        await platform.SettleAsync();
        (await madrid.BookingAsync(held)).ShouldBe("expired");
        return held;
    }

    private Task<string> MailsAsync(Held held) => platform.ScalarAsync<string>("madrid",
        $"select coalesce(string_agg(template, ',' order by template), '') from notification_logs join platform.dev_mails using (id) where booking_id = '{held.BookingId}'");
}
