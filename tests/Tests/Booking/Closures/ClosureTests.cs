using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Closures;

/// <summary>A closed court is taken exactly like a booked one, and no player loses one without somebody's decision. Hard cases 8, 9, 10 and 12.</summary>
public sealed class ClosureTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_closed_court_is_neither_shown_nor_sold_until_it_is_opened_again()
    {
        var (guest, desk) = (platform.InMadrid(), await platform.DeskAsync());
        var slot = await guest.SlotAsync("2026-12-01", "18:00");
        var closure = await desk.ClosedAsync([slot.CourtId], slot.Start, slot.End);

        (await guest.FreeAsync("2026-12-01")).ShouldAllBe(free => free.CourtId != slot.CourtId || free.End <= slot.Start || free.Start >= slot.End);
        (await guest.HoldAsync(slot)).Slug.ShouldBe("slot_taken");
        (await desk.PostAsync("/api/v1/desk/walk-ins", new { courtId = slot.CourtId, start = slot.Start, durationMinutes = 90, name = "Ana" })).Slug.ShouldBe("slot_taken");
        (await guest.HoldAsync(slot.Moved(-90))).Status.ShouldBe(HttpStatusCode.Created);

        (await desk.ReopenAsync(closure)).ShouldBe(HttpStatusCode.NoContent);
        (await desk.ReopenAsync(closure)).ShouldBe(HttpStatusCode.NoContent);
        (await guest.FreeAsync("2026-12-01")).ShouldContain(slot);
        (await guest.HoldAsync(slot)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Bookings_in_the_way_are_listed_and_go_only_by_a_decision_for_each_with_everything_back()
    {
        var owner = await platform.OwnerAsync();
        var (one, two) = (platform.InMadrid(), platform.InMadrid());
        var slot = await one.SlotAsync("2026-11-24", "18:00");
        var first = await one.HeldAsync(slot, "Uma");
        (await one.ConfirmAsync(first)).Status.ShouldBe(HttpStatusCode.OK);
        // Paid, and inside the time in which the tiers give nothing back.
        await platform.ExecuteAsync("madrid", $"update bookings set paid_minor = 4400 where id = '{first}'");
        var second = await two.HeldAsync(slot.Moved(90), "Vic");

        var preview = await owner.PreviewAsync(null, slot.Start, slot.End.AddMinutes(90));
        preview.InTheWay("inTheWay").ShouldBe([first, second]);
        ((long)preview.Json["refunds"]!["amountMinor"]!).ShouldBe(4400);
        var refused = await owner.CloseAsync(null, slot.Start, slot.End.AddMinutes(90), first);
        refused.Slug.ShouldBe("bookings_in_the_way");
        refused.InTheWay("bookings").ShouldBe([first, second]);
        (await one.StatusAsync(first)).ShouldBe("confirmed");

        await owner.ClosedAsync(null, slot.Start, slot.End.AddMinutes(90), first, second);

        (await one.StatusAsync(first)).ShouldBe("cancelled");
        (await two.StatusAsync(second)).ShouldBe("cancelled");
        // Nobody is told before the time to undo is over.
        await platform.SettleAsync();
        (await platform.FactsAsync("BOOKING_CANCELLED", first)).ShouldBe(0);
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await platform.SettleAsync();
        (await platform.FactsAsync("BOOKING_CANCELLED", first)).ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", $"select (payload->'refund'->>'amountMinor')::bigint from platform.outbox where aggregate = '{first}' and event_type = 'BOOKING_CANCELLED'")).ShouldBe(4400);
        await platform.SettleAsync();
        (await one.FreeAsync("2026-11-24")).ShouldAllBe(free => free.End <= slot.Start || free.Start >= slot.End.AddMinutes(90));
    }

    [Fact]
    public async Task The_desk_closes_one_court_and_not_the_venue_and_players_nothing()
    {
        var desk = await platform.DeskAsync();
        var slot = await desk.SlotAsync("2026-12-02", "10:00");
        var other = await desk.SlotAsync("2026-12-02", "10:00", court: 1);

        (await desk.CloseAsync(null, slot.Start, slot.End)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.CloseAsync([slot.CourtId, other.CourtId], slot.Start, slot.End)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await platform.InMadrid().SignInAsync("player@madrid.test")).CloseAsync([slot.CourtId], slot.Start, slot.End)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await platform.InMadrid().CloseAsync([slot.CourtId], slot.Start, slot.End)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var whole = await (await platform.OwnerAsync()).ClosedAsync(null, slot.Start, slot.End);
        (await desk.ReopenAsync(whole)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Closures_may_lie_over_each_other_and_opening_one_leaves_the_other()
    {
        var (guest, owner) = (platform.InMadrid(), await platform.OwnerAsync());
        var slot = await guest.SlotAsync("2026-12-03", "10:00");
        var court = await owner.ClosedAsync([slot.CourtId], slot.Start, slot.End);
        var venue = await owner.ClosedAsync(null, slot.Start.AddHours(-12), slot.End.AddDays(3));
        (await guest.FreeAsync("2026-12-03")).ShouldBeEmpty();
        (await guest.FreeAsync("2026-12-05")).ShouldBeEmpty();

        (await owner.ReopenAsync(venue)).ShouldBe(HttpStatusCode.NoContent);
        (await guest.FreeAsync("2026-12-05")).ShouldNotBeEmpty();
        (await guest.FreeAsync("2026-12-03")).ShouldNotContain(slot);
        (await guest.HoldAsync(slot)).Slug.ShouldBe("slot_taken");
        (await owner.ReopenAsync(court)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_dead_hold_does_not_stand_in_the_way_and_a_block_is_no_booking_to_look_at()
    {
        var (guest, desk) = (platform.InMadrid(), await platform.DeskAsync());
        var slot = await guest.SlotAsync("2026-12-04", "10:00");
        var held = await guest.HeldAsync(slot, "Wim");
        platform.Clock.Advance(TimeSpan.FromMinutes(9));

        await desk.ClosedAsync([slot.CourtId], slot.Start, slot.End);

        (await guest.StatusAsync(held)).ShouldBe("expired");
        var block = await platform.ScalarAsync<Guid>("madrid", $"select id from bookings where booking_type = 'block' and court_id = '{slot.CourtId}' and starts_at = '{slot.Start:u}'");
        (await desk.SeeAsync(block)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await desk.CancelAsync(block)).Status.ShouldBe(HttpStatusCode.NotFound);
        var board = await desk.Visitor.JsonAsync($"/api/v1/desk/board?venueId={await desk.VenueAsync()}&date=2026-12-04");
        board.AsArray().Select(row => (string)row!["type"]!).ShouldBe(["block"]);
        await platform.SettleAsync();
    }

    [Fact]
    public async Task Whoever_comes_first_has_the_court_and_nobody_both()
    {
        var desk = await platform.DeskAsync();
        var slots = (await desk.FreeAsync("2026-12-07")).Where(slot => slot.StartLocal.Contains("T10:00", StringComparison.Ordinal)).ToList();
        foreach (var slot in slots)
        {
            var guests = Enumerable.Range(0, 8).Select(_ => platform.InMadrid().HoldAsync(slot)).ToList();
            var closed = desk.CloseAsync([slot.CourtId], slot.Start, slot.End);
            var answers = await Task.WhenAll([.. guests, closed]);
            answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        }
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Theory]
    [InlineData("2026-12-06T10:00:00Z", "2026-12-06T10:00:00Z", "weather")]
    [InlineData("2026-12-06T10:00:00Z", "2026-12-06T09:00:00Z", "weather")]
    [InlineData("2026-12-06T10:00:30Z", "2026-12-06T11:00:00Z", "weather")]
    [InlineData("2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z", "weather")]
    [InlineData("2026-12-06T10:00:00Z", "2027-12-06T10:00:00Z", "weather")]
    [InlineData("9999-12-31T10:00:00Z", "9999-12-31T23:00:00Z", "weather")]
    [InlineData("2026-12-06T10:00:00Z", "2026-12-06T11:00:00Z", "boredom")]
    public async Task What_makes_no_sense_is_refused(string start, string end, string reason)
    {
        var owner = await platform.OwnerAsync();
        (await owner.PostAsync($"/api/v1/venues/{await owner.VenueAsync()}/closures", new { start, end, reason })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await owner.PostAsync($"/api/v1/venues/{Guid.Empty}/closures", new { start, end, reason })).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
