using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Waitlist;

public sealed class WaitlistTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Evening = "2026-11-27";

    [Fact]
    public async Task A_freed_court_is_held_for_the_first_in_line_and_a_declined_one_moves_on()
    {
        var owners = await platform.FillAsync(Evening, "10:00", "11:30");
        var first = await platform.JoinAsync("First", Evening, "10:00", "10:00");
        var second = await platform.JoinAsync("Second", Evening, "10:00", "10:00");
        (await owners[0].Player.CancelAsync(owners[0].Id)).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();

        var offered = await first.SeeAsync();
        ((string)offered["status"]!).ShouldBe("offered");
        ((string)(await second.SeeAsync())["status"]!).ShouldBe("waiting");
        (await platform.MailsAsync("first@example.test")).ShouldBe(1);
        // Nobody else can take it: neither is it shown nor sold.
        (await platform.InMadrid().FreeAsync(Evening)).ShouldNotContain(slot => slot.StartLocal.Contains("T10:00", StringComparison.Ordinal));

        (await first.PostAsync("decline")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await platform.SettleAsync();
        ((string)(await first.SeeAsync())["status"]!).ShouldBe("waiting");
        ((string)(await second.SeeAsync())["status"]!).ShouldBe("offered");
        (await platform.MailsAsync("first@example.test")).ShouldBe(1);

        (await second.PostAsync("accept")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        ((string)(await second.SeeAsync())["status"]!).ShouldBe("accepted");
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task An_offer_nobody_takes_goes_on_at_its_deadline()
    {
        var owners = await platform.FillAsync(Evening, "12:00", "13:30");
        var first = await platform.JoinAsync("Slow", Evening, "12:00", "12:00");
        var second = await platform.JoinAsync("Next", Evening, "12:00", "12:00");
        await owners[0].Player.CancelAsync(owners[0].Id);
        await platform.SettleAsync();
        var until = (DateTimeOffset)(await first.SeeAsync())["offer"]!["expiresAt"]!;
        until.ShouldBe(platform.Clock.GetUtcNow().AddMinutes(30));

        platform.Clock.Now = until;
        await platform.SettleAsync();
        ((string)(await first.SeeAsync())["status"]!).ShouldBe("waiting");
        ((string)(await second.SeeAsync())["status"]!).ShouldBe("offered");
        // The deadline and a late hand at the same instant: the one who is late is told so.
        var late = await first.PostAsync("accept");
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
        await second.PostAsync("decline");
        await platform.SettleAsync();
    }

    [Fact]
    public async Task What_is_free_is_not_waited_for_and_nobody_waits_twice_or_sees_anothers_place()
    {
        var player = platform.InMadrid();
        var venue = await player.VenueAsync();
        var free = await player.Visitor.PostAsync("/api/v1/waitlist", Waiting.Body(venue, "Early", "2026-12-04", "10:00", "20:00"));
        free.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Player.ReadAsync(free)).Slug.ShouldBe("free_now");

        await platform.FillAsync("2026-12-04", "16:00", "17:30");
        var place = await platform.JoinAsync("Twice", "2026-12-04", "16:00", "16:00");
        (await Player.ReadAsync(await player.Visitor.PostAsync("/api/v1/waitlist", Waiting.Body(venue, "Twice", "2026-12-04", "16:00", "16:00")))).Slug.ShouldBe("already_waiting");
        (await platform.Madrid().GetAsync($"/api/v1/waitlist/{place.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await place.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/waitlist/{place.Id}"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        ((string)(await place.SeeAsync())["status"]!).ShouldBe("left");
        (await player.Visitor.PostAsync("/api/v1/waitlist", Waiting.Body(venue, "Past", "2026-11-01", "16:00", "16:00"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await player.Visitor.PostAsync("/api/v1/waitlist", Waiting.Body(venue, "Odd", "tomorrow", "4 pm", "16:00"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Twenty_wait_five_are_freed_at_once_and_the_first_five_get_one_each()
    {
        const string Day = "2026-12-02";
        var owners = await platform.FillAsync(Day, "10:00", "11:30", "13:00", "14:30", "16:00");
        var places = new List<Waiter>();
        for (var i = 0; i < 20; i++)
        {
            places.Add(await platform.JoinAsync($"Crowd{i:00}", Day, "10:00", "16:00"));
            platform.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await Task.WhenAll(owners.Take(5).Select(owner => owner.Player.CancelAsync(owner.Id)));
        await platform.SettleAsync();

        var states = new List<string>();
        foreach (var place in places) states.Add((string)(await place.SeeAsync())["status"]!);
        states.Take(5).ShouldAllBe(state => state == "offered");
        states.Skip(5).ShouldAllBe(state => state == "waiting");
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);

        // Taken twice at once is taken once.
        var twice = await Task.WhenAll(places[0].PostAsync("accept"), places[0].PostAsync("accept"));
        twice.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(1);
        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", "select count(*) from bookings where guest_email = 'crowd00@example.test' and status = 'confirmed'")).ShouldBe(1);
    }

    [Fact]
    public async Task The_pages_lead_from_the_day_to_the_line_and_the_link_takes_nothing_by_itself()
    {
        const string Day = "2026-12-03";
        var owners = await platform.FillAsync(Day, "10:00");
        var visitor = platform.Madrid();
        (await (await visitor.GetAsync($"/book?date={Day}")).Content.ReadAsStringAsync()).ShouldContain("/waitlist/join?venue=");
        var joined = await visitor.SubmitAsync($"/waitlist/join?date={Day}", "/waitlist/join", new Dictionary<string, string>
        {
            ["from"] = "10:00",
            ["to"] = "10:00",
            ["duration"] = "90",
            ["name"] = "Pagina",
            ["email"] = "pagina@example.test",
            ["phone"] = "",
            ["court"] = "",
        });
        joined.StatusCode.ShouldBe(HttpStatusCode.Redirect, await joined.Content.ReadAsStringAsync());
        var path = joined.Headers.Location!.ToString();
        await owners[0].Player.CancelAsync(owners[0].Id);
        await platform.SettleAsync();

        (await (await platform.Madrid().GetAsync(path)).Content.ReadAsStringAsync()).ShouldContain("Take this court");
        (await platform.ScalarAsync<string>("madrid", "select status from bookings where guest_email = 'pagina@example.test'")).ShouldBe("pending");
        var taken = await visitor.SubmitAsync(path, path.Split('?')[0] + "/accept", new Dictionary<string, string>());
        taken.Headers.Location!.ToString().ShouldStartWith("/bookings/");
        (await platform.ScalarAsync<string>("madrid", "select status from bookings where guest_email = 'pagina@example.test'")).ShouldBe("confirmed");
    }
}
