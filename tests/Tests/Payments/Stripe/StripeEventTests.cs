using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using PadelSaaS.Payments;
using PadelSaaS.Tests.Admins;

namespace PadelSaaS.Tests.Payments.Stripe;

/// <summary>What Stripe tells us, in whatever order, how often and about whom.</summary>
public sealed class StripeEventTests(StripeClubFixture platform) : IClassFixture<StripeClubFixture>
{
    private const string Connect = "/api/v1/payments/stripe/connect", Own = "/api/v1/payments/stripe/events";
    private const string ConnectSecret = "whsec_development_connect", OwnSecret = "whsec_development_account";
    private readonly StripeClub club = new(platform);

    [Fact]
    public async Task Hard_case_19_events_before_our_note_twice_shuffled_and_racing_the_return_end_in_one_state()
    {
        await club.ConnectAsync();
        var held = await club.Checkout.HoldAsync("Race", "race@example.test");
        var (payment, intent) = await club.StartAsync(held);
        // The event is faster than our own note of what Stripe calls the payment.
        await platform.ExecuteAsync("madrid", $"update payments set provider_reference = null where id = '{payment}'");
        (await club.TypeCardAsync(intent)).Good();
        var answers = await Task.WhenAll(
            TellAsync(Intent("evt_1", "payment_intent.succeeded", intent, payment)), TellAsync(Intent("evt_1", "payment_intent.succeeded", intent, payment)),
            TellAsync(Intent("evt_2", "payment_intent.payment_failed", intent, payment)), TellAsync(Intent("evt_3", "payment_intent.processing", intent, payment)),
            TellAsync(Intent("evt_4", "payment_intent.created", intent, payment)));
        answers.ShouldAllBe(status => status == HttpStatusCode.OK);
        await Task.WhenAll(platform.Madrid().GetAsync($"/pay/return/{payment}"), platform.SettleAsync(), platform.Madrid().GetAsync($"/pay/return/{payment}"));
        await platform.SettleAsync();
        (await club.Checkout.PaymentAsync(held)).ShouldBe("settled");
        (await club.Checkout.BookingAsync(held)).ShouldBe("confirmed");
        (await club.Checkout.ToldAsync(held, "PAYMENT_SETTLED")).ShouldBe(1);
        (await club.Checkout.ToldAsync(held, "PAYMENT_FAILED")).ShouldBe(0);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from stripe_events where id like 'evt_%' and tenant_id is not null and processed_at is null")).ShouldBe(0);
        await club.BooksAgreeAsync();
    }

    [Fact]
    public async Task An_event_that_boasts_is_not_believed()
    {
        await club.ConnectAsync();
        var held = await club.Checkout.HoldAsync("Boast", "boast@example.test");
        var (payment, intent) = await club.StartAsync(held);
        (await TellAsync(Intent("evt_boast", "payment_intent.succeeded", intent, payment))).ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await club.Checkout.PaymentAsync(held)).ShouldBe("open");
    }

    [Fact]
    public async Task What_is_not_signed_for_this_address_or_too_old_or_of_the_other_mode_is_refused()
    {
        await club.ConnectAsync();
        var body = Intent("evt_bad", "payment_intent.succeeded", "pi_x", Guid.Empty);
        var now = platform.Clock.Now;
        (await PostAsync(Connect, body, null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(Connect, body, EventSignature.Sign(body, OwnSecret, now))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(Own, body, EventSignature.Sign(body, ConnectSecret, now))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(Connect, body, EventSignature.Sign(body, ConnectSecret, now.AddSeconds(-301)))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(Connect, body, EventSignature.Sign(body, ConnectSecret, now.AddSeconds(301)))).ShouldBe(HttpStatusCode.Unauthorized);
        var live = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("\"livemode\":false", "\"livemode\":true", StringComparison.Ordinal));
        (await PostAsync(Connect, live, EventSignature.Sign(live, ConnectSecret, now))).ShouldBe(HttpStatusCode.BadRequest);
        foreach (var nonsense in (string[])["[]", "{}", "nonsense", """{"id":7,"type":"x","data":{"object":{}}}"""])
        {
            var bytes = Encoding.UTF8.GetBytes(nonsense);
            (await PostAsync(Connect, bytes, EventSignature.Sign(bytes, ConnectSecret, now))).ShouldBe(HttpStatusCode.BadRequest);
        }
        (await platform.ScalarAsync<long>("madrid", "select count(*) from stripe_events where id = 'evt_bad'")).ShouldBe(0);
        // At a club's own address there is nobody who listens.
        using var request = new HttpRequestMessage(HttpMethod.Post, Connect) { Content = new ByteArrayContent(body) };
        (await platform.Madrid().SendAsync(request)).StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task An_event_of_an_account_nobody_knows_is_kept_and_seen_at_the_console_until_somebody_says_what_it_was()
    {
        var body = Event("evt_stranger", "payout.paid", "acct_stranger", new { id = "po_1", @object = "payout" });
        (await PostAsync(Connect, body, EventSignature.Sign(body, ConnectSecret, platform.Clock.Now))).ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await platform.ScalarAsync<bool>("madrid", "select tenant_id is null and processed_at is null from stripe_events where id = 'evt_stranger'")).ShouldBeTrue();

        var (admin, token) = (await platform.AdminAsync(), "");
        async Task<string> SeeAsync(string query = "") => await (await admin.GetAsync("/stripe-events" + query)).Content.ReadAsStringAsync();
        async Task<HttpResponseMessage> ResolveAsync(string id, string reason) => await admin.PostFormAsync($"/stripe-events/{id}/resolve", new Dictionary<string, string> { ["reason"] = reason, ["__RequestVerificationToken"] = token });
        var page = await SeeAsync();
        page.ShouldContain("acct_stranger");
        token = new HtmlParser().ParseDocument(page).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var refused = await ResolveAsync("evt_stranger", "  ");
        (refused.StatusCode, (await refused.Content.ReadAsStringAsync()).Contains("A reason of at most 200 characters is needed.", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.BadRequest, true));
        (await ResolveAsync("evt_stranger", new string('x', 201))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ResolveAsync("evt_nobody", "No such event")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // Two admins at once: one is done with it, the other hears so.
        var both = await Task.WhenAll(ResolveAsync("evt_stranger", "A club that left"), ResolveAsync("evt_stranger", "A club that left"));
        both.Select(one => one.StatusCode).Order().ShouldBe([HttpStatusCode.Redirect, HttpStatusCode.Conflict]);
        (await SeeAsync()).ShouldNotContain("acct_stranger");
        (await SeeAsync("?show=all")).ShouldContain("A club that left");
        (await platform.ScalarAsync<long>("madrid", "select count(*) from platform.platform_audit where act = 'stripe_event.resolved'")).ShouldBe(1);
    }

    [Fact]
    public async Task Hard_case_20_a_refund_made_in_stripes_own_pages_is_taken_over_once()
    {
        await club.ConnectAsync();
        var (held, _, intent) = await club.PaidAsync("Dash");
        (await club.Stripe.PostAsync("/v1/refunds", $"payment_intent={intent}&amount=1000&refund_application_fee=true", club.Account)).Good();
        await platform.SettleAsync();
        (await club.Checkout.ToldAsync(held, "REFUND_SETTLED")).ShouldBe(1);
        (await platform.ScalarAsync<string>("madrid", $"select r.reason || ' ' || r.state from refunds r join payments p on p.id = r.payment_id where p.booking_id = '{held.BookingId}'")).ShouldBe("made_at_provider settled");
        (await platform.ScalarAsync<long>("madrid", $"select refunded_minor from payments where booking_id = '{held.BookingId}'")).ShouldBe(1000);
        (await TellAsync(Event("evt_dash", "charge.refunded", club.Account, new { id = await club.ChargeAsync(intent), @object = "charge", payment_intent = intent }))).ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from refunds r join payments p on p.id = r.payment_id where p.booking_id = '{held.BookingId}'")).ShouldBe(1);
        await club.BooksAgreeAsync();
    }

    [Fact]
    public async Task A_refund_that_is_pending_is_not_told_and_one_that_fails_is_a_task()
    {
        await club.ConnectAsync();
        var (held, _, _) = await club.PaidAsync("Slow");
        (await club.Stripe.PostAsync("/faults", "kind=refund_pending&times=1")).Good();
        await club.Checkout.CancelAsync(held);
        await platform.SettleAsync();
        (await club.Checkout.PaymentAsync(held)).ShouldBe("refund_due");
        (await club.Checkout.ToldAsync(held, "REFUND_SETTLED")).ShouldBe(0);
        var refund = (await club.Stripe.GetAsync($"/v1/refunds?payment_intent={await IntentAsync(held)}", club.Account)).Good().Body["data"]![0]!["id"]!;
        (await club.Stripe.PostAsync($"/control/refunds/{refund}/fail", "", club.Account)).Good();
        platform.Clock.Advance(TimeSpan.FromMinutes(6));
        await platform.SettleAsync();
        (await RefundAsync(held)).ShouldBe("failed");
        (await club.Checkout.PaymentAsync(held)).ShouldBe("refund_due");
        (await club.Checkout.ToldAsync(held, "REFUND_SETTLED")).ShouldBe(0);
    }

    [Fact]
    public async Task A_refund_that_fails_days_after_it_was_sent_is_owed_again()
    {
        await club.ConnectAsync();
        var (held, _, intent) = await club.PaidAsync("Late");
        await club.Checkout.CancelAsync(held);
        await platform.SettleAsync();
        (await club.Checkout.PaymentAsync(held)).ShouldBe("refunded");
        var refund = (await club.Stripe.GetAsync($"/v1/refunds?payment_intent={intent}", club.Account)).Good().Body["data"]![0]!["id"]!;
        (await club.Stripe.PostAsync($"/control/refunds/{refund}/fail", "", club.Account)).Good();
        await platform.SettleAsync();
        (await RefundAsync(held)).ShouldBe("failed");
        (await club.Checkout.PaymentAsync(held)).ShouldBe("refund_due");
        (await club.Checkout.ToldAsync(held, "REFUND_FAILED")).ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from notification_logs where type = 'email' and booking_id = '{held.BookingId}' and template = 'refund_failed'")).ShouldBe(1);
        await club.BooksAgreeAsync();
    }

    [Fact]
    public async Task A_fee_that_stripe_says_later_is_posted_then_once()
    {
        await club.ConnectAsync();
        (await club.Stripe.PostAsync("/faults", $"kind=fee_later&account={club.Account}&times=1&seconds=7200")).Good();
        var (_, payment, _) = await club.PaidAsync("Fee");
        (await platform.ScalarAsync<bool>("madrid", $"select provider_fee_minor is null from payments where id = '{payment}'")).ShouldBeTrue();
        platform.Clock.Advance(TimeSpan.FromHours(3));
        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", $"select provider_fee_minor from payments where id = '{payment}'")).ShouldBeGreaterThan(0);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from ledger_entries where key = 'fee {payment}'")).ShouldBe(1);
        await club.BooksAgreeAsync();
    }

    private Task<string> IntentAsync(Held held) => platform.ScalarAsync<string>("madrid", $"select provider_reference from payments where booking_id = '{held.BookingId}'");

    private Task<string> RefundAsync(Held held) => platform.ScalarAsync<string>("madrid", $"select r.state from refunds r join payments p on p.id = r.payment_id where p.booking_id = '{held.BookingId}'");

    private byte[] Intent(string id, string type, string intent, Guid payment) =>
        Event(id, type, club.Account, new { id = intent, @object = "payment_intent", metadata = new { payment_id = payment.ToString() } });

    private static byte[] Event(string id, string type, string account, object about) =>
        JsonSerializer.SerializeToUtf8Bytes(new { id, @object = "event", type, account, livemode = false, created = 1795510800, data = new { @object = about } });

    private Task<HttpStatusCode> TellAsync(byte[] body) => PostAsync(Connect, body, EventSignature.Sign(body, ConnectSecret, platform.Clock.Now));

    private async Task<HttpStatusCode> PostAsync(string path, byte[] body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (signature is not null) request.Headers.Add("Stripe-Signature", signature);
        using var answer = await platform.At("localhost").SendAsync(request);
        return answer.StatusCode;
    }
}
