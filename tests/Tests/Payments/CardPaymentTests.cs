using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments;

public sealed class CardPaymentTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly Checkout madrid = new(platform, "madrid");

    [Fact]
    public async Task Confirming_twice_opens_one_payment()
    {
        var held = await madrid.HoldAsync();
        var references = await Task.WhenAll(madrid.PayByCardAsync(held), madrid.PayByCardAsync(held));
        references.Append(await madrid.PayByCardAsync(held)).Distinct().Count().ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from payments where booking_id = '{held.BookingId}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Who_has_just_paid_is_not_sent_to_pay_again()
    {
        var held = await madrid.HoldAsync();
        await madrid.ChooseAsync(await madrid.PayByCardAsync(held), "pay");
        // Settled, while the courier has not told Booking yet.
        var id = await platform.ScalarAsync<Guid>("madrid", $"select id from payments where booking_id = '{held.BookingId}'");
        await platform.Madrid().GetAsync($"/pay/return/{id}");
        (await madrid.PayByCardAsync(held)).ShouldBe(id.ToString());
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from payments where booking_id = '{held.BookingId}'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_declined_card_leaves_the_hold_and_another_try_confirms()
    {
        var held = await madrid.HoldAsync();
        var first = await madrid.PayByCardAsync(held);
        await madrid.ChooseAsync(first, "decline");
        await platform.SettleAsync();
        (await madrid.PaymentAsync(held)).ShouldBe("failed");
        (await madrid.ToldAsync(held, "PAYMENT_FAILED")).ShouldBe(1);
        (await madrid.BookingAsync(held)).ShouldBe("pending");

        var second = await madrid.PayByCardAsync(held);
        second.ShouldNotBe(first);
        await madrid.ChooseAsync(second, "pay");
        await platform.SettleAsync();
        (await madrid.BookingAsync(held)).ShouldBe("confirmed");
    }

    [Fact]
    public async Task A_slow_bank_confirms_when_it_answers()
    {
        var held = await madrid.HoldAsync();
        await madrid.ChooseAsync(await madrid.PayByCardAsync(held), "slow");
        await platform.SettleAsync();
        (await madrid.BookingAsync(held)).ShouldBe("pending");
        platform.Clock.Advance(TimeSpan.FromSeconds(20));
        await platform.SettleAsync();
        (await madrid.BookingAsync(held)).ShouldBe("confirmed");
    }

    [Fact]
    public async Task A_lost_event_is_found_by_asking()
    {
        var held = await madrid.HoldAsync();
        await madrid.ChooseAsync(await madrid.PayByCardAsync(held), "pay");
        await platform.ExecuteAsync("madrid", "delete from timers where job = 'dev-card-event'");
        await platform.SettleAsync();
        (await madrid.BookingAsync(held)).ShouldBe("pending");
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        await platform.SettleAsync();
        (await madrid.BookingAsync(held)).ShouldBe("confirmed");
    }

    [Fact]
    public async Task The_card_page_takes_its_form_only_with_its_token_and_the_way_back_asks_the_provider()
    {
        var held = await madrid.HoldAsync();
        var path = $"/pay/card/{await madrid.PayByCardAsync(held)}";
        var browser = platform.Madrid();
        (await browser.PostFormAsync(path, [new("outcome", "pay")])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var page = await (await browser.GetAsync(path)).Content.ReadAsStringAsync();
        page.ShouldContain("Test card page");
        var paid = await browser.SubmitAsync(path, path, new Dictionary<string, string> { ["outcome"] = "pay" });
        paid.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await madrid.PaymentAsync(held)).ShouldBe("open");

        var back = await browser.GetAsync(paid.Headers.Location!.ToString());
        back.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        back.Headers.Location!.ToString().ShouldContain(held.BookingId.ToString());
        (await madrid.PaymentAsync(held)).ShouldBe("settled");

        // The back button, or the same button twice: nobody pays again.
        (await (await browser.GetAsync(path)).Content.ReadAsStringAsync()).ShouldContain("This card page was used before.");
        await platform.SettleAsync();
        (await madrid.ToldAsync(held, "PAYMENT_SETTLED")).ShouldBe(1);
    }

    [Fact]
    public async Task The_way_back_of_somebody_else_is_404() =>
        (await platform.Lahore().GetAsync($"/pay/return/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
}
