using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking;

/// <summary>Who may see and change a booking; for everybody else it does not exist.</summary>
public sealed class GuestTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_guests_key_opens_the_guests_own_booking_and_nothing_else()
    {
        var (mine, other) = (platform.InMadrid(), platform.InMadrid());
        var id = await mine.HeldAsync(await mine.SlotAsync("2026-11-25", "09:00"));
        var otherId = await other.HeldAsync(await other.SlotAsync("2026-11-25", "10:30"));
        (await mine.SeeAsync(id)).Status.ShouldBe(HttpStatusCode.OK);

        (await mine.SeeAsync(otherId)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await mine.ConfirmAsync(otherId)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await mine.CancelAsync(otherId)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.StatusAsync(otherId)).ShouldBe("pending");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Without_the_right_key_a_booking_does_not_exist(string? key)
    {
        var owner = platform.InMadrid();
        var id = await owner.HeldAsync((await owner.FreeAsync("2026-11-26"))[0]);
        var stranger = platform.InMadrid();
        if (key is not null) stranger.Visitor.Headers["X-Booking-Key"] = key;

        foreach (var answer in new[] { await stranger.SeeAsync(id), await stranger.ConfirmAsync(id), await stranger.CancelAsync(id) })
        {
            answer.Status.ShouldBe(HttpStatusCode.NotFound);
            answer.Slug.ShouldBe("not_found");
        }
        (await stranger.Visitor.GetAsync($"/bookings/{id}?key={key}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.Visitor.GetAsync($"/bookings/{id}/cancel?key={key}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await owner.StatusAsync(id)).ShouldBe("pending");
    }

    [Fact]
    public async Task The_key_of_one_club_opens_nothing_at_another()
    {
        var guest = platform.InMadrid();
        var id = await guest.HeldAsync(await guest.SlotAsync("2026-11-27", "09:00"));
        var abroad = platform.InLahore();
        abroad.Visitor.Headers["X-Booking-Key"] = guest.Visitor.Headers["X-Booking-Key"];
        (await abroad.SeeAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_players_booking_is_theirs_and_the_clubs_and_nobody_elses()
    {
        var player = await platform.InMadrid().SignInAsync("player@madrid.test");
        var held = await player.HoldAsync(await player.SlotAsync("2026-11-28", "09:00"));
        held.Json["accessKey"].ShouldBeNull();
        ((string)held.Json["booker"]!["email"]!).ShouldBe("player@madrid.test");
        var id = (Guid)held.Json["id"]!;

        (await player.SeeAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        (await platform.InMadrid().SeeAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        var rival = platform.InMadrid();
        await rival.Visitor.EnterAsync("rita@example.test");
        (await rival.SeeAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await rival.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);

        var desk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        (await desk.SeeAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        (await desk.ConfirmAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        (await desk.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<string>("madrid", $"select cancelled_by from bookings where id = '{id}'")).ShouldBe("staff");
    }

    [Fact]
    public async Task My_bookings_are_those_of_my_account_the_latest_first()
    {
        (await platform.Madrid().GetAsync("/api/v1/bookings/mine")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var owner = await platform.InMadrid().SignInAsync("owner@madrid.test");
        var early = (Guid)(await owner.HoldAsync(await owner.SlotAsync("2026-11-29", "09:00"))).Json["id"]!;
        var late = (Guid)(await owner.HoldAsync(await owner.SlotAsync("2026-11-29", "20:00"))).Json["id"]!;
        var guest = platform.InMadrid();
        await guest.HeldAsync(await guest.SlotAsync("2026-11-29", "12:00"));

        var mine = (await owner.Visitor.JsonAsync("/api/v1/bookings/mine")).AsArray().Select(booking => (Guid)booking!["id"]!);

        mine.ShouldBe([late, early]);
    }

    [Fact]
    public async Task A_suspended_club_can_be_read_and_takes_no_bookings()
    {
        var player = platform.InLahore();
        var slot = await player.SlotAsync("2026-11-25", "18:00");
        var id = await player.HeldAsync(slot);
        await SetStateAsync("suspended");
        try
        {
            (await player.FreeAsync("2026-11-26")).ShouldNotBeEmpty();
            (await player.SeeAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
            var refused = await player.HoldAsync(slot.Moved(120));
            refused.Status.ShouldBe(HttpStatusCode.Conflict);
            refused.Slug.ShouldBe("club_suspended");
        }
        finally
        {
            await SetStateAsync("open");
        }
        (await player.HoldAsync(slot.Moved(90))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_burst_of_confirmations_right_after_a_start_does_not_wait_for_itself()
    {
        var guests = new List<(Player Guest, Guid Id)>();
        foreach (var slot in (await platform.InMadrid().FreeAsync("2026-12-03")).Where(slot => slot.StartLocal.Contains(":00:00+")).GroupBy(slot => slot.CourtId).SelectMany(court => court.Where((_, at) => at % 2 == 0)))
        {
            var guest = platform.InMadrid();
            guests.Add((guest, await guest.HeldAsync(slot)));
        }
        guests.Count.ShouldBeGreaterThan(16, "fewer would fit into the pool of connections");
        platform.Services.GetRequiredService<Cached>().DropAll();

        var answers = await Task.WhenAll(guests.Select(one => one.Guest.ConfirmAsync(one.Id)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
    }

    private async Task SetStateAsync(string state)
    {
        await Cluster.ExecuteAsync(platform.Database, $"update platform.tenants set state = '{state}' where slug = 'lahore'");
        platform.Services.GetRequiredService<Cached>().DropAll();
    }
}
