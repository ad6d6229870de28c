using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Venues.Manage;

namespace PadelSaaS.Tests.Booking.Closures;

/// <summary>What happens in the two minutes before the players are told, and in the moment before a closed venue has taken a new court.</summary>
public sealed class ClosureGapTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_closure_nobody_was_told_of_is_undone_and_not_just_opened_and_its_player_sees_that_it_is_being_changed()
    {
        var (owner, guest) = (await platform.OwnerAsync(), platform.InMadrid());
        var slot = await guest.SlotAsync("2026-12-01", "18:00");
        var booking = await guest.HeldAsync(slot, "Gael");
        (await guest.ConfirmAsync(booking)).Status.ShouldBe(HttpStatusCode.OK);
        (await PageAsync(guest, booking)).ShouldNotContain("changing this booking");
        var closure = await owner.ClosedAsync([slot.CourtId], slot.Start, slot.End, booking);

        (await owner.ReopenAsync(closure)).ShouldBe(HttpStatusCode.Conflict);
        (await guest.StatusAsync(booking)).ShouldBe("cancelled");
        (await PageAsync(guest, booking)).ShouldContain("The club is changing this booking just now");

        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await platform.SettleAsync();
        (await PageAsync(guest, booking)).ShouldNotContain("changing this booking");
        (await owner.ReopenAsync(closure)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Who_books_a_new_court_of_a_closed_venue_before_the_closure_takes_it_is_named_to_the_club()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Raced", courts: 1);
        var closed = await (await platform.OwnerAsync()).PostAsync($"/api/v1/venues/{venue["id"]}/closures", new { start = "2026-12-03T08:00:00Z", end = "2026-12-03T22:00:00Z", reason = "event" });
        closed.Status.ShouldBe(HttpStatusCode.Created, closed.Body);
        await owner.SavedAsync(venue, "courts", new JsonArray([.. venue["courts"]!.AsArray().Select(court => court!.DeepClone()), Owner.Court("New")]));

        var guest = platform.InMadrid();
        var day = await guest.Visitor.JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date=2026-12-03&duration=60");
        var court = day["courts"]!.AsArray().Single(court => court!["slots"]!.AsArray().Count > 0)!;
        await guest.ConfirmAsync(await guest.HeldAsync(Player.SlotOf((Guid)court["courtId"]!, court["slots"]![0]!), "Wren"));
        await platform.SettleAsync();

        var page = platform.Madrid();
        await page.SignInAsync("owner@madrid.test", People.DemoPassword);
        var list = WebUtility.HtmlDecode(await (await page.GetAsync("/manage/venues/raced/closures")).Content.ReadAsStringAsync());
        list.ShouldContain("Booked all the same");
        list.ShouldContain("Wren");
    }

    private static async Task<string> PageAsync(Player guest, Guid booking)
    {
        var answer = await guest.Visitor.GetAsync($"/bookings/{booking}?key={guest.Visitor.Headers["X-Booking-Key"]}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
