using System.Globalization;
using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Booking;

/// <summary>Hard cases 7 and 17 where a booking that was paid moves: the difference goes back or is due, mails speak of the present time only.</summary>
public sealed class MoveMoneyTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Hard_case_17_a_lower_price_sends_the_difference_back_once_and_a_later_cancellation_the_rest()
    {
        var player = platform.InMadrid();
        var (id, slot) = await PaidAsync(player, "2026-12-01", "18:00", "Lia");
        var moved = await MoveAsync(player, id, slot.Moved(-6 * 60));
        ((long)moved.Json["refund"]!["amountMinor"]!).ShouldBe(2400);
        ((long)moved.Json["booking"]!["paid"]!["amountMinor"]!).ShouldBe(3600);
        await platform.SettleAsync();
        (await GivenBackAsync(id)).ShouldBe(2400);

        // A courier that lost its place and a reaction that remembers nothing: heard again, owed once.
        await Cluster.ExecuteAsync(platform.Database, "delete from platform.inbox where reaction = 'payments/WhenBookingMoved'; delete from platform.cursors where service = 'payments'");
        await platform.SettleAsync();
        (await GivenBackAsync(id)).ShouldBe(2400);

        (await player.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await GivenBackAsync(id)).ShouldBe(6000);
    }

    [Fact]
    public async Task Hard_case_17_a_higher_price_on_a_paid_booking_is_due_at_the_club()
    {
        var player = platform.InMadrid();
        var (id, slot) = await PaidAsync(player, "2026-12-02", "12:00", "Max");
        var moved = await MoveAsync(player, id, slot.Moved(6 * 60));
        ((long)moved.Json["due"]!["amountMinor"]!).ShouldBe(2400);
        await platform.SettleAsync();

        (await GivenBackAsync(id)).ShouldBe(0);
        (await DueAsync(id)).ShouldBe(2400);
        var page = WebUtility.HtmlDecode(await (await player.Visitor.GetAsync($"/bookings/{id}?key={player.Visitor.Headers["X-Booking-Key"]}")).Content.ReadAsStringAsync());
        page.ShouldContain("To pay at the club");
        page.ShouldContain("€24.00");

        // Back again: nothing is missing any more, and nothing has to come back.
        await MoveAsync(player, id, slot);
        await platform.SettleAsync();
        ((await DueAsync(id)), await GivenBackAsync(id)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_is_paid_at_the_club_is_asked_for_at_the_new_price()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-12-03", "12:00");
        var id = await MoveTests.ConfirmedAsync(player, slot, "Noa");
        await platform.SettleAsync();
        (await DueAsync(id)).ShouldBe(3600);
        await MoveAsync(player, id, slot.Moved(6 * 60));
        await platform.SettleAsync();
        (await DueAsync(id)).ShouldBe(6000);
    }

    [Fact]
    public async Task The_mail_carries_a_calendar_file_that_replaces_the_first_and_the_page_gives_the_same()
    {
        var player = platform.InMadrid();
        var (id, slot) = await PaidAsync(player, "2026-12-04", "12:00", "Pia");
        await MoveAsync(player, id, slot.Moved(120));
        await platform.SettleAsync();

        (await platform.CountAsync("pia@example.test", "Your booking moved")).ShouldBe(1);
        var mail = new Notifications.Calendar(await platform.NewestMailAsync("pia@example.test", "attachment"));
        (mail["UID"], mail["SEQUENCE"], mail["METHOD"]).ShouldBe(($"{id}@padelsaas", "1", "PUBLISH"));
        mail.Instant("DTSTART").ShouldBe(slot.Start.AddMinutes(120));
        (await platform.NewestMailAsync("pia@example.test", "text")).ShouldContain("Before: Fri 4 Dec, 12:00–13:30 · Court 1");

        var answer = await player.Visitor.GetAsync($"/bookings/{id}/calendar.ics?key={player.Visitor.Headers["X-Booking-Key"]}");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/calendar; charset=utf-8");
        var page = new Notifications.Calendar(await answer.Content.ReadAsStringAsync());
        foreach (var name in new[] { "UID", "SEQUENCE", "METHOD", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "URL", "ORGANIZER" }) page[name].ShouldBe(mail[name], name);
    }

    [Fact]
    public async Task Hard_case_7_no_mail_speaks_of_a_time_the_booking_has_left()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-12-05", "12:00");
        var id = await MoveTests.ConfirmedAsync(player, slot, "Rui");
        await MoveAsync(player, id, slot.Moved(120));
        await MoveAsync(player, id, slot.Moved(240));
        await platform.SettleAsync();
        (await platform.CountAsync("rui@example.test")).ShouldBe(1);
        (await platform.NewestMailAsync("rui@example.test", "subject")).ShouldContain("16:00–17:30");

        await MoveAsync(player, id, slot);
        platform.Clock.Advance(TimeSpan.FromSeconds(1));
        await player.CancelAsync(id);
        await platform.SettleAsync();
        (await platform.CountAsync("rui@example.test")).ShouldBe(2);
        (await platform.NewestMailAsync("rui@example.test", "subject")).ShouldStartWith("Cancelled");
        new Notifications.Calendar(await platform.NewestMailAsync("rui@example.test", "attachment"))["SEQUENCE"].ShouldBe("4");
    }

    private async Task<(Guid Id, Slot Slot)> PaidAsync(Player player, string date, string time, string name)
    {
        var slot = await player.SlotAsync(date, time);
        var id = await player.HeldAsync(slot, name);
        var reference = ((string)(await player.ConfirmAsync(id, "dev")).Json["payAt"]!).Split('/')[^1];
        await player.PostAsync($"/api/v1/dev/card/{reference}", new { outcome = "pay" });
        await platform.SettleAsync();
        (await player.StatusAsync(id)).ShouldBe("confirmed");
        return (id, slot);
    }

    private async Task<Answer> MoveAsync(Player player, Guid id, Slot slot)
    {
        // Of two mails of one instant none is the newest.
        platform.Clock.Advance(TimeSpan.FromSeconds(1));
        var answer = await player.PostAsync($"/api/v1/bookings/{id}/change",
            new { courtId = slot.CourtId, start = slot.Start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), durationMinutes = slot.Minutes });
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return answer;
    }

    private Task<long> GivenBackAsync(Guid id) => platform.ScalarAsync<long>("madrid",
        $"select coalesce(sum(r.amount_minor), 0)::bigint from dev_card_refunds r join payments p on p.provider_reference = r.reference where p.booking_id = '{id}'");

    private Task<long> DueAsync(Guid id) => platform.ScalarAsync<long>("madrid",
        $"select coalesce(sum(amount_minor), 0)::bigint from payments where booking_id = '{id}' and state = 'due_at_club'");
}
