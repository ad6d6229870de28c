using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Payments.Desk;

public sealed class DeskMoneyTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly Checkout madrid = new(platform, "madrid");

    [Fact]
    public async Task Parts_are_taken_one_after_the_other_until_nothing_is_due()
    {
        var (held, desk) = (await DueAsync(), await DeskAsync());
        await TillAsync(desk);
        var (status, answer) = await TakeAsync(desk, held, new { method = "cash", amountMinor = 1000, tenderedMinor = 2000 });
        (status, (long)answer["change"]!["amountMinor"]!, (long)answer["stillDue"]!["amountMinor"]!).ShouldBe((HttpStatusCode.OK, 1000, held.PriceMinor - 1000));
        (await TakeAsync(desk, held, new { method = "terminal", amountMinor = held.PriceMinor })).Answer["slug"]!.ToString().ShouldBe("more_than_due");
        (await TakeAsync(desk, held, new { method = "terminal", reference = "slip 7" })).Status.ShouldBe(HttpStatusCode.OK);
        (await TakeAsync(desk, held, new { method = "cash" })).Answer["slug"]!.ToString().ShouldBe("nothing_due");
        await platform.SettleAsync();
        (await PaidAsync(held)).ShouldBe(held.PriceMinor);
        (await LedgerAsync(held, "receivable"), await LedgerAsync(held, "cash"), await LedgerAsync(held, "terminal")).ShouldBe((0, 1000, held.PriceMinor - 1000));
    }

    [Fact]
    public async Task Two_who_take_all_of_it_at_once_take_it_once()
    {
        var (held, desk) = (await DueAsync(), await DeskAsync());
        await TillAsync(desk);
        var both = await Task.WhenAll(TakeAsync(desk, held, new { method = "cash" }), TakeAsync(desk, held, new { method = "terminal" }));
        both.Select(one => one.Status).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        // The same key, sent twice, takes a part once.
        var other = await DueAsync();
        var key = Guid.CreateVersion7();
        var twice = await Task.WhenAll(TakeAsync(desk, other, new { method = "cash", amountMinor = 500, key }), TakeAsync(desk, other, new { method = "cash", amountMinor = 500, key }));
        twice.ShouldAllBe(one => one.Status == HttpStatusCode.OK);
        await platform.SettleAsync();
        (await PaidAsync(other)).ShouldBe(500);
    }

    [Fact]
    public async Task Cash_needs_an_open_till_and_enough_of_it()
    {
        var (held, desk) = (await DueAsync(), await DeskAsync());
        await CloseAnyAsync(desk);
        (await TakeAsync(desk, held, new { method = "cash" })).Answer["slug"]!.ToString().ShouldBe("till_closed");
        (await TakeAsync(desk, held, new { method = "cheque" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await TakeAsync(desk, held, new { method = "cash", amountMinor = 0 })).Status.ShouldBe(HttpStatusCode.BadRequest);
        await TillAsync(desk);
        (await TakeAsync(desk, held, new { method = "cash", amountMinor = 1000, tenderedMinor = 900 })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_mistake_is_taken_back_the_same_day_and_is_due_again()
    {
        var (held, desk) = (await DueAsync(), await DeskAsync());
        var till = await TillAsync(desk);
        var payment = (string)(await TakeAsync(desk, held, new { method = "cash" })).Answer["paymentId"]!;
        (await desk.PostAsync($"/api/v1/desk/payments/{payment}/reverse", new { })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await desk.PostAsync($"/api/v1/desk/payments/{payment}/reverse", new { reason = "Wrong booking" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await desk.PostAsync($"/api/v1/desk/payments/{payment}/reverse", new { reason = "Wrong booking" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await platform.SettleAsync();
        (await PaidAsync(held), await LedgerAsync(held, "cash")).ShouldBe((0, 0));
        (await platform.ScalarAsync<long>("madrid", $"select amount_minor from payments where booking_id = '{held.BookingId}' and state = 'due_at_club'")).ShouldBe(held.PriceMinor);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from audit where content::text like '%payment.reversed%'")).ShouldBeGreaterThan(0);

        // Counted and closed: only giving back is left.
        var second = (string)(await TakeAsync(desk, held, new { method = "cash" })).Answer["paymentId"]!;
        await CloseAsync(desk, till);
        (await desk.PostAsync($"/api/v1/desk/payments/{second}/reverse", new { reason = "Late" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Money_goes_back_within_a_limit_with_a_reason_and_never_more_than_was_paid()
    {
        var (held, desk) = (await DueAsync(), await DeskAsync());
        await TillAsync(desk);
        var payment = (string)(await TakeAsync(desk, held, new { method = "cash" })).Answer["paymentId"]!;
        var path = $"/api/v1/desk/payments/{payment}/refunds";
        (await desk.PostAsync(path, new { amountMinor = 500 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await platform.ExecuteAsync("madrid", "insert into money_limits (id, role, at_once_minor, updated_at) values (gen_random_uuid(), 'desk', 600, now())");
        (await desk.PostAsync(path, new { amountMinor = 700, reason = "Lights failed" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.PostAsync(path, new { amountMinor = 500, reason = "Lights failed" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await platform.ExecuteAsync("madrid", "delete from money_limits");
        (await desk.PostAsync(path, new { amountMinor = held.PriceMinor, reason = "Too much" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await platform.SettleAsync();
        (await LedgerAsync(held, "cash"), await LedgerAsync(held, "receivable")).ShouldBe((held.PriceMinor - 500, 0));
        (await madrid.ToldAsync(held, "REFUND_SETTLED")).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_paid_in_cash_waits_to_be_handed_back_when_the_booking_is_given_up()
    {
        var (held, desk) = (await DueAsync(), await DeskAsync());
        await TillAsync(desk);
        await TakeAsync(desk, held, new { method = "cash" });
        await platform.SettleAsync();
        await madrid.CancelAsync(held);
        await platform.SettleAsync();
        var task = (await desk.JsonAsync("/api/v1/manage/payments/tasks"))["tasks"]!.AsArray().Single(one => (string?)one!["booking"]?["bookingId"] == held.BookingId.ToString())!;
        (await desk.PostAsync($"/api/v1/manage/payments/tasks/{task["refundId"]}/done", new { way = "cash" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await platform.SettleAsync();
        (await LedgerAsync(held, "cash"), await LedgerAsync(held, "receivable")).ShouldBe((0, 0));
        (await madrid.ToldAsync(held, "REFUND_SETTLED")).ShouldBe(1);
    }

    [Fact]
    public async Task Who_did_not_come_owes_what_was_agreed_and_no_more()
    {
        var (held, desk) = (await DueAsync(), await DeskAsync());
        await TillAsync(desk);
        platform.Clock.Now = held.Start.AddMinutes(5);
        desk = await DeskAsync();
        (await desk.PostAsync($"/api/v1/bookings/{held.BookingId}/no-show", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        var money = await desk.JsonAsync($"/api/v1/desk/bookings/{held.BookingId}/money");
        ((long)money["due"]!["amountMinor"]!).ShouldBe((long)money["booking"]!["owed"]!["amountMinor"]!);
    }

    [Fact]
    public async Task What_is_due_is_listed_and_let_go_once_by_who_may_and_asked_for_no_more()
    {
        var (held, desk) = (await DueAsync(), await DeskAsync());
        (await DueOfAsync(desk, held, "")).ShouldBeNull("it is not due before play");
        ((long)(await DueOfAsync(desk, held, "?age=all"))!["amount"]!["amountMinor"]!).ShouldBe(held.PriceMinor);
        platform.Clock.Now = held.Start.AddMinutes(5);
        desk = await DeskAsync();
        ((string?)(await DueOfAsync(desk, held, ""))!["kind"]).ShouldBe("booking");
        (await DueOfAsync(desk, held, "?age=week")).ShouldBeNull();
        (await desk.GetAsync("/api/v1/manage/payments/due?kind=beer")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await desk.PostAsync($"/api/v1/bookings/{held.BookingId}/no-show", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await DueOfAsync(desk, held, "?kind=booking")).ShouldBeNull();
        ((string?)(await DueOfAsync(desk, held, "?kind=no_show"))!["kind"]).ShouldBe("no_show");

        var path = $"/api/v1/desk/bookings/{held.BookingId}/let-go";
        (await desk.PostAsync(path, new { amountMinor = held.PriceMinor })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await (await desk.PostAsync(path, new { amountMinor = held.PriceMinor - 1, reason = "Was ill" })).Content.ReadAsStringAsync()).ShouldContain("due_changed");
        await platform.ExecuteAsync("madrid", "insert into money_limits (id, role, at_once_minor, updated_at) values (gen_random_uuid(), 'desk', 100, now())");
        (await desk.PostAsync(path, new { amountMinor = held.PriceMinor, reason = "Was ill" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await platform.ExecuteAsync("madrid", "delete from money_limits");
        var lahore = platform.Lahore();
        lahore.Token = (string)(await lahore.JsonAsync("/api/v1/auth/login", new { email = "desk@lahore.test", password = "Padel-demo-2026" }))["accessToken"]!;
        (await lahore.PostAsync(path, new { amountMinor = held.PriceMinor, reason = "Was ill" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // Two at once: one of them does.
        var all = await Task.WhenAll(desk.PostAsync(path, new { amountMinor = held.PriceMinor, reason = "Was ill" }), desk.PostAsync(path, new { amountMinor = held.PriceMinor, reason = "Was ill" }));
        all.Select(one => one.StatusCode).Order().ShouldBe([HttpStatusCode.NoContent, HttpStatusCode.Conflict]);
        (await TakeAsync(desk, held, new { method = "terminal" })).Answer["slug"]!.ToString().ShouldBe("nothing_due");
        await platform.SettleAsync();
        (await DueOfAsync(desk, held, "?age=all")).ShouldBeNull();
        (await LedgerAsync(held, "receivable"), await LedgerAsync(held, "sales"), await LedgerAsync(held, "tax")).ShouldBe((0, 0, 0));
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from audit where content::text like '%payment.let_go%' and content::text like '%{held.BookingId}%'")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_let_go_stays_so_when_the_booking_moves_and_a_goodwill_refund_leaves_nothing_unpaid()
    {
        var (held, desk) = (await DueAsync(), await DeskAsync());
        await TillAsync(desk);
        await TakeAsync(desk, held, new { method = "terminal", amountMinor = 1000 });
        (await desk.PostAsync($"/api/v1/desk/bookings/{held.BookingId}/let-go", new { amountMinor = held.PriceMinor - 1000, reason = "Late lights" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await platform.SettleAsync();
        await madrid.MoveAsync(held);
        await platform.SettleAsync();
        var price = await platform.ScalarAsync<long>("madrid", $"select total_amount_minor from bookings where id = '{held.BookingId}'");
        ((long)(await desk.JsonAsync($"/api/v1/desk/bookings/{held.BookingId}/money"))["due"]!["amountMinor"]!).ShouldBe(Math.Max(0, price - held.PriceMinor));
        (await LedgerAsync(held, "receivable")).ShouldBe(price - held.PriceMinor);
        var payment = (string)(await desk.JsonAsync($"/api/v1/desk/bookings/{held.BookingId}/money"))["payments"]![0]!["id"]!;
        (await desk.PostAsync($"/api/v1/desk/payments/{payment}/refunds", new { amountMinor = 400, reason = "Lights failed" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        var money = await desk.JsonAsync($"/api/v1/desk/bookings/{held.BookingId}/money");
        ((long)money["due"]!["amountMinor"]!, (long)money["letGo"]!["amountMinor"]!).ShouldBe((Math.Max(0, price - held.PriceMinor), held.PriceMinor - 1000));
        (await PaidAsync(held), await LedgerAsync(held, "receivable")).ShouldBe((1000, price - held.PriceMinor));
        (await platform.ScalarAsync<long>("madrid", $"select total_amount_minor - given_back_minor - let_go_minor - paid_minor from bookings where id = '{held.BookingId}'")).ShouldBe(price - held.PriceMinor);
    }

    [Fact]
    public async Task The_page_of_what_is_due_takes_one_there_and_lets_go_with_a_reason()
    {
        var held = await DueAsync();
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await TextAsync(desk, "/manage/payments/due?age=all")).ShouldContain($"/desk/pay/{held.BookingId}");
        Task<HttpResponseMessage> SendAsync(string reason) => desk.SubmitAsync("/manage/payments/due?age=all", $"/manage/payments/due/{held.BookingId}/let-go", new Dictionary<string, string> { ["reason"] = reason });
        (await SendAsync(" ")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var done = await SendAsync("Tournament guest");
        (done.StatusCode, done.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.Redirect, "/manage/payments/due?age=all&done=let_go"));
        (await TextAsync(desk, "/manage/payments/due?age=all")).ShouldNotContain($"/desk/pay/{held.BookingId}");
    }

    private static async Task<string> TextAsync(Visitor visitor, string path) => await (await visitor.GetAsync(path)).Content.ReadAsStringAsync();

    private static async Task<JsonNode?> DueOfAsync(Visitor desk, Held held, string query) =>
        (await desk.JsonAsync($"/api/v1/manage/payments/due{query}"))["due"]!.AsArray().FirstOrDefault(line => (string?)line!["bookingId"] == held.BookingId.ToString());

    [Fact]
    public async Task What_belongs_to_another_club_does_not_exist_and_players_take_nothing()
    {
        var held = await DueAsync();
        var lahore = platform.Lahore();
        lahore.Token = (string)(await lahore.JsonAsync("/api/v1/auth/login", new { email = "desk@lahore.test", password = "Padel-demo-2026" }))["accessToken"]!;
        (await lahore.GetAsync($"/api/v1/desk/bookings/{held.BookingId}/money")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await lahore.PostAsync($"/api/v1/desk/bookings/{held.BookingId}/payments", new { method = "terminal" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().PostAsync($"/api/v1/desk/bookings/{held.BookingId}/payments", new { method = "terminal" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<Held> DueAsync()
    {
        var held = await madrid.HoldAsync();
        await madrid.PayAtClubAsync(held);
        await platform.SettleAsync();
        return held;
    }

    private async Task<Visitor> DeskAsync()
    {
        var desk = platform.Madrid();
        desk.Token = (string)(await desk.JsonAsync("/api/v1/auth/login", new { email = "desk@madrid.test", password = "Padel-demo-2026" }))["accessToken"]!;
        return desk;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Answer)> TakeAsync(Visitor desk, Held held, object wanted)
    {
        var answer = await desk.PostAsync($"/api/v1/desk/bookings/{held.BookingId}/payments", wanted);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private static async Task<Guid> TillAsync(Visitor desk)
    {
        await CloseAnyAsync(desk);
        return (Guid)(await desk.JsonAsync("/api/v1/desk/tills", new { venueId = await VenueAsync(desk), floatMinor = 10_000 }))["id"]!;
    }

    private static async Task CloseAnyAsync(Visitor desk)
    {
        if ((await desk.JsonAsync($"/api/v1/desk/tills?venueId={await VenueAsync(desk)}"))["tills"]!.AsArray().FirstOrDefault(till => (bool)till!["open"]!) is { } open) await CloseAsync(desk, (Guid)open["id"]!);
    }

    private static Task<JsonNode> CloseAsync(Visitor desk, Guid till) => desk.JsonAsync($"/api/v1/desk/tills/{till}/close", new { countedMinor = 0 });

    private static async Task<Guid> VenueAsync(Visitor desk) => (Guid)(await desk.JsonAsync("/api/v1/venues"))["venues"]![0]!["id"]!;

    private Task<long> PaidAsync(Held held) => platform.ScalarAsync<long>("madrid", $"select paid_minor from bookings where id = '{held.BookingId}'");

    private Task<long> LedgerAsync(Held held, string account) => platform.ScalarAsync<long>("madrid",
        $"select coalesce(sum(l.amount_minor), 0)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = '{held.BookingId}' and l.account = '{account}'");
}
