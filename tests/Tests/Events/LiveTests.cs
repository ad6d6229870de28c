using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Live;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Events;

/// <summary>Open pages hear that their day changed, whichever process changed it, and nothing else of anybody.</summary>
public sealed class LiveTests(LiveTests.Process first) : IClassFixture<LiveTests.Process>
{
    public class Process : PlatformFixture
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Padel:ListenersPerClient"] = "3",
            ["Padel:ListenersPerClub"] = "5",
            ["Padel:RequestsAtOnce"] = "2",
        };

        protected override void More(IServiceCollection services) => services.AddPlatformLoops();
    }

    private sealed class Another(string database) : Process
    {
        protected override string? DatabaseOfAnother => database;
    }

    [Fact]
    public async Task What_a_second_process_books_is_heard_in_the_first_and_by_no_other_club_and_day()
    {
        var second = new Another(first.Database);
        await second.InitializeAsync();
        try
        {
            var player = second.InMadrid();
            var slot = await player.SlotAsync("2026-12-01", "12:00");
            var venue = await player.VenueAsync();
            using var ear = await Ear.OpenAsync(first, "madrid", $"/live/day?venue={venue}&date=2026-12-01");
            using var otherDay = await Ear.OpenAsync(first, "madrid", $"/live/day?venue={venue}&date=2026-12-07");
            using var otherClub = await Ear.OpenAsync(first, "lahore", $"/live/day?venue={await first.InLahore().VenueAsync()}&date=2026-12-01");
            ear.Answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
            ear.Answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            await ear.HearAsync("retry:");

            var held = await player.HoldAsync(slot, null, "Secreta");
            held.Status.ShouldBe(HttpStatusCode.Created, held.Body);
            (await ear.HearAsync("event:")).ShouldBe("event: changed");
            (await ear.HearAsync("data:")).ShouldBe("data: 1");

            // Both others are alive: they hear what is theirs.
            await second.InMadrid().HoldAsync(await player.SlotAsync("2026-12-07", "12:00"));
            await second.InLahore().HoldAsync((await second.InLahore().FreeAsync("2026-12-01"))[0]);
            await otherDay.HearAsync("event: changed");
            await otherClub.HearAsync("event: changed");
        }
        finally
        {
            await second.DisposeAsync();
        }
    }

    [Fact]
    public async Task Another_club_s_word_never_reaches_a_listener()
    {
        var house = first.Services.GetRequiredService<Listeners>();
        var (mine, theirs) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        using var listener = house.Enter(mine, "me", ["day"], DateTimeOffset.MaxValue).Listener!;
        house.Tell(theirs, "day");
        house.Tell(mine, "another day");
        using var moment = new CancellationTokenSource(50);
        await Should.ThrowAsync<OperationCanceledException>(() => listener.WaitAsync(moment.Token));
        house.Tell(mine, "day");
        house.Tell(mine, "day");
        await listener.WaitAsync(CancellationToken.None);
        using var another = new CancellationTokenSource(50);
        await Should.ThrowAsync<OperationCanceledException>(() => listener.WaitAsync(another.Token));
    }

    [Fact]
    public async Task A_page_that_was_made_before_the_change_hears_of_it_when_it_begins_to_listen()
    {
        var player = first.InMadrid();
        var path = $"/live/day?venue={await player.VenueAsync()}&date=2026-12-03&since={first.Clock.Now.ToUnixTimeMilliseconds()}";
        using var early = await Ear.OpenAsync(first, "madrid", path);
        first.Clock.Advance(TimeSpan.FromSeconds(1));
        await player.HeldAsync(await player.SlotAsync("2026-12-03", "12:00"));
        await early.HearAsync("event: changed");
        using var late = await Ear.OpenAsync(first, "madrid", path);
        await late.HearAsync("event: changed");
    }

    [Fact]
    public async Task The_desk_hears_what_it_notes_and_visitors_may_not_listen_to_the_board()
    {
        var player = first.InMadrid();
        var slot = await player.SlotAsync("2026-11-24", "12:00");
        var id = await MoveTests.ConfirmedAsync(player, slot);
        var path = $"/live/board?venue={await player.VenueAsync()}&date=2026-11-24";
        (await first.Madrid().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await first.Lahore().GetAsync($"/live/day?venue={await player.VenueAsync()}&date=2026-11-24")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await first.Madrid().GetAsync($"/live/day?venue={await player.VenueAsync()}&date=soon")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var desk = first.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        var api = await first.InMadrid().SignInAsync("desk@madrid.test");
        using var ear = await Ear.OpenAsync(first, "madrid", path, desk);
        var arrived = await api.PostAsync($"/api/v1/bookings/{id}/arrived", new { });
        arrived.Status.ShouldBe(HttpStatusCode.OK, arrived.Body);
        await ear.HearAsync("event: changed");
    }

    [Fact]
    public async Task The_board_s_line_ends_with_the_session_that_opened_it_and_nobody_else_s_does()
    {
        var path = $"/live/board?venue={await first.InMadrid().VenueAsync()}&date=2026-11-26";
        var (leaving, staying) = (first.Madrid(), first.Madrid());
        await leaving.SignInAsync("desk@madrid.test", People.DemoPassword);
        await staying.SignInAsync("owner@madrid.test", People.DemoPassword);
        using var ended = await Ear.OpenAsync(first, "madrid", path, leaving);
        using var open = await Ear.OpenAsync(first, "madrid", path, staying);
        await leaving.SubmitAsync("/account", "/sign-out", new Dictionary<string, string>());
        (await ended.ToTheEndAsync()).ShouldNotContain("changed");

        var player = first.InMadrid();
        await player.HoldAsync(await player.SlotAsync("2026-11-26", "12:00"));
        await open.HearAsync("event: changed");
    }

    [Fact]
    public async Task Places_are_bounded_per_client_and_club_and_who_leaves_frees_one()
    {
        var (house, tenant) = (first.Services.GetRequiredService<Listeners>(), (await first.TenantAsync("lahore")).Id);
        await UntilAsync(() => house.CountOf(tenant) == 0);
        var path = $"/live/day?venue={await first.InLahore().VenueAsync()}&date=2026-12-05";
        var ears = new List<Ear>();
        for (var i = 0; i < 3; i++) ears.Add(await Ear.OpenAsync(first, "lahore", path));
        // More lines are open than requests may run at once: they do not count among them.
        (await first.Lahore().GetAsync("/book")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var refused = await Ear.OpenAsync(first, "lahore", path))
        {
            refused.Answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Answer.Headers.RetryAfter.ShouldNotBeNull();
        }
        using var one = house.Enter(tenant, "another", [], DateTimeOffset.MaxValue).Listener;
        using var two = house.Enter(tenant, "another", [], DateTimeOffset.MaxValue).Listener;
        house.Enter(tenant, "a third", [], DateTimeOffset.MaxValue).ShouldBe((null, false));

        ears[0].Dispose();
        await UntilAsync(() => house.CountOf(tenant) == 4);
        two!.Dispose();
        two.Dispose();
        using (var again = await Ear.OpenAsync(first, "lahore", path)) again.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var ear in ears.Skip(1)) ear.Dispose();
        await UntilAsync(() => house.CountOf(tenant) == 1);
    }

    [Fact]
    public async Task A_process_that_stops_hangs_up()
    {
        var stopping = new Another(first.Database);
        await stopping.InitializeAsync();
        using var ear = await Ear.OpenAsync(stopping, "madrid", $"/live/day?venue={await stopping.InMadrid().VenueAsync()}&date=2026-12-06");
        await ear.HearAsync("retry:");
        stopping.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        (await ear.ToTheEndAsync()).Trim().ShouldBe("");
        await stopping.DisposeAsync();
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(10))
            if (holds()) return;
        throw new InvalidOperationException("It never came to that.");
    }
}
