using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.Booking.Series;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Limits;

/// <summary>Whom the club has blocked books nothing online; who pays comes back the way they came.</summary>
public sealed class BlockedTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_blocked_customer_is_refused_by_name_until_the_club_takes_it_back()
    {
        await ApplyAsync("Left without paying");
        var player = await platform.InMadrid().SignInAsync("player@madrid.test");
        var slot = await player.SlotAsync("2026-11-28", "10:00");
        var refused = await player.HoldAsync(slot);
        (refused.Status, refused.Slug).ShouldBe((HttpStatusCode.Conflict, "ask_at_the_desk"));
        // Why is between the club and its notes.
        refused.Body.ShouldNotContain("paying");
        (await platform.InMadrid().HoldAsync(slot.Moved(180))).Status.ShouldBe(HttpStatusCode.Created);

        await ApplyAsync(null);
        (await player.HoldAsync(slot)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Who_pays_by_a_guests_link_comes_back_by_it_also_when_the_booking_has_joined_an_account()
    {
        var guest = platform.InMadrid();
        var id = await guest.HeldAsync(await guest.SlotAsync("2026-11-29", "10:00"), "Link");
        await platform.ExecuteAsync("madrid", $"update bookings set user_id = '{Guid.CreateVersion7()}' where id = '{id}'");
        (await guest.ConfirmAsync(id, "dev")).Status.ShouldBe(HttpStatusCode.Accepted);
        (await PathAsync(id)).ShouldBe($"/bookings/{id}?key={guest.Visitor.Headers["X-Booking-Key"]}");

        var player = await platform.InMadrid().SignInAsync("owner@madrid.test");
        var own = (Guid)(await player.HoldAsync(await player.SlotAsync("2026-11-29", "14:00"))).Json["id"]!;
        (await player.ConfirmAsync(own, "dev")).Status.ShouldBe(HttpStatusCode.Accepted);
        (await PathAsync(own)).ShouldBe($"/bookings/{own}");
    }

    [Fact]
    public async Task A_guest_with_a_blocked_address_hears_the_same_and_not_why()
    {
        await ApplyAsync("Left without paying");
        var player = await platform.InMadrid().SignInAsync("player@madrid.test");
        var slot = await player.SlotAsync("2026-11-30", "10:00");
        var own = await player.HoldAsync(slot);
        var guest = await HoldAsAsync(slot, "PLAYER@madrid.test");
        (guest.Status, guest.Slug).ShouldBe((HttpStatusCode.Conflict, "ask_at_the_desk"));
        ((string)guest.Json["detail"]!).ShouldBe((string)own.Json["detail"]!);
        foreach (var word in new[] { "block", "account", "paying" }) guest.Body.ShouldNotContain(word, Case.Insensitive);

        // Remembered as not blocked, and known at once when the club thinks otherwise.
        (await HoldAsAsync(slot, "later@madrid.test")).Status.ShouldBe(HttpStatusCode.Created);
        await ApplyAsync("Left without paying", "later@madrid.test");
        (await HoldAsAsync(slot.Moved(180), "later@madrid.test")).Slug.ShouldBe("ask_at_the_desk");
        await ApplyAsync(null);
        (await HoldAsAsync(slot.Moved(180), "player@madrid.test")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_address_of_one_who_turned_out_to_be_a_blocked_customer_is_blocked_too()
    {
        await ApplyAsync("Left without paying");
        var kept = await platform.ScalarAsync<Guid>("madrid", "select id from customers where email = 'player@madrid.test' and account_id is not null");
        var owner = await platform.InMadrid().SignInAsync("owner@madrid.test");
        var gone = (Guid)(await owner.PostAsync("/api/v1/customers", new { name = "Same one", email = "other-address@example.test" })).Json["id"]!;
        (await owner.PostAsync($"/api/v1/customers/{kept}/merge", new { with = gone })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await HoldAsAsync(await platform.InMadrid().SlotAsync("2026-11-30", "14:00"), "other-address@example.test")).Slug.ShouldBe("ask_at_the_desk");
        await ApplyAsync(null);
    }

    [Fact]
    public async Task Blocked_players_and_guests_move_nothing_and_book_no_series_but_give_back_what_they_have()
    {
        await ApplyAsync(null);
        var player = await platform.InMadrid().SignInAsync("player@madrid.test");
        var slot = await player.SlotAsync("2026-12-01", "10:00");
        var own = await player.HeldAsync(slot);
        (await player.ConfirmAsync(own)).Status.ShouldBe(HttpStatusCode.OK);
        var series = (Guid)(await player.BookedSeriesAsync(SeriesBooking.Wish(await player.CourtAsync(1), "2026-12-02", "12:00", 3)))["id"]!;
        var guest = platform.InMadrid();
        var theirs = await guest.HeldAsync(slot.Moved(180), "Moved");
        (await guest.ConfirmAsync(theirs)).Status.ShouldBe(HttpStatusCode.OK);
        await ApplyAsync("Left without paying");
        await ApplyAsync("Shouted", "moved@example.test");

        (await MoveAsync(player, own, slot.Moved(360))).Slug.ShouldBe("ask_at_the_desk");
        (await MoveAsync(guest, theirs, slot.Moved(360))).Slug.ShouldBe("ask_at_the_desk");
        (await player.PostAsync("/api/v1/series", SeriesBooking.Wish(await player.CourtAsync(1), "2026-12-03", "12:00", 3))).Slug.ShouldBe("ask_at_the_desk");
        (await player.PostAsync($"/api/v1/series/{series}/extend", new { weeks = 2 })).Slug.ShouldBe("ask_at_the_desk");
        (await player.PostAsync($"/api/v1/series/{series}/change", new { startTime = "13:00" })).Slug.ShouldBe("ask_at_the_desk");
        // The desk moves it for them, and giving back is always theirs.
        var desk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        (await MoveAsync(desk, own, slot.Moved(360))).Status.ShouldBe(HttpStatusCode.OK);
        (await guest.CancelAsync(theirs)).Status.ShouldBe(HttpStatusCode.OK);
        (await player.PostAsync($"/api/v1/series/{series}/cancel", new { })).Status.ShouldBe(HttpStatusCode.OK);
        await ApplyAsync(null);
    }

    private Task<Answer> HoldAsAsync(Slot slot, string email) => platform.InMadrid().PostAsync("/api/v1/bookings", new
    {
        courtId = slot.CourtId,
        start = slot.Start,
        durationMinutes = slot.Minutes,
        guest = new { name = "Somebody", email, phone = "+34 600 000 000" },
    });

    private static Task<Answer> MoveAsync(Player player, Guid id, Slot slot) =>
        player.PostAsync($"/api/v1/bookings/{id}/change", new { courtId = slot.CourtId, start = slot.Start, durationMinutes = slot.Minutes, reason = "Asked for it" });

    private Task<string> PathAsync(Guid booking) => platform.ScalarAsync<string>("madrid", $"select return_path from payments where booking_id = '{booking}'");

    private async Task ApplyAsync(string? blocked, string email = "player@madrid.test")
    {
        var file = Template.Club("madrid");
        file["customers"] = new JsonArray(new JsonObject { ["email"] = email, ["blocked"] = blocked });
        await platform.Services.GetRequiredService<ITenantOffice>().ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
    }
}
