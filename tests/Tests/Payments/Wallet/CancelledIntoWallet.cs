using System.Net;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Payments.Wallet;

/// <summary>Where the money of a cancelled court goes.</summary>
public sealed partial class WalletTests
{
    [Fact]
    public async Task Money_of_a_cancelled_court_goes_into_the_wallet_at_once_where_club_and_player_say_so()
    {
        await Pocket.OpenAsync(platform);
        var ana = await Pocket.OfAsync(platform, "choice@example.test");
        async Task<(Guid Id, long Price)> PaidAsync(Pocket who)
        {
            var (id, price, _) = await who.HoldAsync();
            var paying = await who.Visitor.JsonAsync($"/api/v1/bookings/{id}/confirm", new { paymentMethod = "dev" });
            await who.Visitor.JsonAsync($"/api/v1/dev/card/{((string)paying["payAt"]!).Split('/')[^1]}", new { outcome = "pay" });
            await platform.SettleAsync();
            return (id, price);
        }
        var (booking, price) = await PaidAsync(ana);
        var page = platform.Madrid();
        await page.SignInAsync("choice@example.test", People.Password);
        (await (await page.GetAsync($"/bookings/{booking}/cancel")).Content.ReadAsStringAsync()).ShouldContain("value=\"wallet\"");
        (await (await ana.Visitor.PostAsync($"/api/v1/bookings/{booking}/cancel", new { refundTo = "moon" })).SlugOf()).ShouldBe("malformed");
        // Somebody at the desk gives back the way it was paid; a choice is the player's alone.
        (await (await (await platform.AsAsync("desk@madrid.test")).PostAsync($"/api/v1/bookings/{booking}/cancel", new { refundTo = "wallet" })).SlugOf()).ShouldBe("refund_way_not_offered");

        ((string)(await ana.Visitor.JsonAsync($"/api/v1/bookings/{booking}/cancel", new { refundTo = "wallet" }))["refundTo"]!).ShouldBe("wallet");
        await platform.SettleAsync();
        (await ana.BalanceAsync()).ShouldBe(price);
        // Nothing was sent by the card company, and what the player was owed for the court is nothing again.
        (await platform.ScalarAsync<string>("madrid", $"select concat_ws(' ', p.state, r.state, r.to_wallet, r.provider_reference is null, (select coalesce(sum(l.amount_minor), 0) from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = p.booking_id and l.account = 'receivable')) from payments p join refunds r on r.payment_id = p.id where p.booking_id = '{booking}'")).ShouldBe("refunded settled t t 0");
        (await platform.ScalarAsync<string>("madrid", "select string_agg(subject || ' ' || text, '|') from dev_mails where recipient = 'choice@example.test'")).ShouldContain("is yours as credit");
        (await platform.ScalarAsync<string>("madrid", "select string_agg(subject, '|') from dev_mails where recipient = 'choice@example.test'")).ShouldNotContain("on its way back");
        ((bool)(await ana.Visitor.JsonAsync("/api/v1/me/payments"))["payments"]!.AsArray().Single(one => one!["bookingId"] is { } id && (Guid)id == booking)!["refunds"]![0]!["asCredit"]!).ShouldBeTrue();
        // It pays for the next court like any credit.
        var (next, _, _) = await ana.HoldAsync();
        (await ana.PayAsync(next)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await platform.SettleAsync();
        // Paid with credit, it is credit again at once: its mail speaks of no bank.
        await ana.Visitor.JsonAsync($"/api/v1/bookings/{next}/cancel", new { });
        await platform.SettleAsync();
        (await ana.BalanceAsync()).ShouldBe(price);
        var mail = await platform.ScalarAsync<string>("madrid", "select string_agg(subject || ' ' || text, '|') from dev_mails where recipient = 'choice@example.test'");
        mail.ShouldContain("is back in the wallet");
        mail.ShouldNotContain("Banks take");

        // Where the club always gives back by the card, the wish is refused; where it never does, nobody is asked.
        var bea = await Pocket.OfAsync(platform, "nochoice@example.test");
        var (other, worth) = await PaidAsync(bea);
        await platform.ExecuteAsync("madrid", "update wallet_settings set cancelled_to = 'origin'");
        (await (await bea.Visitor.PostAsync($"/api/v1/bookings/{other}/cancel", new { refundTo = "wallet" })).SlugOf()).ShouldBe("refund_way_not_offered");
        await platform.ExecuteAsync("madrid", "update wallet_settings set cancelled_to = 'wallet'");
        (await (await bea.Visitor.PostAsync($"/api/v1/bookings/{other}/cancel", new { refundTo = "origin" })).SlugOf()).ShouldBe("refund_way_not_offered");
        await bea.Visitor.JsonAsync($"/api/v1/bookings/{other}/cancel", new { });
        await platform.ExecuteAsync("madrid", "update wallet_settings set cancelled_to = 'choice'");
        await platform.SettleAsync();
        (await bea.BalanceAsync()).ShouldBe(worth);
    }
}
