using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Payments.Wallet;

namespace PadelSaaS.Tests.Payments.Desk;

/// <summary>Players pay what the desk asks for without coming to it.</summary>
public sealed class DueOnlineTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly Checkout madrid = new(platform, "madrid");

    [Fact]
    public async Task What_was_to_be_paid_on_arrival_is_paid_by_card_and_asked_for_no_more()
    {
        var held = await DueAsync();
        (await madrid.DueAsync(held)).ShouldBe(held.PriceMinor);
        (await madrid.PageAsync(held)).ShouldContain("Still to be paid");
        await PayAsync(held, held.PriceMinor);
        (await madrid.DueAsync(held)).ShouldBe(0);
        (await madrid.BookingAsync(held), await PaidAsync(held), await ReceivableAsync(held)).ShouldBe(("confirmed", held.PriceMinor, 0));
        (await platform.ScalarAsync<long>("madrid", $"select sum(total_minor)::bigint from invoices where booking_id = '{held.BookingId}'")).ShouldBe(held.PriceMinor);
        (await madrid.PageAsync(held)).ShouldNotContain("Still to be paid");
        (await (await madrid.PayDueAsync(held, held.PriceMinor)).SlugOf()).ShouldBe("due_changed");

        // Given up in time, it goes back to the card it came from.
        await madrid.CancelAsync(held);
        await platform.SettleAsync();
        (await madrid.GivenBackAsync(held), await ReceivableAsync(held)).ShouldBe((held.PriceMinor, 0));
    }

    [Fact]
    public async Task What_the_desk_takes_meanwhile_comes_back_from_the_card()
    {
        var (held, desk) = (await DueAsync(), await platform.AsAsync("desk@madrid.test"));
        var card = await StartAsync(held, held.PriceMinor);
        (await desk.PostAsync($"/api/v1/desk/bookings/{held.BookingId}/payments", new { method = "terminal", amountMinor = 1000, key = Guid.CreateVersion7() })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await madrid.PayDueAsync(held, held.PriceMinor)).SlugOf()).ShouldBe("due_changed");
        await madrid.ChooseAsync(card, "pay");
        await platform.SettleAsync();
        (await madrid.DueAsync(held), await PaidAsync(held), await madrid.GivenBackAsync(held), await ReceivableAsync(held)).ShouldBe((0, held.PriceMinor, 1000, 0));
    }

    [Fact]
    public async Task Of_a_demand_that_grew_the_rest_stays_due_and_a_declined_card_changes_nothing()
    {
        var held = await DueAsync();
        await madrid.ChooseAsync(await StartAsync(held, held.PriceMinor), "decline");
        await platform.SettleAsync();
        (await madrid.DueAsync(held), await madrid.BookingAsync(held)).ShouldBe((held.PriceMinor, "confirmed"));
        var card = await StartAsync(held, held.PriceMinor);
        await platform.ExecuteAsync("madrid", $"update payments set amount_minor = amount_minor + 700 where booking_id = '{held.BookingId}' and state = 'due_at_club'");
        await madrid.ChooseAsync(card, "pay");
        await platform.SettleAsync();
        (await madrid.DueAsync(held), await PaidAsync(held)).ShouldBe((700, held.PriceMinor));
    }

    [Fact]
    public async Task Asked_twice_at_once_it_is_one_payment_and_garbage_is_none()
    {
        var held = await DueAsync();
        var both = await Task.WhenAll(StartAsync(held, held.PriceMinor), StartAsync(held, held.PriceMinor));
        both.Distinct().Count().ShouldBe(1);
        (await madrid.PayDueAsync(held, held.PriceMinor - 1)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await madrid.PayDueAsync(held, 0)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await (await madrid.PayDueAsync(held, held.PriceMinor, "cheque")).SlugOf()).ShouldBe("payment_method_not_taken");
        (await (await madrid.PayDueAsync(held, held.PriceMinor, "at_club")).SlugOf()).ShouldBe("payment_method_not_taken");

        // Nobody came back from the card page: it is called off, and what is due stays so.
        platform.Clock.Advance(TimeSpan.FromHours(2));
        await platform.SettleAsync();
        (await madrid.DueAsync(held)).ShouldBe(held.PriceMinor);
    }

    [Fact]
    public async Task A_wallet_pays_it_at_once_and_strangers_find_nothing()
    {
        await Pocket.OpenAsync(platform);
        var ana = await Pocket.OfAsync(platform, "dues@example.test");
        await ana.TopUpAsync(5000);
        var (booking, price, _) = await ana.HoldAsync();
        await ana.Visitor.JsonAsync($"/api/v1/bookings/{booking}/confirm", new { paymentMethod = "at_club" });
        await platform.SettleAsync();
        var request = new { paymentMethod = "wallet", amountMinor = price };
        foreach (var stranger in new[] { platform.Madrid(), platform.Lahore(), await platform.AsAsync("owner@lahore.test") })
        {
            (await stranger.GetAsync($"/api/v1/bookings/{booking}/due")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await stranger.PostAsync($"/api/v1/bookings/{booking}/due", request)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        var twice = await Task.WhenAll(ana.Visitor.PostAsync($"/api/v1/bookings/{booking}/due", request), ana.Visitor.PostAsync($"/api/v1/bookings/{booking}/due", request));
        twice.Select(one => one.StatusCode).Order().ShouldBe([HttpStatusCode.Accepted, HttpStatusCode.Conflict]);
        await platform.SettleAsync();
        (await ana.BalanceAsync()).ShouldBe(5000 - price);
        (await platform.ScalarAsync<long>("madrid", $"select paid_minor from bookings where id = '{booking}'")).ShouldBe(price);
        ((JsonArray)(await ana.Visitor.JsonAsync("/api/v1/me/payments"))["payments"]!).Count(one => (Guid?)one!["bookingId"] == booking).ShouldBe(1);
    }

    private async Task<Held> DueAsync()
    {
        await platform.ExecuteAsync("madrid", "update payment_settings set providers = array['dev', 'wallet']");
        var held = await madrid.HoldAsync();
        await madrid.PayAtClubAsync(held);
        await platform.SettleAsync();
        return held;
    }

    private async Task<string> StartAsync(Held held, long amountMinor)
    {
        var answer = await madrid.PayDueAsync(held, amountMinor);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return ((string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["payAt"]!).Split('/')[^1];
    }

    private async Task PayAsync(Held held, long amountMinor)
    {
        await madrid.ChooseAsync(await StartAsync(held, amountMinor), "pay");
        await platform.SettleAsync();
    }

    private Task<long> PaidAsync(Held held) => platform.ScalarAsync<long>("madrid", $"select paid_minor from bookings where id = '{held.BookingId}'");

    private Task<long> ReceivableAsync(Held held) =>
        platform.ScalarAsync<long>("madrid", $"select coalesce(sum(l.amount_minor), 0)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = '{held.BookingId}' and l.account = 'receivable'");
}
