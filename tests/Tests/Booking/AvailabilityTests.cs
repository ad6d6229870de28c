using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>Hard cases 9, 10 and 11: the picture of a day is drawn from memory and never lies.</summary>
public sealed class AvailabilityTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_hold_frees_its_court_exactly_at_its_end_and_the_picture_says_so()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-11-25", "18:00");
        var id = await player.HeldAsync(slot);
        (await player.FreeAsync("2026-11-25")).ShouldNotContain(slot);

        platform.Clock.Advance(TimeSpan.FromMinutes(8) - TimeSpan.FromSeconds(1));
        (await player.FreeAsync("2026-11-25")).ShouldNotContain(slot);
        (await platform.InMadrid().HoldAsync(slot)).Slug.ShouldBe("slot_taken");
        (await player.StatusAsync(id)).ShouldBe("pending");

        platform.Clock.Advance(TimeSpan.FromSeconds(1));
        (await player.FreeAsync("2026-11-25")).ShouldContain(slot);
        (await player.StatusAsync(id)).ShouldBe("expired");
        (await player.ConfirmAsync(id)).Slug.ShouldBe("hold_expired");
        (await platform.InMadrid().HoldAsync(slot)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_hold_nobody_else_wants_is_ended_by_the_timer_and_told_once()
    {
        var player = platform.InMadrid();
        var id = await player.HeldAsync(await player.SlotAsync("2026-11-26", "18:00"));
        platform.Clock.Advance(TimeSpan.FromMinutes(8));
        await platform.SettleAsync();
        await platform.SettleAsync();

        (await platform.ScalarAsync<string>("madrid", $"select status from bookings where id = '{id}'")).ShouldBe("expired");
        (await platform.FactsAsync("BOOKING_EXPIRED", id)).ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_booking_gives_its_court_back_at_once()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-11-27", "18:00");
        var id = await player.HeldAsync(slot);
        (await player.ConfirmAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        platform.Clock.Advance(TimeSpan.FromMinutes(9));
        (await player.FreeAsync("2026-11-27")).ShouldNotContain(slot);

        (await player.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.OK);

        (await player.FreeAsync("2026-11-27")).ShouldContain(slot);
        (await platform.InMadrid().HoldAsync(slot)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_same_picture_is_not_sent_twice_and_a_booking_changes_its_own_day_only()
    {
        var player = platform.InMadrid();
        var path = $"/api/v1/venues/{await player.VenueAsync()}/availability?duration=90&date=";
        var thatDay = (await player.Visitor.GetAsync(path + "2026-11-28")).Headers.ETag!.ToString();
        var nextDay = (await player.Visitor.GetAsync(path + "2026-11-29")).Headers.ETag!.ToString();
        var again = await GetAsync(path + "2026-11-28", thatDay);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();

        await player.HeldAsync(await player.SlotAsync("2026-11-28", "18:00"));

        (await GetAsync(path + "2026-11-28", thatDay)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync(path + "2026-11-29", nextDay)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_start_that_has_passed_is_gone_from_the_picture_and_refused()
    {
        var player = platform.InMadrid();
        platform.Clock.Now = new DateTimeOffset(2026, 11, 24, 16, 59, 59, TimeSpan.Zero);
        var slot = await player.SlotAsync("2026-11-24", "18:00");
        var other = await player.SlotAsync("2026-11-24", "18:00", court: 1);
        platform.Clock.Now = slot.Start;
        (await player.HoldAsync(slot)).Status.ShouldBe(HttpStatusCode.Created);

        platform.Clock.Advance(TimeSpan.FromSeconds(1));
        (await player.FreeAsync("2026-11-24")).ShouldAllBe(free => free.Start > slot.Start);
        (await player.HoldAsync(other)).Slug.ShouldBe("slot_not_offered");
    }

    [Theory]
    [InlineData("date=2026-13-01&duration=90", "date")]
    [InlineData("date=tomorrow&duration=90", "date")]
    [InlineData("duration=90", "date")]
    [InlineData("date=2026-11-25&duration=45", "duration")]
    [InlineData("date=2026-11-25&duration=-90", "duration")]
    [InlineData("date=2026-11-25&duration=soon", "duration")]
    [InlineData("date=2026-11-25&duration=99999999999", "duration")]
    public async Task A_malformed_question_is_told_which_part(string query, string field)
    {
        var player = platform.InMadrid();
        var answer = await Player.ReadAsync(await player.Visitor.GetAsync($"/api/v1/venues/{await player.VenueAsync()}/availability?{query}"));
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json["errors"]![field].ShouldNotBeNull(answer.Body);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("-0044-03-15")]
    [InlineData("2031-01-01")]
    [InlineData("2020-02-29")]
    public async Task A_day_nobody_may_book_has_no_free_times(string date) =>
        (await platform.InMadrid().FreeAsync(date)).ShouldBeEmpty();

    [Fact]
    public async Task A_venue_of_another_club_does_not_exist()
    {
        var path = $"/api/v1/venues/{await platform.InMadrid().VenueAsync()}/availability?date=2026-11-25&duration=90";
        (await platform.Lahore().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<HttpResponseMessage> GetAsync(string path, string tag)
    {
        var visitor = platform.Madrid();
        visitor.Headers["If-None-Match"] = tag;
        return visitor.GetAsync(path);
    }
}
