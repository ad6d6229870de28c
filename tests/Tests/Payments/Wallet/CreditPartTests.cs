using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Payments.Wallet;

/// <summary>A court is paid with credit first and by card for the rest: both or neither.</summary>
public sealed class CreditPartTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const long Credit = 1500;

    [Fact]
    public async Task Credit_pays_first_the_card_the_rest_and_a_cancellation_gives_each_its_part_back()
    {
        var (ana, booking, price) = await HeldAsync("part@example.test");
        var card = await StartAsync(ana, booking);
        (await AmountAsync(card)).ShouldBe(price - Credit);
        (await ana.BalanceAsync()).ShouldBe(0, "set aside while the card is asked");
        await ChooseAsync(ana, card, "pay");

        (await ana.StatusAsync(booking)).ShouldBe("confirmed");
        (await platform.ScalarAsync<long>("madrid", $"select paid_minor from bookings where id = '{booking}'")).ShouldBe(price);
        (await ReceivableAsync(booking)).ShouldBe(0);
        (await platform.ScalarAsync<long>("madrid", $"select sum(total_minor)::bigint from invoices where booking_id = '{booking}'")).ShouldBe(price);

        await ana.Visitor.JsonAsync($"/api/v1/bookings/{booking}/cancel", new { });
        await platform.SettleAsync();
        (await ana.BalanceAsync()).ShouldBe(Credit);
        (await BackToCardAsync(card)).ShouldBe(price - Credit);
        (await ReceivableAsync(booking)).ShouldBe(0);
        (await Pocket.BooksAsync(platform, "at_provider:wallet")).ShouldBe(0);
    }

    [Fact]
    public async Task Of_a_late_cancellation_the_card_gets_its_money_back_before_credit_does()
    {
        var (ana, booking, price) = await HeldAsync("late-part@example.test", 4);
        var card = await StartAsync(ana, booking);
        await ChooseAsync(ana, card, "pay");
        platform.Clock.Now = await platform.ScalarAsync<DateTime>("madrid", $"select starts_at from bookings where id = '{booking}'") - TimeSpan.FromHours(13);
        await ana.AgainAsync();
        await ana.Visitor.JsonAsync($"/api/v1/bookings/{booking}/cancel", new { });
        await platform.SettleAsync();
        (await BackToCardAsync(card)).ShouldBe(Math.Min(price / 2, price - Credit));
        (await ana.BalanceAsync()).ShouldBe(Math.Max(0, (price / 2) - (price - Credit)));
        (await ReceivableAsync(booking)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_does_not_pay_the_rest_has_the_credit_back_and_money_that_comes_too_late_buys_nothing()
    {
        var (ana, booking, price) = await HeldAsync("gone@example.test", 2);
        var card = await StartAsync(ana, booking);
        platform.Clock.Advance(TimeSpan.FromMinutes(20));
        await platform.SettleAsync();
        await ana.AgainAsync();
        (await ana.StatusAsync(booking)).ShouldBe("expired");
        (await ana.BalanceAsync()).ShouldBe(Credit);

        await ChooseAsync(ana, card, "pay");
        (await ana.StatusAsync(booking)).ShouldBe("expired");
        (await BackToCardAsync(card)).ShouldBe(price - Credit);
        (await ana.BalanceAsync()).ShouldBe(Credit);
        (await ReceivableAsync(booking)).ShouldBe(0);
    }

    [Fact]
    public async Task A_declined_card_leaves_the_credit_aside_until_another_try_takes_it()
    {
        var (ana, booking, price) = await HeldAsync("declined-part@example.test", 6);
        var first = await StartAsync(ana, booking);
        await ChooseAsync(ana, first, "decline");
        var second = await StartAsync(ana, booking);
        second.ShouldNotBe(first);
        (await AmountAsync(second)).ShouldBe(price - Credit);
        await ChooseAsync(ana, second, "pay");
        (await ana.StatusAsync(booking)).ShouldBe("confirmed");
        (await ana.BalanceAsync()).ShouldBe(0);
        (await ReceivableAsync(booking)).ShouldBe(0);
    }

    [Fact]
    public async Task Asked_twice_it_is_one_payment_and_asked_without_credit_another()
    {
        var (ana, booking, price) = await HeldAsync("twice@example.test", 8);
        var cards = await Task.WhenAll(StartAsync(ana, booking), StartAsync(ana, booking));
        cards.Distinct().Count().ShouldBe(1);
        (await ana.BalanceAsync()).ShouldBe(0);

        var whole = await StartAsync(ana, booking, useCredit: false);
        (await AmountAsync(whole)).ShouldBe(price);
        (await ana.BalanceAsync()).ShouldBe(Credit);
        await ChooseAsync(ana, whole, "pay");
        (await ana.StatusAsync(booking)).ShouldBe("confirmed");
        // Somebody still has the first page open, and pays there, too.
        await ChooseAsync(ana, cards[0], "pay");
        (await BackToCardAsync(cards[0])).ShouldBe(price - Credit);
        (await ana.BalanceAsync()).ShouldBe(Credit);
        (await ReceivableAsync(booking)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_pays_at_the_club_after_all_has_the_credit_back()
    {
        var (ana, booking, _) = await HeldAsync("desk-part@example.test", 10);
        var card = await StartAsync(ana, booking);
        (await ana.Visitor.PostAsync($"/api/v1/bookings/{booking}/confirm", new { paymentMethod = "at_club" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await ana.BalanceAsync()).ShouldBe(Credit);
        (await platform.ScalarAsync<string>("madrid", $"select state || failure_reason from payments where provider_reference = '{card}'")).ShouldBe("failedreplaced");
    }

    [Fact]
    public async Task Credit_that_is_enough_pays_all_of_it_and_the_page_offers_what_there_is()
    {
        var (ana, booking, price) = await HeldAsync("enough@example.test", 12);
        var visitor = platform.Madrid();
        await visitor.SignInAsync("enough@example.test", People.Password);
        var page = WebUtility.HtmlDecode(await (await visitor.GetAsync($"/bookings/{booking}")).Content.ReadAsStringAsync());
        page.ShouldContain("Use €15.00 of your wallet first");
        (await visitor.SubmitAsync($"/bookings/{booking}", $"/bookings/{booking}/pay", new Dictionary<string, string> { ["method"] = "dev", ["useCredit"] = "true" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        // Back on the page, what is set aside for this very court is still offered.
        WebUtility.HtmlDecode(await (await visitor.GetAsync($"/bookings/{booking}")).Content.ReadAsStringAsync()).ShouldContain("Use €15.00 of your wallet first");

        await ana.TopUpAsync(5000);
        (await ana.Visitor.PostAsync($"/api/v1/bookings/{booking}/confirm", new { paymentMethod = "dev", useCredit = true })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await platform.SettleAsync();
        (await ana.StatusAsync(booking)).ShouldBe("confirmed");
        (await ana.BalanceAsync()).ShouldBe(Credit + 5000 - price);
        (await ReceivableAsync(booking)).ShouldBe(0);
    }

    [Fact]
    public async Task A_guest_who_asks_for_credit_pays_all_of_it()
    {
        await Pocket.OpenAsync(platform);
        var guest = new Checkout(platform, "madrid");
        var held = await guest.HoldAsync();
        var started = await guest.ConfirmAsync(held, "dev", useCredit: true);
        (await AmountAsync(((string)started["payAt"]!).Split('/')[^1])).ShouldBe(held.PriceMinor);
    }

    private async Task<(Pocket Ana, Guid Booking, long Price)> HeldAsync(string email, int at = 0)
    {
        await Pocket.OpenAsync(platform);
        await platform.ExecuteAsync("madrid", $"update wallet_settings set top_ups = array[{Credit}, 5000]");
        var ana = await Pocket.OfAsync(platform, email);
        await ana.TopUpAsync(Credit);
        var (booking, price, _) = await ana.HoldAsync(at);
        price.ShouldBeGreaterThan(Credit);
        return (ana, booking, price);
    }

    /// <summary>Begins to pay.</summary>
    /// <returns>The card company's name of the payment.</returns>
    private static async Task<string> StartAsync(Pocket who, Guid booking, bool useCredit = true) =>
        ((string)(await who.Visitor.JsonAsync($"/api/v1/bookings/{booking}/confirm", new { paymentMethod = "dev", useCredit }))["payAt"]!).Split('/')[^1];

    private async Task ChooseAsync(Pocket who, string card, string outcome)
    {
        await who.Visitor.JsonAsync($"/api/v1/dev/card/{card}", new { outcome });
        await platform.SettleAsync();
    }

    private Task<long> AmountAsync(string card) => platform.ScalarAsync<long>("madrid", $"select amount_minor from payments where provider_reference = '{card}'");

    private Task<long> BackToCardAsync(string card) => platform.ScalarAsync<long>("madrid", $"select refunded_minor from payments where provider_reference = '{card}'");

    private Task<long> ReceivableAsync(Guid booking) =>
        platform.ScalarAsync<long>("madrid", $"select coalesce(sum(l.amount_minor), 0)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = '{booking}' and l.account = 'receivable'");
}
