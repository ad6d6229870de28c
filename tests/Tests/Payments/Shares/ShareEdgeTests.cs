using System.Globalization;
using System.Net;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Payments.Wallet;

namespace PadelSaaS.Tests.Payments.Shares;

/// <summary>Shares paid from a wallet, for somebody else, given up, replaced; bookings moved and given up while they are in every state.</summary>
public sealed class ShareEdgeTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly SplitCheckout players = new(platform);

    [Fact]
    public async Task A_share_from_a_wallet_is_set_aside_taken_at_the_deadline_and_the_wallets_again_if_the_game_falls_through()
    {
        await Pocket.OpenAsync(platform);
        var wanda = await Pocket.OfAsync(platform, "wanda@example.test");
        await wanda.TopUpAsync(2000);
        var split = await players.SecuredAsync(days: 4);
        var (id, key) = await players.LinkAsync(split, 1);
        var page = $"/pay/share/{id}?key={key}";
        (await TextAsync(platform.Madrid(), page)).ShouldNotContain("from your wallet");
        (await SplitCheckout.SlugAsync(await players.PayShareAsync(split, 1, new { paymentMethod = "wallet" }))).ShouldBe("method_not_taken");

        (await FromWalletAsync(wanda, id, key)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        // Sent again, the share is paid and nothing more is taken.
        (await SplitCheckout.SlugAsync(await FromWalletAsync(wanda, id, key))).ShouldBe("share_paid");
        await platform.SettleAsync();
        (await players.SharesAsync(split)).ShouldBe("authorised authorised open open");
        (await wanda.BalanceAsync()).ShouldBe(1000);
        (await players.BalanceAsync(split, "receivable")).ShouldBe(4000);
        (await Pocket.BooksAsync(platform, "at_provider:wallet")).ShouldBe(-1000);
        (await TextAsync(platform.Madrid(), page)).ShouldContain("of your wallet is set aside");

        // The other share of the same two thousand, then there is nothing left for a third.
        var (second, secondKey) = await players.LinkAsync(split, 2);
        await FromWalletAsync(wanda, second, secondKey);
        var (third, thirdKey) = await players.LinkAsync(split, 3);
        (await SplitCheckout.SlugAsync(await FromWalletAsync(wanda, third, thirdKey))).ShouldBe("wallet_too_small");
        await players.PaidAsync(split, 3);
        await players.ToDeadlineAsync(split);
        (await players.SharesAsync(split)).ShouldBe("captured captured captured captured");
        (await players.TakenAsync(split)).ShouldBe(2000);
        (await players.BalanceAsync(split, "receivable")).ShouldBe(0);
        (await Pocket.BooksAsync(platform, "at_provider:wallet")).ShouldBe(0);

        await wanda.AgainAsync();
        await wanda.TopUpAsync(2000);
        var lost = await players.SecuredAsync(days: 4);
        (id, key) = await players.LinkAsync(lost, 1);
        await FromWalletAsync(wanda, id, key);
        (await wanda.BalanceAsync()).ShouldBe(1000);
        await players.ToDeadlineAsync(lost);
        (await players.BookingAsync(lost)).ShouldBe("cancelled");
        await wanda.AgainAsync();
        (await wanda.BalanceAsync()).ShouldBe(2000);
        (await Pocket.BooksAsync(platform, "at_provider:wallet")).ShouldBe(0);
        (await TextAsync(platform.Madrid(), $"/pay/share/{id}?key={key}")).ShouldContain("is in your wallet again");
    }

    [Fact]
    public async Task An_organiser_pays_their_own_share_from_a_wallet_unless_their_card_is_to_be_kept()
    {
        await Pocket.OpenAsync(platform);
        var olaf = await Pocket.OfAsync(platform, "olaf@example.test");
        await olaf.TopUpAsync(2000);
        var (booking, _, _) = await olaf.HoldAsync();
        object Wish(long cover) => new { paymentMethod = "dev", ownPaymentMethod = "wallet", shares = new object[] { new { }, new { name = "Ana", email = "ana@example.test" } }, fallback = "release", coverUpToMinor = cover };
        (await SplitCheckout.SlugAsync(await olaf.Visitor.PostAsync($"/api/v1/bookings/{booking}/split", Wish(100)))).ShouldBe("method_keeps_no_card");
        var form = new Dictionary<string, string> { ["count"] = "2", ["fallback"] = "release", ["do"] = "review" };
        var browser = platform.Madrid();
        await browser.SignInAsync("olaf@example.test", People.Password);
        var review = WebUtility.HtmlDecode(await (await browser.SubmitAsync($"/bookings/{booking}/split", $"/bookings/{booking}/split", form)).Content.ReadAsStringAsync());
        review.ShouldContain("of your wallet (€20.00)");
        (await olaf.Visitor.PostAsync($"/api/v1/bookings/{booking}/split", Wish(0))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await platform.SettleAsync();
        (await olaf.StatusAsync(booking)).ShouldBe("confirmed");
        (await olaf.BalanceAsync()).ShouldBe(2000 - 1200);
        await olaf.Visitor.JsonAsync($"/api/v1/bookings/{booking}/cancel", new { });
        await platform.SettleAsync();
        (await olaf.BalanceAsync()).ShouldBe(2000);
    }

    [Fact]
    public async Task A_cheaper_time_takes_less_of_what_is_held_and_the_rest_of_set_aside_credit_is_the_wallets_again()
    {
        await Pocket.OpenAsync(platform);
        var wim = await Pocket.OfAsync(platform, "wim@example.test");
        await wim.TopUpAsync(2000);
        var split = await players.SecuredAsync(days: 5);
        var (id, key) = await players.LinkAsync(split, 1);
        await FromWalletAsync(wim, id, key);
        await players.PaidAsync(split, 2);
        // Cris is at the card page while the price changes: that page counts no more.
        var old = await SplitCheckout.PayAtAsync(await players.PayShareAsync(split, 3));

        (await MoveAsync(split, "10:00")).ShouldBe(2400);
        await platform.SettleAsync();
        (await players.SeeAsync(split))["shares"]!.AsArray().Select(share => (long)share!["amount"]!["amountMinor"]!).ShouldBe([600, 600, 600, 600]);
        await players.ChooseAsync(old, "pay");
        await platform.SettleAsync();
        (await players.MailsAsync(split, "share_unneeded")).ShouldBe(1);
        await players.PaidAsync(split, 3);
        await players.ToDeadlineAsync(split);
        (await players.SharesAsync(split)).ShouldBe("captured captured captured captured");
        (await players.TakenAsync(split)).ShouldBe(1800);
        (await players.HeldAsync(split)).ShouldBe(0);
        await wim.AgainAsync();
        (await wim.BalanceAsync()).ShouldBe(2000 - 600);
        (await players.BalanceAsync(split, "receivable")).ShouldBe(0);
        (await Pocket.BooksAsync(platform, "at_provider:wallet")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_is_replaced_after_paying_gets_the_money_back_and_who_comes_instead_pays()
    {
        var split = await players.SecuredAsync(days: 4);
        await players.PaidAsync(split, 1, 2);
        var (bea, old) = await players.LinkAsync(split, 2);
        (await players.As(split.Key).PostAsync($"/api/v1/bookings/{split.Id}/split/shares/{bea}/replace", new { name = "Fay", email = "fay@example.test" })).EnsureSuccessStatusCode();
        await platform.SettleAsync();
        (await players.HeldAsync(split)).ShouldBe(2000);
        (await players.SharesAsync(split)).ShouldBe("authorised authorised open open");
        (await players.As(old).PostAsync($"/api/v1/payment-shares/{bea}/leave", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // Ana pays for Fay and for Cris: whoever has a link may, and is the one whose money it is.
        foreach (var seat in (int[])[2, 3])
        {
            var (id, key) = await players.LinkAsync(split, seat);
            var player = (await platform.InMadrid().SignInAsync("player@madrid.test")).Visitor;
            player.Headers["X-Booking-Key"] = key;
            await players.ChooseAsync(await SplitCheckout.PayAtAsync(await player.PostAsync($"/api/v1/payment-shares/{id}/pay", new { })), "pay");
        }
        await platform.SettleAsync();
        (await players.SharesAsync(split)).ShouldBe("authorised authorised authorised authorised");
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from shares where booking_id = '{split.Id}' and payer_email = 'player@madrid.test'")).ShouldBe(2);
        await players.ToDeadlineAsync(split);
        (await players.TakenAsync(split)).ShouldBe(4000);
        var (gone, goneKey) = await players.LinkAsync(split, 1);
        (await SplitCheckout.SlugAsync(await players.As(goneKey).PostAsync($"/api/v1/payment-shares/{gone}/leave", new { }))).ShouldBe("too_late_to_leave");
    }

    [Fact]
    public async Task Who_leaves_a_game_that_was_charged_at_once_gets_all_of_it_back()
    {
        var split = await players.SecuredAsync(days: 11);
        await players.PaidAsync(split, 1);
        (await players.TakenAsync(split)).ShouldBe(2000);
        var (id, key) = await players.LinkAsync(split, 1);
        (await players.As(key).PostAsync($"/api/v1/payment-shares/{id}/leave", new { })).EnsureSuccessStatusCode();
        await platform.SettleAsync();
        (await players.TakenAsync(split)).ShouldBe(1000);
        (await players.SharesAsync(split)).ShouldBe("captured open open open");
        (await players.BalanceAsync(split, "receivable")).ShouldBe(3000);
    }

    [Fact]
    public async Task A_booking_given_up_with_shares_in_every_state_keeps_nobodys_money()
    {
        await Pocket.OpenAsync(platform);
        var walt = await Pocket.OfAsync(platform, "walt@example.test");
        await walt.TopUpAsync(2000);
        var split = await players.SecuredAsync(days: 4);
        await players.PaidAsync(split, 1);
        var (id, key) = await players.LinkAsync(split, 2);
        await FromWalletAsync(walt, id, key);
        var open = await SplitCheckout.PayAtAsync(await players.PayShareAsync(split, 3));
        await players.As(split.Key).JsonAsync($"/api/v1/bookings/{split.Id}/cancel", new { });
        // The last one pays before anybody told the card company.
        await players.ChooseAsync(open, "pay");
        await platform.SettleAsync();
        // Whether the card company or the cancellation is heard first is nobody's to say.
        (await players.SharesAsync(split)).ShouldBeOneOf("released released released expired", "released released released released");
        ((await players.HeldAsync(split)), await players.TakenAsync(split), await walt.BalanceAsync()).ShouldBe((0, 0, 2000));
        (await players.BalanceAsync(split, "receivable")).ShouldBe(0);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from payments where booking_id = '{split.Id}' and state in ('open', 'held')")).ShouldBe(0);
    }

    [Fact]
    public async Task A_kept_card_that_was_charged_when_the_process_died_is_found_and_paid_back_though_the_booking_is_given_up()
    {
        var split = await players.SecuredAsync(SplitCheckout.Four("organiser_covers", cover: 3000), days: 4);
        await players.PaidAsync(split, 1, 2);
        await platform.ExecuteAsync("madrid", $"update splits set state = 'covering' where booking_id = '{split.Id}'");
        // The company charged the card, nobody here lived to note it, and the organiser gives the booking up meanwhile.
        await platform.ExecuteAsync("madrid", $"""
            with share as (select * from shares where booking_id = '{split.Id}' and seat = 3),
            made as (
              insert into payments (id, booking_id, share_id, provider, method, amount_minor, currency, state, description, created_at, commission_minor, charged_method)
              select gen_random_uuid(), booking_id, id, 'dev', 'dev', amount_minor, 'EUR', 'open', 'Court', '{platform.Clock.Now:O}', 50, (select saved_method from splits where id = split_id) from share returning id, amount_minor, charged_method)
            insert into platform.dev_card_payments (reference, tenant_id, order_id, amount_minor, currency, description, return_url, created_at, chosen_at, answers_at, outcome, charged_method)
            select 'card_lost_' || id, (select id from platform.tenants where slug = 'madrid'), id, amount_minor, 'EUR', 'Court', '', '{platform.Clock.Now:O}', '{platform.Clock.Now:O}', '{platform.Clock.Now:O}', 'succeeded', charged_method from made
            """);
        await players.As(split.Key).JsonAsync($"/api/v1/bookings/{split.Id}/cancel", new { });
        await platform.SettleAsync();
        (await players.TakenAsync(split)).ShouldBe(1000);
        await platform.ExecuteAsync("madrid", $"insert into platform.timers (id, tenant_role, job, key, due_at) select gen_random_uuid(), current_schema(), 'charge-kept-card', id::text, '{platform.Clock.Now:O}' from payments where booking_id = '{split.Id}' and charged_method is not null");
        await platform.SettleAsync();
        (await players.TakenAsync(split)).ShouldBe(0);
        (await players.BalanceAsync(split, "at_provider:dev")).ShouldBe(0);
    }

    private static Task<HttpResponseMessage> FromWalletAsync(Pocket who, Guid share, string key)
    {
        who.Visitor.Headers["X-Booking-Key"] = key;
        return who.Visitor.PostAsync($"/api/v1/payment-shares/{share}/pay", new { paymentMethod = "wallet" });
    }

    private async Task<long> MoveAsync(Split split, string time)
    {
        var venue = (await players.Visitor.JsonAsync("/api/v1/venues"))["venues"]![0]!["id"]!;
        var date = split.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var day = await players.Visitor.JsonAsync($"/api/v1/venues/{venue}/availability?date={date}&duration=60");
        var (court, start) = day["courts"]!.AsArray().SelectMany(one => one!["slots"]!.AsArray().Select(slot => ((string)one["courtId"]!, (string)slot!["start"]!, (string)slot["startLocal"]!)))
            .Where(slot => slot.Item3[11..16] == time).Select(slot => (slot.Item1, slot.Item2)).First();
        await players.As(split.Key).JsonAsync($"/api/v1/bookings/{split.Id}/change", new { courtId = court, start, durationMinutes = 60 });
        return (long)(await players.As(split.Key).JsonAsync($"/api/v1/bookings/{split.Id}"))["price"]!["amountMinor"]!;
    }

    private static async Task<string> TextAsync(Visitor visitor, string path)
    {
        var answer = await visitor.GetAsync(path);
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return text;
    }
}
