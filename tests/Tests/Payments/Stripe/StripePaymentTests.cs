using System.Net;
using PadelSaaS.Tests.Notifications.Webhooks;
using PadelSaaS.Tests.Payments.Wallet;

namespace PadelSaaS.Tests.Payments.Stripe;

/// <summary>Cards by Stripe, from the player's booking to the balance at Stripe. The books of both are compared to the cent.</summary>
public sealed class StripePaymentTests(StripeClubFixture platform) : IClassFixture<StripeClubFixture>
{
    private readonly StripeClub club = new(platform);

    [Fact]
    public async Task A_court_is_paid_on_the_clubs_own_account_and_the_books_agree()
    {
        await club.ConnectAsync();
        var (held, payment, intent) = await club.PaidAsync();
        (await club.Checkout.BookingAsync(held)).ShouldBe("confirmed");

        var made = platform.Sent.Single(sent => sent is { Method: "POST", Path: "/v1/payment_intents" } && sent.Said["metadata[payment_id]"] == payment.ToString());
        made.Key.ShouldBe($"payment:{payment}:v1");
        made.Headers["Stripe-Account"].ShouldBe(club.Account);
        made.Said["amount"].ShouldBe($"{held.PriceMinor}");
        made.Said["automatic_payment_methods[enabled]"].ShouldBe("true");
        (await platform.ScalarAsync<string>("madrid", $"select reference from stripe_calls where operation = 'payment:{payment}'")).ShouldBe(intent);
        var commission = await platform.ScalarAsync<long>("madrid", $"select coalesce(commission_minor, 0) from payments where id = '{payment}'");
        (await club.Stripe.GetAsync($"/v1/charges/{await club.ChargeAsync(intent)}", club.Account)).Good().Body["application_fee_amount"]?.GetValue<long>().ShouldBe(commission);
        await club.BooksAgreeAsync();
    }

    [Fact]
    public async Task Hard_case_21_a_refund_returns_commission_in_proportion_and_the_books_agree()
    {
        await club.ConnectAsync();
        var (held, _, _) = await club.PaidAsync("Half");
        platform.Clock.Now = held.Start.AddHours(-13);
        await club.Checkout.CancelAsync(held);
        await platform.SettleAsync();
        (await club.Checkout.ToldAsync(held, "REFUND_SETTLED")).ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", $"select refunded_minor from payments where booking_id = '{held.BookingId}'")).ShouldBe(held.PriceMinor / 2);
        await club.BooksAgreeAsync();

        var (whole, _, _) = await club.PaidAsync("Whole");
        await club.Checkout.CancelAsync(whole);
        await platform.SettleAsync();
        (await club.Checkout.PaymentAsync(whole)).ShouldBe("refunded");
        await club.BooksAgreeAsync();
    }

    [Fact]
    public async Task A_declined_card_leaves_the_court_held_and_another_card_pays_it()
    {
        await club.ConnectAsync();
        var held = await club.Checkout.HoldAsync("Nono", "nono@example.test");
        var (_, intent) = await club.StartAsync(held);
        (await club.TypeCardAsync(intent, "pm_card_visa_chargeDeclined")).Status.ShouldBe(402);
        await platform.SettleAsync();
        (await club.Checkout.PaymentAsync(held)).ShouldBe("open");
        (await club.Checkout.BookingAsync(held)).ShouldBe("pending");
        // Asked again, the payer is sent to the same payment.
        (await club.StartAsync(held)).Intent.ShouldBe(intent);
        (await club.TypeCardAsync(intent)).Good();
        await platform.SettleAsync();
        (await club.Checkout.BookingAsync(held)).ShouldBe("confirmed");
    }

    [Fact]
    public async Task A_payment_nobody_made_is_called_off_an_hour_after_its_booking_ended_and_one_made_until_then_comes_back()
    {
        await club.ConnectAsync();
        async Task<(Held Held, string Intent)> LeftAsync(string name)
        {
            var held = await club.Checkout.HoldAsync(name, $"{name}@example.test");
            var (_, intent) = await club.StartAsync(held);
            await club.Checkout.CancelAsync(held);
            await platform.SettleAsync();
            (await club.Checkout.PaymentAsync(held)).ShouldBe("failed");
            return (held, intent);
        }
        async Task<string?> StatusAsync(string intent) => (await club.Stripe.GetAsync($"/v1/payment_intents/{intent}", club.Account)).Good().Text("status");
        var ((gone, unpaid), (late, paid)) = (await LeftAsync("gone"), await LeftAsync("late"));
        (await StatusAsync(unpaid)).ShouldBe("requires_payment_method");
        (await club.TypeCardAsync(paid)).Good();
        platform.Clock.Advance(TimeSpan.FromMinutes(61));
        await platform.SettleAsync();
        (await StatusAsync(unpaid), await StatusAsync(paid)).ShouldBe(("canceled", "succeeded"));
        (await club.TypeCardAsync(unpaid)).Status.ShouldBe(400);
        (await club.Checkout.PaymentAsync(gone), await club.Checkout.PaymentAsync(late)).ShouldBe(("failed", "refunded"));
        await club.BooksAgreeAsync();
    }

    [Fact]
    public async Task A_payment_for_a_price_that_is_none_any_more_is_called_off_at_once()
    {
        await club.ConnectAsync();
        var held = await club.Checkout.HoldAsync("Replaced", "replaced@example.test");
        var (_, old) = await club.StartAsync(held);
        await platform.ExecuteAsync("madrid", $"update payments set amount_minor = amount_minor - 100 where booking_id = '{held.BookingId}'");
        var (_, now) = await club.StartAsync(held);
        now.ShouldNotBe(old);
        await platform.SettleAsync();
        async Task<string?> StatusAsync(string intent) => (await club.Stripe.GetAsync($"/v1/payment_intents/{intent}", club.Account)).Good().Text("status");
        (await StatusAsync(old), await StatusAsync(now)).ShouldBe(("canceled", "requires_payment_method"));
        (await club.TypeCardAsync(now)).Good();
        await platform.SettleAsync();
        (await club.Checkout.BookingAsync(held)).ShouldBe("confirmed");
        await club.BooksAgreeAsync();
    }

    [Fact]
    public async Task A_top_up_and_a_membership_that_nobody_paid_are_called_off_and_one_paid_until_then_is_handed_over()
    {
        await club.ConnectAsync();
        await platform.ExecuteAsync("madrid", "insert into wallet_settings (one, top_ups, top_up_valid_days, returned_days, breakage_tax_bps, cancelled_to) values (true, array[2000, 5000], 365, 90, 2100, 'choice') on conflict do nothing");
        var owner = await platform.OwnerAsync("madrid");
        var group = (string)(await owner.JsonAsync("/api/v1/manage/customer-groups", new { names = new { en = "Gone away" } }))["key"]!;
        var plan = (Guid)(await owner.JsonAsync("/api/v1/manage/membership-plans", new { name = "Gone away", description = "", groupKey = group, priceMinor = 2500, months = 1, creditMinor = 0, active = true }))["id"]!;
        var player = await Pocket.OfAsync(platform, "goneaway@example.test");
        async Task<string> IntentAsync(string path, object wanted)
        {
            var payment = ((string)(await player.Visitor.JsonAsync(path, wanted))["payAt"]!).Split('/')[^1];
            return await platform.ScalarAsync<string>("madrid", $"select provider_reference from payments where id = '{payment}'");
        }
        async Task<string?> StatusAsync(string intent) => (await club.Stripe.GetAsync($"/v1/payment_intents/{intent}", club.Account)).Good().Text("status");
        const string TopUps = "/api/v1/me/wallet/top-ups";
        var (left, paid) = (await IntentAsync(TopUps, new { amountMinor = 2000, method = "stripe" }), await IntentAsync(TopUps, new { amountMinor = 5000, method = "stripe" }));
        var joining = await IntentAsync("/api/v1/me/membership", new { planId = plan, method = "stripe" });
        platform.Clock.Advance(TimeSpan.FromMinutes(80));
        await platform.SettleAsync();
        (await StatusAsync(left), await StatusAsync(joining)).ShouldBe(("requires_payment_method", "requires_payment_method"));

        (await club.TypeCardAsync(paid)).Good();
        platform.Clock.Advance(TimeSpan.FromMinutes(11));
        await platform.SettleAsync();
        (await StatusAsync(left), await StatusAsync(paid), await StatusAsync(joining)).ShouldBe(("canceled", "succeeded", "canceled"));
        await player.AgainAsync();
        (await player.BalanceAsync()).ShouldBe(5000);
        (await platform.ScalarAsync<string>("madrid", $"select string_agg(state, ' ' order by price_minor) from purchases where account_id = '{player.Account}'")).ShouldBe("failed done");
        (await platform.ScalarAsync<string>("madrid", $"select state || ' ' || end_reason from memberships where account_id = '{player.Account}'")).ShouldBe("ended not_paid");
        await club.BooksAgreeAsync();
    }

    [Fact]
    public async Task An_answer_that_was_lost_after_the_work_was_done_makes_no_second_payment()
    {
        await club.ConnectAsync();
        (await club.Stripe.PostAsync("/faults", "kind=error_after&path=/v1/payment_intents&times=1")).Good();
        var held = await club.Checkout.HoldAsync("Lost", "lost@example.test");
        // Stripe repeats its 500 under the key, so this try fails whole; the next one finds what was made.
        await Should.ThrowAsync<InvalidOperationException>(() => club.StartAsync(held));
        var (payment, intent) = await club.StartAsync(held);
        platform.Sent.Where(sent => sent is { Method: "POST", Path: "/v1/payment_intents" } && sent.Said["metadata[payment_id]"] == payment.ToString()).Select(sent => sent.Key).Distinct().ShouldBe([$"payment:{payment}:v1"]);
        (await platform.ScalarAsync<int>("madrid", $"select version from stripe_calls where operation = 'payment:{payment}'")).ShouldBe(1);
        (await club.TypeCardAsync(intent)).Good();
        await platform.SettleAsync();
        (await club.Checkout.BookingAsync(held)).ShouldBe("confirmed");
        await club.BooksAgreeAsync();
    }

    [Fact]
    public async Task After_a_kept_500_that_did_nothing_the_next_try_has_a_key_of_its_own()
    {
        await club.ConnectAsync();
        (await club.Stripe.PostAsync("/faults", "kind=error&path=/v1/payment_intents&times=1")).Good();
        var held = await club.Checkout.HoldAsync("Again", "again@example.test");
        await Should.ThrowAsync<InvalidOperationException>(() => club.StartAsync(held));
        var (payment, _) = await club.StartAsync(held);
        platform.Sent.Where(sent => sent is { Method: "POST", Path: "/v1/payment_intents" } && sent.Said["metadata[payment_id]"] == payment.ToString()).Select(sent => sent.Key).Distinct()
            .ShouldBe([$"payment:{payment}:v1", $"payment:{payment}:v2"]);
    }

    [Fact]
    public async Task While_stripe_does_not_answer_cards_are_left_out_and_the_page_says_so()
    {
        await club.ConnectAsync();
        var held = await club.Checkout.HoldAsync("Down", "down@example.test");
        // What went well lies behind: the breaker weighs the last half minute.
        platform.Clock.Advance(TimeSpan.FromSeconds(31));
        platform.IsCut = true;
        try
        {
            for (var i = 0; i < 3; i++) await Should.ThrowAsync<InvalidOperationException>(() => club.StartAsync(held));
            (await club.MethodsAsync()).ShouldBe(["dev", "at_club"]);
            var page = await club.Checkout.PageAsync(held);
            page.ShouldContain("Paying online does not work just now");
            page.ShouldContain("Pay at the club");
        }
        finally
        {
            platform.IsCut = false;
        }
        platform.Clock.Advance(TimeSpan.FromSeconds(21));
        await club.StartAsync(held);
        (await club.MethodsAsync())[0].ShouldBe("stripe");
    }

    [Fact]
    public async Task The_page_of_a_payment_leads_on_and_is_kept_by_nobody()
    {
        await club.ConnectAsync();
        var held = await club.Checkout.HoldAsync("Page", "page@example.test");
        var (payment, intent) = await club.StartAsync(held);
        var visitor = platform.Madrid();
        var page = await visitor.GetAsync($"/pay/card/stripe/{payment}");
        // In Development the card is typed at the stand-in.
        page.StatusCode.ShouldBe(HttpStatusCode.Found);
        page.Headers.Location!.OriginalString.ShouldStartWith($"/dev/stripe/pay/{intent}_secret_");
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await platform.ScalarAsync<long>("madrid", "select count(*) from payments where pay_at like '%secret%'")).ShouldBe(0);
        (await platform.At("lahore.localhost").GetAsync($"/pay/card/stripe/{payment}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await club.TypeCardAsync(intent)).Good();
        (await visitor.GetAsync($"/pay/card/stripe/{payment}")).Headers.Location!.OriginalString.ShouldBe($"/pay/return/{payment}");
        (await visitor.GetAsync($"/pay/return/{payment}")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await club.Checkout.PaymentAsync(held)).ShouldBe("settled");
        (await visitor.GetAsync($"/pay/card/stripe/{payment}")).Headers.Location!.OriginalString.ShouldStartWith("/bookings/");
    }
}
