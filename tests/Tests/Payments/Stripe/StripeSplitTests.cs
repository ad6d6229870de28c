using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications.Webhooks;
using PadelSaaS.Tests.Payments.Shares;

namespace PadelSaaS.Tests.Payments.Stripe;

/// <summary>A price shared between players who pay by Stripe. Commission and the club's balance there are compared with the ledger to the cent.</summary>
public sealed class StripeSplitTests(StripeClubFixture platform) : IClassFixture<StripeClubFixture>
{
    private readonly StripeClub club = new(platform);
    private readonly SplitCheckout players = new(platform);

    [Fact]
    public async Task Three_pay_their_share_of_40_the_kept_card_covers_the_fourth_before_play_one_share_goes_back_and_the_books_agree()
    {
        await club.ConnectAsync();
        var (theirs, ours) = (await club.Stripe.BalanceAsync(club.Account), await club.Stripe.BalanceAsync());
        var split = await SecuredAsync("organiser_covers", cover: 1000);
        split.PriceMinor.ShouldBe(4000);
        (await players.BookingAsync(split)).ShouldBe("confirmed");
        foreach (var seat in (int[])[1, 2]) await TypeAsync(await players.PayShareAsync(split, seat));
        (await players.SharesAsync(split)).ShouldBe("authorised authorised authorised open");
        // Held is not taken: nobody has anything yet.
        (await club.Stripe.BalanceAsync(club.Account)).ShouldBe(theirs);
        await club.BooksAgreeAsync();

        await players.ToDeadlineAsync(split);
        platform.Clock.Now.ShouldBeLessThan(split.Start);
        (await players.SharesAsync(split)).ShouldBe("captured captured captured covered");
        (await players.StateAsync(split)).ShouldBe("settled");
        (await players.BookingAsync(split)).ShouldBe("confirmed");
        // 5 % of 40.00 is 2.00; of each charge of 10.00 Stripe keeps 1.5 % and 0.25.
        (await club.Stripe.BalanceAsync() - ours).ShouldBe(200);
        (await players.BalanceAsync(split, "commission")).ShouldBe(200);
        (await club.Stripe.BalanceAsync(club.Account) - theirs).ShouldBe(4000 - 200 - 4 * (15 + 25));
        (await players.BalanceAsync(split, "at_provider:stripe")).ShouldBe(4000 - 200 - 4 * (15 + 25));
        (await players.BalanceAsync(split, "receivable")).ShouldBe(0);
        await club.BooksAgreeAsync();

        await GiveBackAsync(split, 2);
        (await players.SharesAsync(split)).ShouldBe("captured captured refunded covered");
        (await club.Stripe.BalanceAsync() - ours).ShouldBe(150);
        (await players.BalanceAsync(split, "commission")).ShouldBe(150);
        (await club.Stripe.BalanceAsync(club.Account) - theirs).ShouldBe(3000 - 150 - 4 * (15 + 25));
        (await players.BalanceAsync(split, "receivable")).ShouldBe(0);
        await club.BooksAgreeAsync();
    }

    // The same at the demo club, with the prices, rules and ways to pay of its file: what is changed there is counted here.
    [Fact]
    public async Task At_smash_three_of_four_pay_by_link_the_fallback_fires_before_play_and_the_books_agree_to_the_cent()
    {
        var folder = Path.Combine(Repository.Root, "tenants", "smash");
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "tenant.json")))!.AsObject();
        // Its people and rules without a fortnight of others' bookings.
        file.Remove("demo");
        await platform.Services.GetRequiredService<ITenantOffice>().ApplyAsync(file, Directory.EnumerateFiles(folder, "*.svg").ToDictionary(picture => Path.GetFileName(picture)!, File.ReadAllBytes), _ => { });
        var (smash, friends) = (await new StripeClub(platform, "smash").ConnectAsync(), new SplitCheckout(platform, "smash"));
        var split = await friends.HoldAsync(time: "10:00", minutes: 120);
        var (theirs, ours) = (await smash.Stripe.BalanceAsync(smash.Account), await smash.Stripe.BalanceAsync());
        async Task AgreeAsync(string shares, long taken)
        {
            (await friends.SharesAsync(split)).ShouldBe(shares);
            var commission = await friends.BalanceAsync(split, "commission");
            (commission, commission).ShouldBe((await smash.Stripe.BalanceAsync() - ours, taken / 20));
            var club = await friends.BalanceAsync(split, "at_provider:stripe");
            club.ShouldBe(await smash.Stripe.BalanceAsync(smash.Account) - theirs);
            (club + commission + await friends.BalanceAsync(split, "provider_fee"), await friends.BalanceAsync(split, "receivable")).ShouldBe((taken, 0));
            await smash.BooksAgreeAsync();
        }
        split.PriceMinor.ShouldBe(4000);
        await TypeAsync(await friends.SplitAsync(split, SplitCheckout.Four("organiser_covers", 1000, method: "stripe")), at: "smash");
        foreach (var seat in (int[])[1, 2]) await TypeAsync(await friends.PayShareAsync(split, seat), at: "smash");
        await friends.ToDeadlineAsync(split);
        platform.Clock.Now.ShouldBeLessThan(split.Start);
        (await friends.BookingAsync(split)).ShouldBe("confirmed");
        await AgreeAsync("captured captured captured covered", 4000);

        var (share, _) = await friends.LinkAsync(split, 1);
        await (await platform.OwnerAsync("smash")).PostAsync($"/api/v1/bookings/{split.Id}/split/shares/{share}/refund", new { why = "Hurt her knee" });
        await platform.SettleAsync();
        await AgreeAsync("captured refunded captured covered", 3000);
    }

    [Fact]
    public async Task Where_nobody_covers_every_hold_is_let_go_at_stripe_before_play()
    {
        await club.ConnectAsync();
        var (theirs, ours) = (await club.Stripe.BalanceAsync(club.Account), await club.Stripe.BalanceAsync());
        var split = await SecuredAsync();
        foreach (var seat in (int[])[1, 2]) await TypeAsync(await players.PayShareAsync(split, seat));
        await players.ToDeadlineAsync(split);
        platform.Clock.Now.ShouldBeLessThan(split.Start);
        (await players.BookingAsync(split)).ShouldBe("cancelled");
        (await players.SharesAsync(split)).ShouldBe("released released released expired");
        foreach (var seat in (int[])[0, 1, 2]) (await IntentAsync(split, seat)).Text("status").ShouldBe("canceled");
        ((await club.Stripe.BalanceAsync(club.Account)) - theirs, await club.Stripe.BalanceAsync() - ours).ShouldBe((0, 0));
        await club.BooksAgreeAsync();
    }

    [Theory]
    [InlineData("pm_card_chargeCustomerFail")]
    [InlineData("pm_card_authenticationRequired")]
    public async Task A_kept_card_that_cannot_be_charged_without_its_owner_charges_nobody(string card)
    {
        await club.ConnectAsync();
        var theirs = await club.Stripe.BalanceAsync(club.Account);
        var split = await SecuredAsync("organiser_covers", cover: 3000);
        foreach (var seat in (int[])[1, 2]) await TypeAsync(await players.PayShareAsync(split, seat));
        await platform.ScalarAsync<long>("madrid", $"with kept as (update splits set saved_method = split_part(saved_method, ' ', 1) || ' {card}' where booking_id = '{split.Id}' returning 1) select count(*) from kept");
        await players.ToDeadlineAsync(split);
        platform.Clock.Now.ShouldBeLessThan(split.Start);
        (await players.BookingAsync(split)).ShouldBe("cancelled");
        (await players.SharesAsync(split)).ShouldBe("released released released expired");
        (await club.Stripe.BalanceAsync(club.Account)).ShouldBe(theirs);
        await club.BooksAgreeAsync();
    }

    [Fact]
    public async Task While_stripe_does_not_answer_a_share_cannot_be_paid_and_nothing_is_lost()
    {
        await club.ConnectAsync();
        var held = await players.HoldAsync();
        var wish = SplitCheckout.Four(method: "stripe");
        await CutAsync(async () =>
        {
            var no = await players.SplitAsync(held, wish);
            no.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await SplitCheckout.SlugAsync(no)).ShouldBe("payment_unavailable");
        });
        (await players.BookingAsync(held)).ShouldBe("pending");
        await TypeAsync(await players.SplitAsync(held, wish));
        (await players.BookingAsync(held)).ShouldBe("confirmed");

        var (id, key) = await players.LinkAsync(held, 1);
        await CutAsync(async () =>
        {
            (await SplitCheckout.SlugAsync(await players.PayShareAsync(held, 1))).ShouldBe("payment_unavailable");
            var page = await platform.Madrid().SubmitAsync($"/pay/share/{id}?key={key}", $"/pay/share/{id}", new Dictionary<string, string> { ["key"] = key });
            page.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await page.Content.ReadAsStringAsync()).ShouldContain("This way of paying is not available at the moment.");
        });
        (await players.SharesAsync(held)).ShouldBe("authorised open open open");
        await TypeAsync(await players.PayShareAsync(held, 1));
        (await players.SharesAsync(held)).ShouldBe("authorised authorised open open");
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from payments where share_id = '{id}'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_share_that_does_not_arrive_back_is_told_to_whoever_paid_it_and_not_to_the_organiser()
    {
        await club.ConnectAsync();
        var split = await SecuredAsync();
        foreach (var seat in (int[])[1, 2, 3]) await TypeAsync(await players.PayShareAsync(split, seat));
        await players.ToDeadlineAsync(split);
        await GiveBackAsync(split, 2);
        var refund = (await club.Stripe.GetAsync($"/v1/refunds?payment_intent={(await IntentAsync(split, 2)).Text("id")}", club.Account)).Good().Body["data"]![0]!["id"]!;
        (await club.Stripe.PostAsync($"/control/refunds/{refund}/fail", "", club.Account)).Good();
        await platform.SettleAsync();
        (await players.ToldAsync(split, "REFUND_FAILED")).ShouldBe(1);
        (await players.MailsAsync(split, "refund_failed")).ShouldBe(0);
        (await platform.ScalarAsync<string>("madrid", $"select recipient from notification_logs where type = 'email' and booking_id = '{split.Id}' and template = 'share_not_returned'")).ShouldBe("bea@example.test");
        await club.BooksAgreeAsync();
    }

    [Fact]
    public async Task A_share_given_back_in_stripes_own_pages_is_given_back_here_and_its_payer_hears_of_it()
    {
        await club.ConnectAsync();
        var split = await SecuredAsync();
        foreach (var seat in (int[])[1, 2, 3]) await TypeAsync(await players.PayShareAsync(split, seat));
        await players.ToDeadlineAsync(split);
        (await club.Stripe.PostAsync("/v1/refunds", $"payment_intent={(await IntentAsync(split, 3)).Text("id")}", club.Account)).Good();
        await platform.SettleAsync();
        (await players.SharesAsync(split)).ShouldBe("captured captured captured refunded");
        (await players.MailsAsync(split, "refund_settled")).ShouldBe(0);
        (await platform.ScalarAsync<string>("madrid", $"select recipient from notification_logs where type = 'email' and booking_id = '{split.Id}' and template = 'share_given_back'")).ShouldBe("cris@example.test");
        await club.BooksAgreeAsync();
    }

    [Fact]
    public async Task A_share_charged_at_once_and_given_back_at_stripe_before_play_is_settled_is_open_again_and_can_be_paid_again()
    {
        await club.ConnectAsync();
        // Banks hold for seven days: a game this far off is charged at once.
        var split = await players.HoldAsync(days: 12);
        await TypeAsync(await players.SplitAsync(split, SplitCheckout.Four(method: "stripe")));
        await TypeAsync(await players.PayShareAsync(split, 1));
        (await players.SharesAsync(split)).ShouldBe("captured captured open open");
        (await club.Stripe.PostAsync("/v1/refunds", $"payment_intent={(await IntentAsync(split, 1)).Text("id")}&amount=400", club.Account)).Good();
        await platform.SettleAsync();
        // A part is the club's kindness; without all of it nobody has paid.
        (await players.SharesAsync(split)).ShouldBe("captured captured open open");
        (await club.Stripe.PostAsync("/v1/refunds", $"payment_intent={(await IntentAsync(split, 1)).Text("id")}", club.Account)).Good();
        await platform.SettleAsync();
        (await players.SharesAsync(split)).ShouldBe("captured open open open");
        (await platform.ScalarAsync<long>("madrid", $"select paid_minor from bookings where id = '{split.Id}'")).ShouldBe(1000);
        foreach (var seat in (int[])[1, 2, 3]) await TypeAsync(await players.PayShareAsync(split, seat));
        (await players.SharesAsync(split)).ShouldBe("captured captured captured captured");
        (await players.StateAsync(split)).ShouldBe("settled");
        (await players.BalanceAsync(split, "receivable")).ShouldBe(0);
        await club.BooksAgreeAsync();
    }

    private async Task<Split> SecuredAsync(string fallback = "release", long cover = 0)
    {
        var split = await players.HoldAsync();
        await TypeAsync(await players.SplitAsync(split, SplitCheckout.Four(fallback, cover, method: "stripe")));
        return split;
    }

    // Whoever was sent to Stripe types a card there.
    private async Task TypeAsync(HttpResponseMessage answer, string card = "pm_card_visa", string at = "madrid")
    {
        var payment = await SplitCheckout.PayAtAsync(answer);
        var account = await platform.ScalarAsync<string>(at, "select public->>'account' from provider_accounts where provider = 'stripe'");
        (await club.Stripe.PostAsync($"/v1/payment_intents/{await platform.ScalarAsync<string>(at, $"select provider_reference from payments where id = '{payment}'")}/confirm", $"payment_method={card}&return_url=https://x.test/back", account)).Good();
        await platform.SettleAsync();
    }

    private async Task<StripeFake.Told> IntentAsync(Split split, int seat) => (await club.Stripe.GetAsync("/v1/payment_intents/" + await platform.ScalarAsync<string>(
        "madrid", $"select p.provider_reference from shares s join payments p on p.id = s.payment_id where s.booking_id = '{split.Id}' and s.seat = {seat}"), club.Account)).Good();

    private async Task GiveBackAsync(Split split, int seat)
    {
        var owner = await platform.OwnerAsync("madrid");
        var (share, _) = await players.LinkAsync(split, seat);
        (await owner.PostAsync($"/api/v1/bookings/{split.Id}/split/shares/{share}/refund", new { why = "Hurt her knee" })).EnsureSuccessStatusCode();
        await platform.SettleAsync();
    }

    private async Task CutAsync(Func<Task> act)
    {
        platform.IsCut = true;
        try
        {
            await act();
        }
        finally
        {
            platform.IsCut = false;
            // The breaker tries again after a while.
            platform.Clock.Advance(TimeSpan.FromSeconds(21));
        }
    }
}
