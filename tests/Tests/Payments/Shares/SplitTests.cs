using System.Net;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Shares;

/// <summary>A price shared between players, from the hold to the money, with the clock moved.</summary>
public sealed class SplitTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly SplitCheckout players = new(platform);

    [Fact]
    public async Task Three_pay_by_link_the_fourth_does_not_and_the_organisers_card_covers_before_play_then_one_share_goes_back()
    {
        var split = await players.SecuredAsync(SplitCheckout.Four("organiser_covers", cover: 1000));
        split.PriceMinor.ShouldBe(4000);
        (await players.BookingAsync(split)).ShouldBe("confirmed");
        ((long)(await players.SeeAsync(split))["mostYouCanOwe"]!["amountMinor"]!).ShouldBe(2000);
        await players.PaidAsync(split, 1, 2);
        (await players.SharesAsync(split)).ShouldBe("authorised authorised authorised open");
        (await players.TakenAsync(split)).ShouldBe(0);
        (await players.HeldAsync(split)).ShouldBe(3000);

        await players.ToDeadlineAsync(split);
        platform.Clock.Now.ShouldBeLessThan(split.Start);
        (await players.SharesAsync(split)).ShouldBe("captured captured captured covered");
        (await players.StateAsync(split)).ShouldBe("settled");
        (await players.BookingAsync(split)).ShouldBe("confirmed");
        (await players.TakenAsync(split)).ShouldBe(4000);
        (await players.HeldAsync(split)).ShouldBe(0);
        (await players.BalanceAsync(split, "receivable")).ShouldBe(0);
        (await players.BalanceAsync(split, "at_provider:dev")).ShouldBe(4000);

        var owner = await OwnerAsync();
        var (bea, _) = await players.LinkAsync(split, 2);
        (await owner.PostAsync($"/api/v1/bookings/{split.Id}/split/shares/{bea}/refund", new { why = "" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await owner.PostAsync($"/api/v1/bookings/{split.Id}/split/shares/{bea}/refund", new { why = "Hurt her knee" })).EnsureSuccessStatusCode();
        await platform.SettleAsync();
        (await players.SharesAsync(split)).ShouldBe("captured captured refunded covered");
        (await players.TakenAsync(split)).ShouldBe(3000);
        (await players.BalanceAsync(split, "at_provider:dev")).ShouldBe(3000);
        (await players.BalanceAsync(split, "receivable")).ShouldBe(0);
        (await SlugOfAsync(owner, split, bea)).ShouldBe("nothing_to_give_back");
        // Nobody is asked for what the club gave back.
        var page = await (await players.As(null).GetAsync($"/bookings/{split.Id}?key={Uri.EscapeDataString(split.Key)}")).Content.ReadAsStringAsync();
        page.ShouldContain("Given back by the club");
        page.ShouldNotContain("Still to be paid by others");
        (await platform.ScalarAsync<long>("madrid", $"select given_back_minor from bookings where id = '{split.Id}'")).ShouldBe(1000);
        (await platform.ScalarAsync<long>("madrid", "select coalesce(sum(amount_minor), 0)::bigint from ledger_lines")).ShouldBe(0);
    }

    [Fact]
    public async Task All_pay_and_at_the_deadline_everything_is_taken()
    {
        var split = await players.SecuredAsync();
        await players.PaidAsync(split, 1, 2, 3);
        (await players.TakenAsync(split)).ShouldBe(0);
        await players.ToDeadlineAsync(split);
        (await players.StateAsync(split)).ShouldBe("settled");
        (await players.TakenAsync(split)).ShouldBe(4000);
        (await players.BookingAsync(split)).ShouldBe("confirmed");
    }

    [Fact]
    public async Task A_share_paid_while_a_closure_can_be_undone_counts_when_it_is_and_goes_back_when_it_is_not()
    {
        var owner = await OwnerAsync();
        var path = $"/api/v1/venues/{(await owner.JsonAsync("/api/v1/venues"))["venues"]![0]!["id"]}/closures";
        foreach (var undo in new[] { true, false })
        {
            var split = await players.SecuredAsync(days: undo ? 4 : 5);
            var court = await platform.ScalarAsync<Guid>("madrid", $"select court_id from bookings where id = '{split.Id}'");
            var closed = await owner.JsonAsync(path, new { courtIds = new[] { court }, start = split.Start, end = split.Start.AddHours(1), reason = "weather", decisions = new[] { new { bookingId = split.Id, decision = "cancel_and_refund" } } });
            await players.PaidAsync(split, 1);
            if (undo) (await owner.PostAsync($"{path}/{closed["closure"]!["id"]}/undo", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
            platform.Clock.Advance(TimeSpan.FromMinutes(2));
            await platform.SettleAsync();
            (await platform.ScalarAsync<long>("madrid", $"select case when status = 'cancelled' then 0 else paid_minor end from bookings where id = '{split.Id}'")).ShouldBe(undo ? 2000 : 0);
            (await players.HeldAsync(split)).ShouldBe(undo ? 2000 : 0);
        }
    }

    [Fact]
    public async Task Hard_case_23_one_of_four_does_not_pay_and_nobody_else_is_charged_where_nobody_agreed_to_it()
    {
        var split = await players.SecuredAsync(SplitCheckout.Four("release"));
        await players.PaidAsync(split, 1, 2);
        await players.ToDeadlineAsync(split);
        (await players.BookingAsync(split)).ShouldBe("cancelled");
        (await players.SharesAsync(split)).ShouldBe("released released released expired");
        (await players.TakenAsync(split)).ShouldBe(0);
        (await players.HeldAsync(split)).ShouldBe(0);
        (await players.BalanceAsync(split, "receivable")).ShouldBe(0);
        (await players.BalanceAsync(split, "sales")).ShouldBe(0);
    }

    [Fact]
    public async Task Hard_case_23_one_of_four_leaves_and_the_others_keep_their_shares()
    {
        var split = await players.SecuredAsync();
        await players.PaidAsync(split, 1, 2, 3);
        var (id, key) = await players.LinkAsync(split, 3);
        (await players.As(key).PostAsync($"/api/v1/payment-shares/{id}/leave", new { })).EnsureSuccessStatusCode();
        await platform.SettleAsync();
        (await players.SharesAsync(split)).ShouldBe("authorised authorised authorised open");
        (await players.HeldAsync(split)).ShouldBe(3000);
        (await players.SeeAsync(split))["shares"]!.AsArray().Select(share => (long)share!["amount"]!["amountMinor"]!).ShouldBe([1000, 1000, 1000, 1000]);
        // The link of whoever left opens nothing any more.
        (await players.As(key).GetAsync($"/api/v1/payment-shares/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Never_more_is_covered_than_was_agreed()
    {
        var split = await players.SecuredAsync(SplitCheckout.Four("organiser_covers", cover: 1999));
        await players.PaidAsync(split, 1);
        await players.ToDeadlineAsync(split);
        (await players.BookingAsync(split)).ShouldBe("cancelled");
        (await players.TakenAsync(split)).ShouldBe(0);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from dev_card_payments where charged_method is not null and order_id in (select id from payments where booking_id = '" + split.Id + "')")).ShouldBe(0);
    }

    [Fact]
    public async Task A_card_that_is_refused_for_a_share_is_no_failure_of_the_booking_and_another_pays_it()
    {
        var split = await players.SecuredAsync();
        await players.ChooseAsync(await SplitCheckout.PayAtAsync(await players.PayShareAsync(split, 1)), "decline");
        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from payments where booking_id = '{split.Id}' and state = 'failed'")).ShouldBe(1);
        (await players.ToldAsync(split, "PAYMENT_FAILED")).ShouldBe(0);
        (await players.BookingAsync(split)).ShouldBe("confirmed");
        await players.PaidAsync(split, 1);
        (await players.SharesAsync(split)).ShouldBe("authorised authorised open open");
    }

    [Fact]
    public async Task A_guarantee_that_is_refused_charges_nobody()
    {
        var split = await players.SecuredAsync(SplitCheckout.Four("organiser_covers", cover: 3000), outcome: "weak");
        await players.PaidAsync(split, 1, 2);
        await players.ToDeadlineAsync(split);
        (await players.BookingAsync(split)).ShouldBe("cancelled");
        (await players.TakenAsync(split)).ShouldBe(0);
        (await players.HeldAsync(split)).ShouldBe(0);
    }

    [Fact]
    public async Task Whose_bank_refuses_at_the_deadline_is_covered_as_if_they_had_not_paid()
    {
        var split = await players.SecuredAsync(SplitCheckout.Four("organiser_covers", cover: 1000));
        await players.PaidAsync(split, 1, 2);
        await players.ChooseAsync(await SplitCheckout.PayAtAsync(await players.PayShareAsync(split, 3)), "weak");
        await platform.SettleAsync();
        (await players.SharesAsync(split)).ShouldBe("authorised authorised authorised authorised");
        await players.ToDeadlineAsync(split);
        (await players.SharesAsync(split)).ShouldBe("captured captured captured covered");
        (await players.TakenAsync(split)).ShouldBe(4000);
    }

    [Fact]
    public async Task Whose_bank_refuses_where_nobody_covers_lets_everybody_off()
    {
        var split = await players.SecuredAsync();
        await players.PaidAsync(split, 1, 2);
        await players.ChooseAsync(await SplitCheckout.PayAtAsync(await players.PayShareAsync(split, 3)), "weak");
        await platform.SettleAsync();
        await players.ToDeadlineAsync(split);
        (await players.BookingAsync(split)).ShouldBe("cancelled");
        (await players.TakenAsync(split)).ShouldBe(0);
        (await players.BalanceAsync(split, "at_provider:dev")).ShouldBe(0);
    }

    [Fact]
    public async Task The_next_friend_takes_the_place_of_who_did_not_pay()
    {
        var split = await players.SecuredAsync(SplitCheckout.Four("next_friend", nextFriends: [new { name = "Dora", email = "dora@example.test" }]));
        await players.PaidAsync(split, 1, 2);
        var (_, old) = await players.LinkAsync(split, 3);
        await players.ToDeadlineAsync(split);
        var (id, key) = await players.LinkAsync(split, 3);
        key.ShouldNotBe(old);
        (await players.As(old).GetAsync($"/api/v1/payment-shares/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ((string)(await players.As(key).JsonAsync($"/api/v1/payment-shares/{id}"))["name"]!).ShouldBe("Dora");
        await players.PaidAsync(split, 3);
        // With the last share the money is taken at once: the deadline is over.
        (await players.StateAsync(split)).ShouldBe("settled");
        (await players.TakenAsync(split)).ShouldBe(4000);
    }

    [Fact]
    public async Task A_place_nobody_takes_ends_before_play()
    {
        var split = await players.SecuredAsync(SplitCheckout.Four("open_seat"));
        await players.PaidAsync(split, 1, 2);
        await players.ToDeadlineAsync(split);
        (await players.StateAsync(split)).ShouldBe("open");
        (await players.BookingAsync(split)).ShouldBe("confirmed");
        await players.ToDeadlineAsync(split, "last");
        platform.Clock.Now.ShouldBeLessThan(split.Start);
        (await players.BookingAsync(split)).ShouldBe("cancelled");
        (await players.TakenAsync(split)).ShouldBe(0);
        (await players.HeldAsync(split)).ShouldBe(0);
    }

    private static async Task<string> SlugOfAsync(Visitor owner, Split split, Guid share) =>
        await SplitCheckout.SlugAsync(await owner.PostAsync($"/api/v1/bookings/{split.Id}/split/shares/{share}/refund", new { why = "Again" }));

    private async Task<Visitor> OwnerAsync() => (await platform.InMadrid().SignInAsync("owner@madrid.test")).Visitor;
}
