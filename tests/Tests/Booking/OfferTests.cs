using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>Hard cases 1, 5, 6, 9 and 15: what is shown can be held, and what is refused was not shown.</summary>
public sealed class OfferTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private static readonly int[] Durations = [60, 90, 120];

    [Theory]
    [InlineData("madrid", 1)]
    [InlineData("lahore", 2)]
    public async Task Until_a_day_is_full_every_shown_time_can_be_held_and_no_other(string slug, int seed)
    {
        var random = new Random(seed);
        var player = new Player(platform.At($"{slug}.localhost"));
        const string date = "2026-12-02";
        var opening = (await player.FreeAsync(date)).Min(slot => slot.Start);
        var courts = (await player.FreeAsync(date)).Select(slot => slot.CourtId).Distinct().ToList();
        while (true)
        {
            var shown = new List<Slot>();
            foreach (var minutes in Durations) shown.AddRange(await player.FreeAsync(date, minutes));
            for (var tries = 0; tries < 4; tries++)
            {
                var start = opening.AddMinutes((random.Next(-4, 64) * 15) + (random.Next(20) == 0 ? 1 : 0));
                var minutes = random.Next(5) == 0 ? 75 : Durations[random.Next(3)];
                var other = new Slot(courts[random.Next(courts.Count)], start, start.AddMinutes(minutes), "", 0);
                if (shown.Any(slot => slot.CourtId == other.CourtId && slot.Start == other.Start && slot.End == other.End)) continue;
                var refused = await player.HoldAsync(other);
                refused.Status.ShouldBe(HttpStatusCode.Conflict, $"{other} was not shown");
                refused.Slug.ShouldBeOneOf("slot_not_offered", "slot_taken");
            }
            if (shown.Count == 0) break;
            var chosen = shown[random.Next(shown.Count)];
            var held = await player.HoldAsync(chosen);
            held.Status.ShouldBe(HttpStatusCode.Created, $"{chosen} was shown: {held.Body}");
            ((long)held.Json["price"]!["amountMinor"]!).ShouldBe(chosen.Price);
            ((string)held.Json["startLocal"]!).ShouldBe(chosen.StartLocal);
        }
        (await platform.OverlapsAsync(slug)).ShouldBe(0);
    }

    [Theory]
    [InlineData("madrid", "2026-12-01T18:10:00Z", 90, "slot_not_offered")]
    [InlineData("madrid", "2026-12-01T18:00:01Z", 90, "slot_not_offered")]
    [InlineData("madrid", "2026-12-01T07:30:00Z", 90, "slot_not_offered")]
    [InlineData("madrid", "2026-12-01T21:00:00Z", 90, "slot_not_offered")]
    [InlineData("madrid", "2026-12-01T18:00:00Z", 75, "slot_not_offered")]
    [InlineData("madrid", "2026-11-24T08:30:00Z", 90, "slot_not_offered")]
    [InlineData("madrid", "2026-11-20T18:00:00Z", 90, "slot_not_offered")]
    [InlineData("madrid", "2026-12-09T18:00:00Z", 90, "too_far_ahead")]
    [InlineData("lahore", "2026-12-01T12:10:00Z", 90, "slot_not_offered")]
    [InlineData("lahore", "2026-12-01T10:30:00Z", 90, "slot_not_offered")]
    [InlineData("lahore", "2026-12-01T20:00:00Z", 90, "slot_not_offered")]
    [InlineData("lahore", "2026-12-01T12:00:00Z", 75, "slot_not_offered")]
    [InlineData("lahore", "2026-11-20T12:00:00Z", 90, "slot_not_offered")]
    [InlineData("lahore", "2026-12-09T12:00:00Z", 90, "too_far_ahead")]
    public async Task A_time_that_is_not_offered_is_refused_by_name(string slug, string start, int minutes, string reason)
    {
        var player = new Player(platform.At($"{slug}.localhost"));
        var court = (await player.FreeAsync("2026-12-01"))[0].CourtId;
        var from = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture);

        var refused = await player.PostAsync("/api/v1/bookings", new { courtId = court, start = from, durationMinutes = minutes, guest = new { name = "Gael", email = "gael@example.test" } });

        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Slug.ShouldBe(reason);
    }

    [Fact]
    public async Task The_last_day_that_may_be_booked_is_shown_and_the_next_is_not()
    {
        (await platform.InMadrid().FreeAsync("2026-12-08")).ShouldNotBeEmpty();
        (await platform.InMadrid().FreeAsync("2026-12-09")).ShouldBeEmpty();
        (await platform.InMadrid().FreeAsync("2026-11-23")).ShouldBeEmpty();
        var last = await platform.InMadrid().SlotAsync("2026-12-08", "21:30");
        (await platform.InMadrid().HoldAsync(last)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task After_midnight_is_still_the_evening_that_opened()
    {
        var player = platform.InLahore();
        var lateNight = await player.SlotAsync("2026-11-26", "00:30");

        lateNight.StartLocal.ShouldBe("2026-11-27T00:30:00+05:00");
        (await player.FreeAsync("2026-11-27")).ShouldAllBe(slot => slot.Start != lateNight.Start);
        (await player.FreeAsync("2026-11-26", 60)).Max(slot => slot.StartLocal).ShouldBe("2026-11-27T01:00:00+05:00");

        (await player.HoldAsync(await player.SlotAsync("2026-11-26", "22:30"))).Status.ShouldBe(HttpStatusCode.Created);
        (await player.HoldAsync(await player.SlotAsync("2026-11-26", "00:00", 120))).Status.ShouldBe(HttpStatusCode.Created);
        (await player.FreeAsync("2026-11-26", 60)).ShouldAllBe(slot => slot.CourtId != lateNight.CourtId || slot.End <= lateNight.Start.AddMinutes(-120));
        (await player.FreeAsync("2026-11-27")).Min(slot => slot.StartLocal).ShouldBe("2026-11-27T16:00:00+05:00");
    }

    [Fact]
    public async Task While_the_night_still_runs_today_is_the_evening_that_opened()
    {
        var player = platform.InLahore();
        platform.Clock.Now = new DateTimeOffset(2026, 11, 24, 19, 10, 0, TimeSpan.Zero);
        try
        {
            (await player.SlotAsync("2026-11-24", "00:30")).StartLocal.ShouldBe("2026-11-25T00:30:00+05:00");
            (await player.FreeAsync("2026-12-08")).ShouldNotBeEmpty();
            (await player.FreeAsync("2026-12-09")).ShouldBeEmpty();
            platform.Clock.Now = new DateTimeOffset(2026, 11, 24, 21, 0, 0, TimeSpan.Zero);
            (await player.FreeAsync("2026-11-24")).ShouldBeEmpty();
            (await player.FreeAsync("2026-12-09")).ShouldNotBeEmpty();
        }
        finally
        {
            platform.Clock.Now = FakeClock.Start;
        }
    }

    [Fact]
    public async Task Bookings_back_to_back_do_not_conflict()
    {
        var player = platform.InMadrid();
        var middle = await player.SlotAsync("2026-11-30", "18:00");

        foreach (var slot in new[] { middle, middle.Moved(-90), middle.Moved(90) })
            (await player.HoldAsync(slot)).Status.ShouldBe(HttpStatusCode.Created);
        foreach (var slot in new[] { middle.Moved(-30), middle.Moved(30), middle.Moved(60) })
            (await player.HoldAsync(slot)).Slug.ShouldBe("slot_taken");
    }

    [Fact]
    public async Task A_strict_club_sells_its_last_window_whole_and_leaves_no_half_hour()
    {
        var player = platform.InLahore();
        var first = await player.SlotAsync("2026-11-28", "16:00", 60);
        (await player.HoldAsync(await player.SlotAsync("2026-11-28", "17:30", 120))).Status.ShouldBe(HttpStatusCode.Created);

        (await player.FreeAsync("2026-11-28", 90)).ShouldContain(slot => slot.CourtId == first.CourtId && slot.Start == first.Start);
        var refused = await player.HoldAsync(first);
        refused.Slug.ShouldBe("slot_not_offered");
        refused.Alternatives.ShouldNotBeEmpty();
        (await player.HoldAsync(first with { End = first.End.AddMinutes(30) })).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_court_of_another_club_does_not_exist()
    {
        var slot = await platform.InMadrid().SlotAsync("2026-11-29", "18:00");
        (await platform.InLahore().HoldAsync(slot)).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
