using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Payments;

namespace PadelSaaS.Tests.Booking.Limits;

/// <summary>What a club agrees about changing one's mind and about not coming.</summary>
public sealed class MissedTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Who_booked_by_mistake_has_some_minutes_and_what_was_agreed_stays_agreed()
    {
        await platform.AgreeAsync("""{ "grace": { "minutes": 15, "leastHours": 1 } }""");
        platform.Clock.Now = FakeClock.Start;
        var player = platform.InMadrid();
        // Begins in four hours: by notice alone nothing would come back.
        var held = await player.HoldAsync(await player.SlotAsync("2026-11-24", "14:00"), name: "Prisa");
        var id = (Guid)held.Json["id"]!;
        player.Visitor.Headers["X-Booking-Key"] = (string)held.Json["accessKey"]!;
        ((DateTimeOffset)held.Json["freeCancellationUntil"]!).ShouldBe(FakeClock.Start.AddMinutes(15));
        var card = (string)(await player.ConfirmAsync(id, "dev")).Json["payAt"]!;
        await player.Visitor.JsonAsync($"/api/v1/dev/card/{card.Split('/')[^1]}", new { outcome = "pay" });
        await platform.SettleAsync();

        await platform.AgreeAsync("{}");
        platform.Clock.Advance(TimeSpan.FromMinutes(15));
        var cancelled = await player.CancelAsync(id);
        ((long)cancelled.Json["refund"]!["amountMinor"]!).ShouldBe((long)held.Json["price"]!["amountMinor"]!);
    }

    [Fact]
    public async Task Time_to_think_it_over_ends_where_the_start_is_too_near()
    {
        await platform.AgreeAsync("""{ "grace": { "minutes": 60, "leastHours": 4 } }""");
        platform.Clock.Now = FakeClock.Start.AddMinutes(30);
        var player = platform.InMadrid();
        var near = (await player.HoldAsync(await player.SlotAsync("2026-11-24", "14:00", court: 1), name: "Tarde")).Json;
        ((DateTimeOffset)near["freeCancellationUntil"]!).ShouldBeLessThan(FakeClock.Start);
        var later = (await player.HoldAsync(await player.SlotAsync("2026-11-24", "15:00", court: 2), name: "Tarde")).Json;
        ((DateTimeOffset)later["freeCancellationUntil"]!).ShouldBe(FakeClock.Start.AddHours(1));
    }

    [Fact]
    public async Task A_club_that_keeps_half_gives_the_other_half_back_to_who_did_not_come()
    {
        await platform.AgreeAsync("""{ "noShow": { "keptBps": 5000 } }""");
        platform.Clock.Now = FakeClock.Start;
        var madrid = new Checkout(platform, "madrid");
        var paid = await madrid.PaidAsync("Nadie", "nadie@example.test");
        await MissAsync(paid.BookingId, paid.Start);
        (await madrid.GivenBackAsync(paid)).ShouldBe(paid.PriceMinor / 2);

        platform.Clock.Now = FakeClock.Start;
        var open = await madrid.HoldAsync("Nadie", "nadie@example.test");
        await madrid.PayAtClubAsync(open);
        await MissAsync(open.BookingId, open.Start);
        (await platform.ScalarAsync<long>("madrid", $"select (payload->'unpaid'->>'amountMinor')::bigint from platform.outbox where event_type = 'NO_SHOW_RECORDED' and aggregate = '{open.BookingId}'")).ShouldBe(open.PriceMinor / 2);
    }

    [Fact]
    public async Task Who_misses_too_often_pays_online_or_books_at_the_desk_until_it_is_long_ago()
    {
        const string Rule = """{ "noShow": { "count": 1, "days": 10, "then": "THEN" } }""";
        await platform.AgreeAsync(Rule.Replace("THEN", "prepaid", StringComparison.Ordinal));
        platform.Clock.Now = FakeClock.Start;
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-11-24", "12:00");
        var missed = await MoveTests.ConfirmedAsync(player, slot, "Falta");
        await MissAsync(missed, slot.Start);

        var next = await player.HeldAsync(await player.SlotAsync("2026-11-26", "12:00"), "Falta");
        (await player.ConfirmAsync(next)).Slug.ShouldBe("prepaid_only");
        var page = await (await player.Visitor.GetAsync($"/bookings/{next}?key={player.Visitor.Headers["X-Booking-Key"]}")).Content.ReadAsStringAsync();
        page.ShouldContain("this one has to be paid online");
        page.ShouldNotContain("value=\"at_club\"");
        (await player.ConfirmAsync(next, "dev")).Status.ShouldBe(HttpStatusCode.Accepted);

        await platform.AgreeAsync(Rule.Replace("THEN", "desk", StringComparison.Ordinal));
        (await player.HoldAsync(await player.SlotAsync("2026-11-27", "12:00"), name: "Falta")).Slug.ShouldBe("missed_too_often");
        (await player.HoldAsync(await player.SlotAsync("2026-11-27", "12:00"), name: "Other")).Status.ShouldBe(HttpStatusCode.Created);
        platform.Clock.Now = slot.Start.AddDays(10).AddMinutes(1);
        (await player.HoldAsync(await player.SlotAsync("2026-12-06", "12:00"), name: "Falta")).Status.ShouldBe(HttpStatusCode.Created);
    }

    private async Task MissAsync(Guid booking, DateTimeOffset start)
    {
        platform.Clock.Now = start.AddMinutes(20);
        var desk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        (await desk.PostAsync($"/api/v1/bookings/{booking}/no-show", new { })).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
    }
}
