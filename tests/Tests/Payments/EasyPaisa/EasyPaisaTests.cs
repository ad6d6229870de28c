using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Payments.JazzCash;

namespace PadelSaaS.Tests.Payments.EasyPaisa;

public sealed class EasyPaisaTests(WalletFixture platform) : IClassFixture<WalletFixture>
{
    [Fact]
    public async Task Two_forms_lead_there_and_only_the_inquiry_confirms()
    {
        var guest = await platform.GuestAsync("easypaisa");
        var page = await PageAsync(guest);
        var back = (await guest.ChooseAsync(page, "pay")).Headers.Location!;
        back.Query.ShouldContain("status=0000");
        (await guest.StateAsync()).ShouldBe("open");
        (await guest.Visitor.GetAsync(back.PathAndQuery)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await guest.StateAsync()).ShouldBe("settled");
        await platform.SettleAsync();
        (await guest.BookingAsync()).ShouldBe("confirmed");
    }

    [Fact]
    public async Task A_return_that_says_paid_is_never_believed()
    {
        var guest = await platform.GuestAsync("easypaisa");
        await PageAsync(guest);
        await guest.Visitor.GetAsync($"{guest.PayAt}/return?status=0000&desc=paid&orderRefNumber={await guest.ReferenceAsync()}");
        (await guest.StateAsync()).ShouldBe("open");
        // An amount that is not ours is not our payment.
        await guest.ChooseAsync(await PageAsync(guest), "gone");
        await platform.ExecuteAsync("lahore", $"update dev_wallet_payments set amount_minor = 100 where reference = '{await guest.ReferenceAsync()}'");
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        await platform.SettleAsync();
        (await guest.StateAsync()).ShouldBe("open");
    }

    [Fact]
    public async Task A_word_nobody_knows_decides_nothing_and_a_refusal_does()
    {
        var guest = await platform.GuestAsync("easypaisa");
        var page = await PageAsync(guest);
        await guest.ChooseAsync(page, "decline");
        await platform.FaultAsync("easypaisa", "inquire", "slow");
        await guest.Visitor.GetAsync($"{guest.PayAt}/return?status=0001");
        (await guest.StateAsync()).ShouldBe("open");
        await guest.Visitor.GetAsync($"{guest.PayAt}/return?status=0001");
        (await guest.StateAsync()).ShouldBe("failed");
    }

    [Fact]
    public async Task A_notice_makes_us_ask_and_nothing_else()
    {
        var guest = await platform.GuestAsync("easypaisa");
        await guest.ChooseAsync(await PageAsync(guest), "gone");
        var listener = "/api/v1/payments/easypaisa/ipn?url=";
        (await platform.Lahore().GetAsync(listener + Uri.EscapeDataString("http://localhost/health"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await platform.Lahore().GetAsync(listener + Uri.EscapeDataString($"https://easypay.easypaisa.com.pk/easypay-service/rest/v1/order-status/account123/{await guest.ReferenceAsync()}"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await guest.StateAsync()).ShouldBe("settled");
    }

    [Fact]
    public async Task What_has_to_go_back_is_a_task_for_the_desk_within_a_limit()
    {
        var guest = await platform.GuestAsync("easypaisa");
        var page = await PageAsync(guest);
        await guest.Visitor.GetAsync((await guest.ChooseAsync(page, "pay")).Headers.Location!.PathAndQuery);
        await platform.SettleAsync();
        await guest.Visitor.JsonAsync($"/api/v1/bookings/{guest.BookingId}/cancel", new { });
        await platform.SettleAsync();
        (await guest.StateAsync()).ShouldBe("refund_due");
        (await (await guest.Visitor.GetAsync($"/bookings/{guest.BookingId}?key={Uri.EscapeDataString(guest.Visitor.Headers["X-Booking-Key"])}&lang=en")).Content.ReadAsStringAsync()).ShouldContain("The club gives your money back by hand");
        (await MailAsync(guest)).ShouldContain("by hand");

        var desk = await StaffAsync("desk@lahore.test");
        var task = (await desk.JsonAsync("/api/v1/manage/payments/tasks"))["tasks"]!.AsArray().Single(one => (string?)one!["booking"]?["bookingId"] == guest.BookingId.ToString())!;
        var path = $"/api/v1/manage/payments/tasks/{task["refundId"]}/done";
        await platform.ExecuteAsync("lahore", "insert into money_limits (id, role, at_once_minor, updated_at) values (gen_random_uuid(), 'desk', 100, now())");
        (await desk.PostAsync(path, new { way = "bank", reference = "IBFT 1" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var owner = await StaffAsync("owner@lahore.test");
        (await owner.PostAsync(path, new { way = "bank", reference = "IBFT 1" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await platform.SettleAsync();
        (await guest.StateAsync()).ShouldBe("refunded");
        (await MailAsync(guest)).ShouldContain("ask at the desk");
        (await platform.ScalarAsync<long>("lahore", $"select count(*) from outbox where aggregate = '{guest.BookingId}' and event_type = 'REFUND_SETTLED'")).ShouldBe(1);
        (await platform.ScalarAsync<long>("lahore", $"select sum(amount_minor)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = '{guest.BookingId}' and account = 'bank'")).ShouldBe(-guest.PriceMinor);
        await platform.ExecuteAsync("lahore", "delete from money_limits");
    }

    private Task<string> MailAsync(WalletGuest guest) => platform.ScalarAsync<string>("lahore", $"select string_agg(content, chr(10)) from notification_logs where type = 'email' and booking_id = '{guest.BookingId}'");

    private async Task<Visitor> StaffAsync(string email)
    {
        var visitor = platform.Lahore();
        visitor.Token = (string)(await visitor.JsonAsync("/api/v1/auth/login", new { email, password = "Padel-demo-2026" }))["accessToken"]!;
        return visitor;
    }

    // The first form, the return with a token, the second form: then the company's page.
    private async Task<string> PageAsync(WalletGuest guest)
    {
        var returned = new Uri(await guest.ArriveAsync());
        returned.Query.ShouldContain("auth_token=");
        var (action, fields) = await WalletGuest.FormOf(await guest.Visitor.GetAsync(returned.PathAndQuery));
        return (await platform.At("localhost").PostFormAsync(new Uri(action).PathAndQuery, fields)).Headers.Location!.ToString();
    }
}
