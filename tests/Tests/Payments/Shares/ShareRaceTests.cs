using System.Net;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Shares;

/// <summary>Many at one share, words of the provider twice, late or never, and a process that dies between a call and its note.</summary>
public sealed class ShareRaceTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly SplitCheckout players = new(platform);

    [Fact]
    public async Task Of_twenty_people_at_the_last_share_exactly_one_pays()
    {
        var split = await players.SecuredAsync(SplitCheckout.Four("open_seat"));
        await players.PaidAsync(split, 1, 2);
        await players.ToDeadlineAsync(split);
        var (id, key) = await players.LinkAsync(split, 3);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(one => players.As(key).PostAsync($"/api/v1/payment-shares/{id}/pay", new { name = $"Player {one}", email = $"player{one}@example.test" })));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted).ShouldBe(1);
        foreach (var lost in answers.Where(answer => answer.StatusCode != HttpStatusCode.Accepted)) (await SplitCheckout.SlugAsync(lost)).ShouldBe("share_being_paid");
        await players.ChooseAsync(await SplitCheckout.PayAtAsync(answers.Single(answer => answer.StatusCode == HttpStatusCode.Accepted)), "pay");
        await platform.SettleAsync();
        (await SplitCheckout.SlugAsync(await players.As(key).PostAsync($"/api/v1/payment-shares/{id}/pay", new { name = "Late", email = "late@example.test" }))).ShouldBe("share_paid");
        (await players.TakenAsync(split)).ShouldBe(4000);
    }

    [Fact]
    public async Task Of_two_who_pay_the_last_share_one_is_let_go_with_a_reason()
    {
        var split = await players.SecuredAsync(SplitCheckout.Four("open_seat"));
        await players.PaidAsync(split, 1, 2);
        await players.ToDeadlineAsync(split);
        var first = await SplitCheckout.PayAtAsync(await players.PayShareAsync(split, 3, new { name = "First", email = "first@example.test" }));
        platform.Clock.Advance(TimeSpan.FromMinutes(11));
        var second = await SplitCheckout.PayAtAsync(await players.PayShareAsync(split, 3, new { name = "Second", email = "second@example.test" }));
        second.ShouldNotBe(first);
        await players.ChooseAsync(first, "pay");
        await players.ChooseAsync(second, "pay");
        await platform.SettleAsync();
        (await players.StateAsync(split)).ShouldBe("settled");
        (await players.TakenAsync(split)).ShouldBe(4000);
        (await players.HeldAsync(split)).ShouldBe(0);
        (await players.MailsAsync(split, "share_unneeded")).ShouldBe(1);
        (await platform.ScalarAsync<string>("madrid", $"select recipient from notification_logs where type = 'email' and booking_id = '{split.Id}' and template = 'share_unneeded'")).ShouldBe("first@example.test");
    }

    [Fact]
    public async Task Opening_a_link_twice_is_one_payment()
    {
        var split = await players.SecuredAsync();
        var answers = await Task.WhenAll(players.PayShareAsync(split, 1), players.PayShareAsync(split, 1));
        var references = await Task.WhenAll(answers.Select(SplitCheckout.PayAtAsync));
        references.Distinct().Count().ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from payments p join shares s on s.id = p.share_id where p.booking_id = '{split.Id}' and s.seat = 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_hold_nobody_told_of_is_found_by_asking()
    {
        var split = await players.SecuredAsync();
        await players.ChooseAsync(await SplitCheckout.PayAtAsync(await players.PayShareAsync(split, 1)), "pay");
        await platform.ExecuteAsync("madrid", "delete from timers where job = 'dev-card-event'");
        await platform.SettleAsync();
        (await players.SharesAsync(split)).ShouldBe("authorised open open open");
        platform.Clock.Advance(TimeSpan.FromMinutes(3));
        await platform.SettleAsync();
        (await players.SharesAsync(split)).ShouldBe("authorised authorised open open");
    }

    [Fact]
    public async Task What_was_taken_before_the_process_died_is_taken_once()
    {
        var split = await players.SecuredAsync();
        await players.PaidAsync(split, 1, 2, 3);
        // The company took one share, and nobody here lived to note it.
        await platform.ExecuteAsync("madrid", $"update platform.dev_card_payments set taken_minor = 1000 where order_id = (select payment_id from shares where booking_id = '{split.Id}' and seat = 2)");
        await players.ToDeadlineAsync(split);
        (await players.StateAsync(split)).ShouldBe("settled");
        (await players.TakenAsync(split)).ShouldBe(4000);
        (await players.BalanceAsync(split, "at_provider:dev")).ShouldBe(4000);
    }

    [Fact]
    public async Task Payment_after_the_game_fell_through_is_let_go()
    {
        var split = await players.SecuredAsync();
        await players.PaidAsync(split, 1, 2);
        var late = await SplitCheckout.PayAtAsync(await players.PayShareAsync(split, 3));
        await players.ToDeadlineAsync(split);
        (await players.BookingAsync(split)).ShouldBe("cancelled");
        await players.ChooseAsync(late, "pay");
        await platform.SettleAsync();
        (await players.HeldAsync(split)).ShouldBe(0);
        (await players.TakenAsync(split)).ShouldBe(0);
        (await players.MailsAsync(split, "share_unneeded")).ShouldBe(1);
    }

    [Fact]
    public async Task Hard_case_18_who_pays_after_the_hold_ended_gets_the_court_if_it_is_free_and_the_money_back_if_not()
    {
        var split = await players.HoldAsync(days: 5);
        var card = await SplitCheckout.PayAtAsync(await players.SplitAsync(split, SplitCheckout.Four()));
        platform.Clock.Advance(TimeSpan.FromMinutes(13));
        await platform.SettleAsync();
        (await players.BookingAsync(split)).ShouldBe("expired");
        await players.ChooseAsync(card, "pay");
        await platform.SettleAsync();
        (await players.BookingAsync(split)).ShouldBe("confirmed");

        var other = await players.HoldAsync(days: 5);
        card = await SplitCheckout.PayAtAsync(await players.SplitAsync(other, SplitCheckout.Four()));
        platform.Clock.Advance(TimeSpan.FromMinutes(13));
        await platform.SettleAsync();
        (await players.HoldAsync(days: 5, name: "Faster", email: "faster@example.test")).Start.ShouldBe(other.Start);
        await players.ChooseAsync(card, "pay");
        await platform.SettleAsync();
        (await players.BookingAsync(other)).ShouldBe("expired");
        (await players.HeldAsync(other)).ShouldBe(0);
        (await players.TakenAsync(other)).ShouldBe(0);
    }

    [Fact]
    public async Task A_booking_given_up_keeps_the_clubs_part_of_every_share_alike()
    {
        var split = await players.SecuredAsync(SplitCheckout.Four("organiser_covers", cover: 3000));
        await players.PaidAsync(split, 1, 2, 3);
        await players.ToDeadlineAsync(split);
        (await players.StateAsync(split)).ShouldBe("settled");
        // Less than a day before play half is kept.
        platform.Clock.Advance(TimeSpan.FromHours(2));
        await players.As(split.Key).JsonAsync($"/api/v1/bookings/{split.Id}/cancel", new { });
        await platform.SettleAsync();
        (await players.TakenAsync(split)).ShouldBe(2000);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from refunds r join payments p on p.id = r.payment_id where p.booking_id = '{split.Id}' and r.amount_minor = 500")).ShouldBe(4);
        (await players.BalanceAsync(split, "receivable")).ShouldBe(0);
        (await players.MailsAsync(split, "refund_settled")).ShouldBe(0);
    }

    [Fact]
    public async Task A_fee_that_a_bank_refuses_is_called_not_paid_and_is_due_at_the_desk()
    {
        var split = await players.SecuredAsync(days: 4);
        await players.PaidAsync(split, 1);
        await players.ChooseAsync(await SplitCheckout.PayAtAsync(await players.PayShareAsync(split, 2)), "weak");
        await platform.SettleAsync();
        // The club keeps half within a day before play, and this price is due later than that.
        await platform.ExecuteAsync("madrid", $"update splits set deadline_at = starts_at - interval '4 hours', last_at = starts_at - interval '2 hours' where booking_id = '{split.Id}'");
        platform.Clock.Advance(split.Start.AddHours(-20) - platform.Clock.Now);
        await platform.SettleAsync();
        var (weak, key) = await players.LinkAsync(split, 2);
        await players.As(split.Key).JsonAsync($"/api/v1/bookings/{split.Id}/cancel", new { });
        await platform.SettleAsync();

        (await players.SharesAsync(split)).ShouldBe("captured captured expired expired");
        (await players.TakenAsync(split)).ShouldBe(1000);
        (await players.HeldAsync(split)).ShouldBe(0);
        (await players.BalanceAsync(split, "receivable")).ShouldBe(500);
        (await platform.ScalarAsync<long>("madrid", $"select sum(amount_minor)::bigint from payments where booking_id = '{split.Id}' and state = 'due_at_club'")).ShouldBe(500);
        var page = WebUtility.HtmlDecode(await (await platform.Madrid().GetAsync($"/pay/share/{weak}?key={key}")).Content.ReadAsStringAsync());
        page.ShouldContain("the bank refused the €5.00 the club keeps of it");

        // Whoever's bank refused hears what they owe, once, and the club finds it in its list.
        (await players.MailsAsync(split, "share_fee_refused")).ShouldBe(1);

        var desk = (await platform.InMadrid().SignInAsync("desk@madrid.test")).Visitor;
        var due = (await desk.JsonAsync("/api/v1/manage/payments/due?kind=late_cancel&age=all"))["due"]!.AsArray().Single(line => (string?)line!["bookingId"] == split.Id.ToString())!;
        ((long)due["amount"]!["amountMinor"]!).ShouldBe(500);
        (await desk.PostAsync($"/api/v1/desk/bookings/{split.Id}/payments", new { method = "terminal", key = Guid.CreateVersion7() })).EnsureSuccessStatusCode();
        await platform.SettleAsync();
        (await players.BalanceAsync(split, "receivable")).ShouldBe(0);
    }

    [Fact]
    public async Task A_booking_given_up_before_the_deadline_lets_every_hold_go()
    {
        var split = await players.SecuredAsync();
        await players.PaidAsync(split, 1);
        await players.As(split.Key).JsonAsync($"/api/v1/bookings/{split.Id}/cancel", new { });
        await platform.SettleAsync();
        (await players.SharesAsync(split)).ShouldBe("released released expired expired");
        (await players.HeldAsync(split)).ShouldBe(0);
        (await players.TakenAsync(split)).ShouldBe(0);
        (await players.BalanceAsync(split, "receivable")).ShouldBe(0);
    }

    [Fact]
    public async Task A_game_far_ahead_is_charged_at_once_and_given_back_if_it_falls_through()
    {
        var split = await players.SecuredAsync(days: 11);
        await players.PaidAsync(split, 1);
        (await players.SharesAsync(split)).ShouldBe("captured captured open open");
        (await players.TakenAsync(split)).ShouldBe(2000);
        await players.ToDeadlineAsync(split);
        (await players.BookingAsync(split)).ShouldBe("cancelled");
        (await players.SharesAsync(split)).ShouldBe("refunded refunded expired expired");
        (await players.TakenAsync(split)).ShouldBe(0);
        (await players.BalanceAsync(split, "receivable")).ShouldBe(0);
    }

    [Fact]
    public async Task A_reminder_goes_out_once_in_twelve_hours_and_a_replaced_share_has_a_new_link()
    {
        var split = await players.SecuredAsync(days: 5);
        var (id, old) = await players.LinkAsync(split, 3);
        (await players.As(split.Key).PostAsync($"/api/v1/bookings/{split.Id}/split/shares/{id}/remind", new { })).EnsureSuccessStatusCode();
        (await SplitCheckout.SlugAsync(await players.As(split.Key).PostAsync($"/api/v1/bookings/{split.Id}/split/shares/{id}/remind", new { }))).ShouldBe("reminded_lately");
        platform.Clock.Advance(TimeSpan.FromHours(12));
        (await players.As(split.Key).PostAsync($"/api/v1/bookings/{split.Id}/split/shares/{id}/remind", new { })).EnsureSuccessStatusCode();
        await platform.SettleAsync();
        (await players.MailsAsync(split, "share_reminded")).ShouldBe(2);

        var stranger = platform.Madrid();
        (await stranger.PostAsync($"/api/v1/bookings/{split.Id}/split/shares/{id}/replace", new { name = "Thief" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await players.As(split.Key).PostAsync($"/api/v1/bookings/{split.Id}/split/shares/{id}/replace", new { name = "Fay", email = "fay@example.test" })).EnsureSuccessStatusCode();
        await platform.SettleAsync();
        (await players.As(old).GetAsync($"/api/v1/payment-shares/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.ScalarAsync<string>("madrid", $"select recipient from notification_logs where type = 'email' and booking_id = '{split.Id}' and template = 'share_taken'")).ShouldBe("cris@example.test");
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from notification_logs where type = 'email' and booking_id = '{split.Id}' and template = 'share_asked' and recipient = 'fay@example.test'")).ShouldBe(1);
    }

    [Fact]
    public async Task The_link_of_one_club_opens_nothing_at_another()
    {
        var split = await players.SecuredAsync();
        var (id, key) = await players.LinkAsync(split, 1);
        (await new SplitCheckout(platform, "lahore").As(key).GetAsync($"/api/v1/payment-shares/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await players.As("wrong").GetAsync($"/api/v1/payment-shares/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
