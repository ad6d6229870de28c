using System.Net;
using PadelSaaS.Tests.Booking.Closures;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Limits;

/// <summary>Hard case 14: what one player may have is checked again inside the transaction that takes the court.</summary>
public sealed class LimitTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hard_case_14_of_20_requests_at_once_exactly_as_many_win_as_the_limit_allows(bool hasAccount)
    {
        await platform.AgreeAsync("""{ "limits": { "activeAhead": 3 } }""");
        var slots = (await platform.InMadrid().FreeAsync(hasAccount ? "2026-11-27" : "2026-11-28", 60)).Where(slot => slot.Start.Minute == 0).Take(20).ToList();
        slots.Count.ShouldBe(20);
        var token = hasAccount ? (await platform.InMadrid().SignInAsync("owner@madrid.test")).Visitor.Token : null;

        var answers = await Task.WhenAll(slots.Select(slot =>
        {
            var player = platform.InMadrid();
            player.Visitor.Token = token;
            // Capitals make no other guest.
            return player.HoldAsync(slot, name: slot.Start.Hour % 2 == 0 ? "Fourteen" : "FOURTEEN");
        }));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(3);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Slug == "too_many_ahead" && (int)answer.Json["limit"]! == 3);
    }

    [Fact]
    public async Task A_day_and_a_week_have_limits_and_what_is_given_back_or_ran_out_counts_no_more()
    {
        await platform.AgreeAsync("""{ "limits": { "perDay": 1, "perWeek": 2 } }""");
        var player = platform.InMadrid();
        var monday = await player.HeldAsync(await player.SlotAsync("2026-11-30", "10:00"), "Ines");
        (await HoldAsync(player, "2026-11-30", "20:00", "Ines")).Slug.ShouldBe("too_many_that_day");
        (await HoldAsync(player, "2026-11-30", "20:00", "Someone")).Status.ShouldBe(HttpStatusCode.Created);
        (await HoldAsync(player, "2026-12-06", "10:00", "Ines")).Status.ShouldBe(HttpStatusCode.Created);
        (await HoldAsync(player, "2026-12-02", "10:00", "Ines")).Slug.ShouldBe("too_many_that_week");
        (await HoldAsync(player, "2026-12-07", "10:00", "Ines")).Status.ShouldBe(HttpStatusCode.Created);

        (await player.CancelAsync(monday)).Status.ShouldBe(HttpStatusCode.OK);
        (await HoldAsync(player, "2026-12-02", "10:00", "Ines")).Status.ShouldBe(HttpStatusCode.Created);
        platform.Clock.Advance(TimeSpan.FromMinutes(9));
        (await HoldAsync(player, "2026-12-03", "10:00", "Ines")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_a_closure_takes_away_counts_no_more_and_once_again_when_the_closure_is_undone()
    {
        await platform.AgreeAsync("""{ "limits": { "perDay": 1, "perWeek": 1 } }""");
        var (owner, player) = (await platform.OwnerAsync(), platform.InMadrid());
        var slot = await player.SlotAsync("2026-12-05", "14:00");
        var booking = await player.HeldAsync(slot, "Luz");
        (await player.ConfirmAsync(booking)).Status.ShouldBe(HttpStatusCode.OK);

        var closure = await owner.ClosedAsync([slot.CourtId], slot.Start, slot.End, booking);
        (await owner.PostAsync($"/api/v1/venues/{await owner.VenueAsync()}/closures/{closure}/undo", new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await HoldAsync(player, "2026-12-05", "16:30", "Luz")).Slug.ShouldBe("too_many_that_day");
        (await HoldAsync(player, "2026-12-06", "16:30", "Luz")).Slug.ShouldBe("too_many_that_week");
        (await player.CancelAsync(booking)).Status.ShouldBe(HttpStatusCode.OK);

        // Counted twice, it would still be in the way; lost for good, it is not.
        var second = await player.HeldAsync(slot, "Luz");
        (await player.ConfirmAsync(second)).Status.ShouldBe(HttpStatusCode.OK);
        await owner.ClosedAsync([slot.CourtId], slot.Start, slot.End, second);
        (await HoldAsync(player, "2026-12-05", "16:30", "Luz")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_booking_that_touches_the_peak_counts_there_and_members_may_have_more()
    {
        await platform.AgreeAsync("""{ "limits": { "peaks": [{ "days": "1-5", "from": "18:00", "to": "21:00", "perWeek": 1 }] }, "groups": [{ "key": "member", "peakPerWeek": 2 }] }""");
        var guest = platform.InMadrid();
        (await HoldAsync(guest, "2026-11-30", "17:00", "Pico")).Status.ShouldBe(HttpStatusCode.Created);
        (await HoldAsync(guest, "2026-12-01", "20:30", "Pico")).Slug.ShouldBe("too_many_at_peak");
        (await HoldAsync(guest, "2026-12-01", "21:00", "Pico")).Status.ShouldBe(HttpStatusCode.Created);
        (await HoldAsync(guest, "2026-12-05", "19:00", "Pico")).Status.ShouldBe(HttpStatusCode.Created);

        var member = await platform.InMadrid().SignInAsync("player@madrid.test");
        (await HoldAsync(member, "2026-11-30", "19:00")).Status.ShouldBe(HttpStatusCode.Created);
        (await HoldAsync(member, "2026-12-01", "19:00")).Status.ShouldBe(HttpStatusCode.Created);
        (await HoldAsync(member, "2026-12-02", "19:00")).Slug.ShouldBe("too_many_at_peak");
    }

    [Fact]
    public async Task A_booking_cannot_be_moved_into_a_peak_that_is_used_up_and_leaves_its_own_place()
    {
        await platform.AgreeAsync("""{ "limits": { "activeAhead": 2, "peaks": [{ "days": "1-5", "from": "18:00", "to": "21:00", "perWeek": 1 }] } }""");
        var player = platform.InMadrid();
        var evening = await player.SlotAsync("2026-12-08", "19:00");
        var first = await MoveTests.ConfirmedAsync(player, evening, "Mudo");
        (await player.PostAsync($"/api/v1/bookings/{first}/change", new { courtId = evening.CourtId, start = evening.Start.AddMinutes(30), durationMinutes = 90 })).Status.ShouldBe(HttpStatusCode.OK);

        var noon = await player.SlotAsync("2026-12-07", "12:00");
        var second = await MoveTests.ConfirmedAsync(player, noon, "Mudo");
        var refused = await player.PostAsync($"/api/v1/bookings/{second}/change", new { courtId = noon.CourtId, start = noon.Start.AddHours(7), durationMinutes = 90 });
        refused.Slug.ShouldBe("too_many_at_peak");
        (await player.StatusAsync(second)).ShouldBe("confirmed");
    }

    [Fact]
    public async Task Members_see_and_book_further_ahead_and_whoever_meets_two_rules_is_told_both()
    {
        await platform.AgreeAsync("""{ "limits": { "perDay": 1, "activeAhead": 1 }, "groups": [{ "key": "member", "horizonDays": 30, "activeAhead": 5 }] }""");
        var guest = platform.InMadrid();
        var member = await platform.InMadrid().SignInAsync("player@madrid.test");
        (await guest.FreeAsync("2026-12-23")).ShouldBeEmpty();
        var far = await member.SlotAsync("2026-12-23", "10:00");
        (await HoldAsync(guest, "2026-11-29", "10:00", "Duo")).Status.ShouldBe(HttpStatusCode.Created);

        var refused = await guest.HoldAsync(far, name: "Duo");
        refused.Slug.ShouldBe("too_far_ahead");
        refused.Json["refusals"]!.AsArray().Select(one => (string)one!["slug"]!).ShouldBe(["too_far_ahead", "too_many_ahead"]);
        (await member.HoldAsync(far)).Status.ShouldBe(HttpStatusCode.Created);
        (await member.HoldAsync(far.Moved(240))).Slug.ShouldBe("too_many_that_day");
        (await guest.FreeAsync("2026-12-23")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_size_of_a_group_and_the_visits_of_a_guest_have_limits_also_for_many_at_once()
    {
        await platform.AgreeAsync("""{ "guests": { "least": 2, "most": 4, "samePerMonth": 2 } }""");
        var free = (await platform.InMadrid().FreeAsync("2026-11-30", 60)).Where(slot => slot.Start.Minute == 0).Take(12).ToList();
        (await BringAsync(free[0], "Solo", 1)).Slug.ShouldBe("group_too_small");
        (await BringAsync(free[0], "Big", 5)).Slug.ShouldBe("group_too_large");
        ((int)(await BringAsync(free[0], "Quiet", null)).Json["groupSize"]!).ShouldBe(2);

        // Ten different players bring the same guest.
        var answers = await Task.WhenAll(free.Skip(1).Select((slot, at) => BringAsync(slot, $"Host{at}", 4, at % 2 == 0 ? "visitor@example.test" : "Visitor@Example.test")));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(2);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Slug == "guest_too_often");
    }

    [Fact]
    public async Task A_club_without_limits_counts_nothing()
    {
        await platform.AgreeAsync("{}");
        var player = platform.InMadrid();
        for (var hour = 9; hour < 19; hour++) (await HoldAsync(player, "2026-12-04", $"{hour:00}:00", "Many", 60)).Status.ShouldBe(HttpStatusCode.Created);
    }

    private async Task<Answer> BringAsync(Slot slot, string name, int? groupSize, string? guest = null) => await platform.InMadrid().PostAsync("/api/v1/bookings", new
    {
        courtId = slot.CourtId,
        start = slot.Start,
        durationMinutes = slot.Minutes,
        groupSize,
        guest = new { name, email = $"{name}@example.test" },
        participants = guest is null ? [] : new[] { new { name = "Vic", email = guest } },
    });

    private static async Task<Answer> HoldAsync(Player player, string date, string time, string name = "Gael", int minutes = 90) =>
        await player.HoldAsync(await player.SlotAsync(date, time, minutes), name: name);
}
