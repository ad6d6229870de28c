using System.Net;

namespace PadelSaaS.Tests.Payments.JazzCash;

public sealed class JazzCashTests(WalletFixture platform) : IClassFixture<WalletFixture>
{
    [Fact]
    public async Task The_form_leads_to_the_company_and_nowhere_else_and_only_from_this_page()
    {
        var guest = await platform.GuestAsync("jazzcash");
        var page = await guest.Visitor.GetAsync(guest.PayAt);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("form-action 'self' http://localhost;");
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await guest.Visitor.GetAsync("/")).Headers.GetValues("Content-Security-Policy").Single().ShouldContain("form-action 'self';");
        var (_, fields) = await WalletGuest.FormOf(page);
        fields["pp_Amount"].ShouldBe(guest.PriceMinor.ToString(System.Globalization.CultureInfo.InvariantCulture));
        (fields["pp_TxnRefNo"].Length, fields["pp_TxnCurrency"]).ShouldBe((20, "PKR"));
        (await guest.ArriveAsync()).ShouldStartWith("/dev/jazzcash/pay/");
        // The company reads the rule by itself: a form that was changed under way is not taken.
        (await guest.ArriveAsync(new() { ["pp_Amount"] = "100" })).ShouldContain("115");
    }

    [Fact]
    public async Task Who_pays_comes_back_without_our_cookies_and_the_booking_is_confirmed()
    {
        var guest = await platform.GuestAsync("jazzcash");
        var back = await guest.PayAsync();
        back.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        back.Headers.Location!.ToString().ShouldContain(guest.BookingId.ToString());
        (await guest.StateAsync()).ShouldBe("settled");
        await platform.SettleAsync();
        (await guest.BookingAsync()).ShouldBe("confirmed");
        // The commission is not taken on the way: it is accrued.
        (await platform.ScalarAsync<long>("lahore", $"select sum(amount_minor)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = '{guest.BookingId}' and account = 'at_provider:jazzcash'")).ShouldBe(guest.PriceMinor);
        // Nobody pays twice: the page leads back.
        (await guest.Visitor.GetAsync(guest.PayAt)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_return_that_says_paid_proves_nothing()
    {
        var guest = await platform.GuestAsync("jazzcash");
        await guest.ArriveAsync();
        var (_, fields) = await WalletGuest.FormOf(await guest.Visitor.GetAsync(guest.PayAt));
        // Somebody who knows the salt even: the form is signed and says paid, but nobody has paid.
        var forged = new Dictionary<string, string?> { ["pp_TxnRefNo"] = fields["pp_TxnRefNo"], ["pp_MerchantID"] = fields["pp_MerchantID"], ["pp_Amount"] = fields["pp_Amount"], ["pp_TxnCurrency"] = "PKR", ["pp_ResponseCode"] = "000" };
        forged["pp_SecureHash"] = PadelSaaS.Payments.JazzCash.JazzCashHash.Of(forged, "z9x8c7v6b5");
        (await platform.Lahore().PostFormAsync("/pay/jazzcash/return", forged!)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await guest.StateAsync()).ShouldBe("open");
    }

    [Theory]
    [InlineData("pp_Amount", "100")]
    [InlineData("pp_TxnCurrency", "USD")]
    [InlineData("pp_MerchantID", "MC99999")]
    public async Task A_return_that_does_not_fit_is_not_even_asked_about(string field, string value)
    {
        var guest = await platform.GuestAsync("jazzcash");
        var (action, fields) = await guest.DecideAsync("pay");
        var said = fields.ToDictionary(one => one.Key, one => (string?)one.Value);
        said[field] = value;
        said["pp_SecureHash"] = PadelSaaS.Payments.JazzCash.JazzCashHash.Of(said, "z9x8c7v6b5");
        (await platform.Lahore().PostFormAsync(new Uri(action).PathAndQuery, said!)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await guest.StateAsync()).ShouldBe("open");
        // The money is found by asking, as ever.
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        await platform.SettleAsync();
        (await guest.StateAsync()).ShouldBe("settled");
    }

    [Fact]
    public async Task A_return_with_a_wrong_hash_leaves_the_question_to_the_timers()
    {
        var guest = await platform.GuestAsync("jazzcash");
        await platform.FaultAsync("jazzcash", "return", "wrong_hash");
        (await guest.PayAsync()).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await guest.StateAsync()).ShouldBe("open");
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        await platform.SettleAsync();
        (await guest.StateAsync()).ShouldBe("settled");
        (await platform.Lahore().PostFormAsync("/pay/jazzcash/return", [new("pp_TxnRefNo", "T0000000000000000000")])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_is_declined_may_try_again()
    {
        var guest = await platform.GuestAsync("jazzcash");
        await guest.PayAsync("decline");
        (await guest.StateAsync()).ShouldBe("failed");
        await platform.SettleAsync();
        (await guest.BookingAsync()).ShouldBe("pending");
        var again = await guest.Visitor.JsonAsync($"/api/v1/bookings/{guest.BookingId}/confirm", new { paymentMethod = "jazzcash" });
        ((string)again["payAt"]!).ShouldNotBe(guest.PayAt);
    }

    [Fact]
    public async Task A_voucher_paid_in_hours_later_is_still_found_and_takes_the_court_again_if_it_is_free()
    {
        var guest = await platform.GuestAsync("jazzcash");
        await guest.PayAsync("pending");
        (await guest.StateAsync()).ShouldBe("open");
        await platform.ExecuteAsync("lahore", $"update dev_wallet_payments set answers_at = answers_at + interval '5 hours' where reference = '{await guest.ReferenceAsync()}'");
        // The hold has died long before the money comes (hard case 18).
        for (var hour = 0; hour < 5; hour++)
        {
            platform.Clock.Advance(TimeSpan.FromHours(1));
            await platform.SettleAsync();
        }
        (await guest.StateAsync()).ShouldBe("failed");
        platform.Clock.Advance(TimeSpan.FromHours(2));
        await platform.SettleAsync();
        (await guest.StateAsync()).ShouldBe("settled");
        (await guest.BookingAsync()).ShouldBe("confirmed");
    }

    [Fact]
    public async Task A_payer_who_closes_the_page_is_found_and_a_company_that_is_down_is_asked_again()
    {
        var guest = await platform.GuestAsync("jazzcash");
        await guest.ChooseAsync(await guest.ArriveAsync(), "gone");
        (await guest.StateAsync()).ShouldBe("open");
        await platform.FaultAsync("jazzcash", "inquire", "error_500", times: 50);
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        await platform.SettleAsync();
        (await guest.StateAsync()).ShouldBe("open");
        await platform.FaultAsync("jazzcash", "inquire", "error_500", times: 0);
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await platform.SettleAsync();
        (await guest.StateAsync()).ShouldBe("settled");
    }

    [Fact]
    public async Task A_notice_is_a_hint_and_is_answered_with_a_hash()
    {
        var guest = await platform.GuestAsync("jazzcash");
        await guest.ChooseAsync(await guest.ArriveAsync(), "gone");
        var answer = await platform.At("lahore.localhost").JsonAsync("/api/v1/payments/jazzcash/ipn", new { pp_TxnRefNo = await guest.ReferenceAsync(), pp_ResponseCode = "004" });
        ((string)answer["pp_ResponseCode"]!, ((string)answer["pp_SecureHash"]!).Length).ShouldBe(("000", 64));
        await platform.SettleAsync();
        // It said declined; the inquiry says paid.
        (await guest.StateAsync()).ShouldBe("settled");
        (await platform.Madrid().PostAsync("/api/v1/payments/jazzcash/ipn", new { pp_TxnRefNo = "T" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_not_sent_twice()
    {
        // Hard case 20: the provider's step succeeded and ours failed.
        var guest = await PaidAsync();
        await platform.FaultAsync("jazzcash", "refund", "timeout_after_commit");
        await guest.Visitor.JsonAsync($"/api/v1/bookings/{guest.BookingId}/cancel", new { });
        await platform.SettleAsync();
        (await guest.StateAsync()).ShouldBe("refunded");
        (await platform.SentBackAsync(await guest.ReferenceAsync())).ShouldBe(guest.PriceMinor);
    }

    [Fact]
    public async Task A_refund_nobody_knows_about_waits_for_a_person_and_is_never_sent_again()
    {
        var guest = await PaidAsync();
        await platform.FaultAsync("jazzcash", "refund", "error_500");
        await guest.Visitor.JsonAsync($"/api/v1/bookings/{guest.BookingId}/cancel", new { });
        await platform.SettleAsync();
        (await guest.StateAsync()).ShouldBe("refund_due");
        (await platform.SentBackAsync(await guest.ReferenceAsync())).ShouldBe(0);
        await platform.ExecuteAsync("lahore", $"""
            update refunds set state = 'due' where payment_id in (select id from payments where booking_id = '{guest.BookingId}');
            insert into timers (id, tenant_role, job, key, due_at) select gen_random_uuid(), current_schema(), 'settle-refund', r.id::text, now() - interval '10 years' from refunds r join payments p on p.id = r.payment_id where p.booking_id = '{guest.BookingId}'
            """);
        await platform.SettleAsync();
        (await platform.SentBackAsync(await guest.ReferenceAsync())).ShouldBe(0);

        var owner = platform.Lahore();
        owner.Token = (string)(await owner.JsonAsync("/api/v1/auth/login", new { email = "owner@lahore.test", password = "Padel-demo-2026" }))["accessToken"]!;
        var task = (await owner.JsonAsync("/api/v1/manage/payments/tasks"))["tasks"]!.AsArray().Single(one => (string?)one!["booking"]?["bookingId"] == guest.BookingId.ToString())!;
        ((string)task["why"]!).ShouldBe("unclear");
        var path = $"/api/v1/manage/payments/tasks/{task["refundId"]}/done";
        (await owner.PostAsync(path, new { way = "provider" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await owner.PostAsync(path, new { way = "provider", reference = "JC-77" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await owner.PostAsync(path, new { way = "provider", reference = "JC-77" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await guest.StateAsync()).ShouldBe("refunded");
        (await platform.ScalarAsync<long>("lahore", $"select sum(amount_minor)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = '{guest.BookingId}' and account = 'at_provider:jazzcash'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_refund_made_in_the_companys_own_pages_is_found_by_asking_and_taken_over()
    {
        // Hard case 20, where there is no statement: each payment is asked about.
        var guest = await PaidAsync();
        var reference = await guest.ReferenceAsync();
        await platform.ExecuteAsync("lahore", $"update dev_wallet_payments set refunded_minor = amount_minor where reference = '{reference}'");
        var owner = platform.Lahore();
        owner.Token = (string)(await owner.JsonAsync("/api/v1/auth/login", new { email = "owner@lahore.test", password = "Padel-demo-2026" }))["accessToken"]!;
        platform.Clock.Advance(TimeSpan.FromSeconds(2));
        (await owner.PostAsync("/api/v1/manage/payments/reconciliation/run", new { })).EnsureSuccessStatusCode();
        await platform.SettleAsync();
        var found = (await owner.JsonAsync("/api/v1/manage/payments/reconciliation"))["open"]!.AsArray().Single(one => (string)one!["reference"]! == reference)!;
        ($"{found["kind"]} {found["what"]}", (long)found["theirs"]!["amountMinor"]!).ShouldBe(("missing_here refund", guest.PriceMinor));
        (await owner.PostAsync($"/api/v1/manage/payments/reconciliation/{found["id"]}/resolve", new { way = "asked" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await platform.SettleAsync();
        (await guest.StateAsync()).ShouldBe("refunded");
        (await platform.ScalarAsync<long>("lahore", $"select sum(amount_minor)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = '{guest.BookingId}' and account = 'at_provider:jazzcash'")).ShouldBe(0);
    }

    [Fact]
    public async Task Hard_case_24_what_cannot_be_held_is_not_offered_inside_a_split()
    {
        var guest = await platform.GuestAsync("jazzcash");
        async Task<HttpStatusCode> SplitAsync(string provider)
        {
            var wish = new { paymentMethod = provider, shares = new object[] { new { }, new { name = "Zoya", email = "zoya@example.test" } }, fallback = "release" };
            var answer = await guest.Visitor.PostAsync($"/api/v1/bookings/{guest.BookingId}/split", wish);
            if (!answer.IsSuccessStatusCode) (await Shares.SplitCheckout.SlugAsync(answer)).ShouldBe("method_cannot_split");
            return answer.StatusCode;
        }
        (await SplitAsync("jazzcash")).ShouldBe(HttpStatusCode.Conflict);
        (await SplitAsync("easypaisa")).ShouldBe(HttpStatusCode.Conflict);
        var page = $"/bookings/{guest.BookingId}/split?key={guest.Visitor.Headers["X-Booking-Key"]}";
        (await (await guest.Visitor.GetAsync(page)).Content.ReadAsStringAsync()).ShouldContain("This price cannot be shared");

        // A club that says so has shares charged at once: by what gives back by itself, and by nothing else.
        var owner = platform.Lahore();
        owner.Token = (string)(await owner.JsonAsync("/api/v1/auth/login", new { email = "owner@lahore.test", password = "Padel-demo-2026" }))["accessToken"]!;
        async Task SetAsync(bool chargeAtOnce) => (await owner.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/v1/manage/payments/split")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { on = true, deadlineHours = 24, chargeAtOnce, fallbacks = new[] { "release" } }),
        })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await SetAsync(true);
        (await SplitAsync("easypaisa")).ShouldBe(HttpStatusCode.Conflict);
        ((int)await SplitAsync("jazzcash")).ShouldBeInRange(200, 299);
        await SetAsync(false);
    }

    [Fact]
    public void No_secret_stands_in_a_log() => platform.Log.Lines.ShouldAllBe(line => !line.Contains("z9x8c7v6b5", StringComparison.Ordinal) && !line.Contains("pw12345678", StringComparison.Ordinal));

    private async Task<WalletGuest> PaidAsync()
    {
        var guest = await platform.GuestAsync("jazzcash");
        await guest.PayAsync();
        await platform.SettleAsync();
        (await guest.BookingAsync()).ShouldBe("confirmed");
        return guest;
    }
}
