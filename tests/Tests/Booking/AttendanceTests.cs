using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>Who came, who did not, and how a booking ends by itself.</summary>
public sealed class AttendanceTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Who_came_plays_and_is_completed_when_the_time_is_over()
    {
        var (id, slot, player) = await ConfirmedAsync("2026-11-25", "10:00");
        var desk = await DeskAsync();
        (await desk.PostAsync($"/api/v1/bookings/{id}/arrived", new { })).Slug.ShouldBe("too_early");
        (await player.PostAsync($"/api/v1/bookings/{id}/arrived", new { })).Status.ShouldBe(HttpStatusCode.Unauthorized);

        await AtAsync(slot.Start.AddMinutes(-10));
        (await (await DeskAsync()).PostAsync($"/api/v1/bookings/{id}/no-show", new { })).Slug.ShouldBe("not_begun");
        ((string)(await (await DeskAsync()).PostAsync($"/api/v1/bookings/{id}/arrived", new { })).Json["status"]!).ShouldBe("in_progress");
        (await (await DeskAsync()).PostAsync($"/api/v1/bookings/{id}/arrived", new { })).Status.ShouldBe(HttpStatusCode.OK);

        await AtAsync(slot.End.AddSeconds(-1));
        (await player.StatusAsync(id)).ShouldBe("in_progress");
        await AtAsync(slot.End);
        (await player.StatusAsync(id)).ShouldBe("completed");
        (await (await DeskAsync()).PostAsync($"/api/v1/bookings/{id}/no-show", new { })).Slug.ShouldBe("not_missing");
        (await platform.FactsAsync("BOOKING_COMPLETED", id)).ShouldBe(1);
        (await platform.ScalarAsync<string>("madrid", $"select string_agg(act, ' ' order by at, id) from booking_history where booking_id = '{id}' and at > '{FakeClock.Start:O}'")).ShouldBe("arrived completed");
    }

    [Fact]
    public async Task Who_did_not_come_is_noted_from_the_start_on_also_after_the_end_and_stays_so()
    {
        var (early, slot, _) = await ConfirmedAsync("2026-11-26", "10:00");
        var (late, _, _) = await ConfirmedAsync("2026-11-26", "12:00");
        await AtAsync(slot.Start);
        ((string)(await (await DeskAsync()).PostAsync($"/api/v1/bookings/{early}/no-show", new { })).Json["status"]!).ShouldBe("no_show");
        await AtAsync(slot.Start.AddHours(5));
        var desk = await DeskAsync();
        ((string)(await desk.SeeAsync(late)).Json["status"]!).ShouldBe("completed");
        ((string)(await desk.PostAsync($"/api/v1/bookings/{late}/no-show", new { })).Json["status"]!).ShouldBe("no_show");
        ((string)(await desk.SeeAsync(early)).Json["status"]!).ShouldBe("no_show");
        (await desk.PostAsync($"/api/v1/bookings/{early}/arrived", new { })).Slug.ShouldBe("not_expected");
        (await platform.FactsAsync("NO_SHOW_RECORDED", early), await platform.FactsAsync("BOOKING_COMPLETED", early)).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_booking_that_moved_ends_at_its_new_time()
    {
        var (id, slot, player) = await ConfirmedAsync("2026-11-30", "10:00");
        (await player.PostAsync($"/api/v1/bookings/{id}/change", new { courtId = slot.CourtId, start = slot.Start.AddHours(4), durationMinutes = 90 })).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        await AtAsync(slot.End);
        (await player.StatusAsync(id)).ShouldBe("confirmed");
        await AtAsync(slot.End.AddHours(4));
        (await player.StatusAsync(id)).ShouldBe("completed");
    }

    [Fact]
    public async Task The_code_on_the_page_is_a_picture_that_leads_staff_to_the_booking()
    {
        var (id, slot, player) = await ConfirmedAsync("2026-12-02", "10:00");
        var key = player.Visitor.Headers["X-Booking-Key"];
        var page = await (await player.Visitor.GetAsync($"/bookings/{id}?key={key}")).Content.ReadAsStringAsync();
        page.ShouldContain($"/bookings/{id}/qr.svg?key=");
        page.ShouldNotContain("They are here");
        var picture = await player.Visitor.GetAsync($"/bookings/{id}/qr.svg?key={key}");
        picture.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        (await platform.Madrid().GetAsync($"/bookings/{id}/qr.svg")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await AtAsync(slot.Start);
        var desk = platform.Madrid();
        var asked = await desk.GetAsync($"/bookings/{id}/check-in");
        asked.Headers.Location!.ToString().ShouldContain("sign-in");
        await desk.SubmitAsync("/sign-in", "/sign-in", new Dictionary<string, string> { ["email"] = "desk@madrid.test", ["password"] = "Padel-demo-2026" });
        (await desk.GetAsync($"/bookings/{id}/check-in")).Headers.Location!.ToString().ShouldBe($"/bookings/{id}");
        (await (await desk.GetAsync($"/bookings/{id}")).Content.ReadAsStringAsync()).ShouldContain("They are here");
        var noted = await desk.SubmitAsync($"/bookings/{id}", $"/bookings/{id}/attendance", new Dictionary<string, string> { ["note"] = "arrived" });
        noted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await desk.GetAsync($"/bookings/{id}")).Content.ReadAsStringAsync()).ShouldContain("Here since 10:00");
        (await (await desk.GetAsync($"/desk?date=2026-12-02")).Content.ReadAsStringAsync()).ShouldContain("pays here");
    }

    private async Task<(Guid Id, Slot Slot, Player Player)> ConfirmedAsync(string date, string time)
    {
        platform.Clock.Now = FakeClock.Start;
        var player = platform.InMadrid();
        var slot = await player.SlotAsync(date, time);
        var id = await MoveTests.ConfirmedAsync(player, slot);
        await platform.SettleAsync();
        return (id, slot, player);
    }

    private Task<Player> DeskAsync() => platform.InMadrid().SignInAsync("desk@madrid.test");

    private async Task AtAsync(DateTimeOffset instant)
    {
        platform.Clock.Now = instant;
        await platform.SettleAsync();
    }
}
