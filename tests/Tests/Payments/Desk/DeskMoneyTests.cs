using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

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
