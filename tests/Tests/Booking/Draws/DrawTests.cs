using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tests.Booking.Draws;

/// <summary>Until the draw nothing is sold; then the order decides, and everybody can make it again.</summary>
public sealed class DrawTests : DrawnPlatform
{
    // Hard case 5: page, API, search and booking say the same.
    [Fact]
    public async Task Until_the_draw_its_times_are_neither_shown_nor_sold_to_anybody_and_the_rule_is_named()
    {
        var player = await Platform.PlayerAsync(1);
        var free = await player.FreeAsync(Friday);
        free.ShouldContain(slot => slot.StartLocal.Contains("T16:30", StringComparison.Ordinal));
        // 17:00 to 18:30 reaches into the window.
        foreach (var time in (string[])["T17:00", "T18:00", "T20:30"]) free.ShouldNotContain(slot => slot.StartLocal.Contains(time, StringComparison.Ordinal));
        free.ShouldContain(slot => slot.StartLocal.Contains("T21:00", StringComparison.Ordinal));
        var day = await player.Visitor.JsonAsync($"/api/v1/venues/{await player.VenueAsync()}/availability?date={Friday}&duration=90");
        ((DateTimeOffset)day["byDraw"]![0]!["drawAt"]!).ShouldBe(DrawnClub.Noon);
        (await player.Visitor.JsonAsync($"/api/v1/venues/{await player.VenueAsync()}/availability/search?from={Friday}&to={Friday}&earliest=18:00&latest=21:00&duration=90"))["days"]!.AsArray().ShouldBeEmpty();

        var wanted = free[0] with { Start = DrawnClub.Noon.AddDays(3).AddHours(6), End = DrawnClub.Noon.AddDays(3).AddHours(7.5) };
        foreach (var one in (Slot[])[wanted, wanted.Moved(-60), wanted.Moved(150)])
        {
            var refused = await player.HoldAsync(one);
            (refused.Status, refused.Slug).ShouldBe((HttpStatusCode.Conflict, "by_draw"), one.ToString());
            ((DateTimeOffset)refused.Json["drawAt"]!).ShouldBe(DrawnClub.Noon);
        }
        var page = await (await Platform.Madrid().GetAsync($"/book?date={Friday}&duration=90")).Content.ReadAsStringAsync();
        page.ShouldContain("given by draw");
        page.ShouldContain("/draws?venue=centro");
        // A search over days says what it leaves out, and only where that was asked for.
        var evenings = await WhenAsync("earliest=20:30&latest=23:00");
        evenings.ShouldContain("Not shown: times that are given by draw");
        evenings.ShouldContain("Fri 27 Nov, 18:00–21:00");
        evenings.ShouldContain("/draws?venue=centro");
        foreach (var other in (string[])["earliest=21:00&latest=23:00", "earliest=10:00&latest=18:00", "earliest=18:00&latest=21:00&size=single"]) (await WhenAsync(other)).ShouldNotContain("given by draw", customMessage: other);
        (await WhenAsync("earliest=17:00&latest=17:30&within=start")).ShouldContain("given by draw");

        // A move into it is the same wish.
        var own = await player.HeldAsync(await player.SlotAsync(Friday, "12:00"));
        (await player.ConfirmAsync(own)).Status.ShouldBe(HttpStatusCode.OK);
        (await player.PostAsync($"/api/v1/bookings/{own}/change", new { courtId = wanted.CourtId, start = wanted.Start, durationMinutes = 90 })).Slug.ShouldBe("by_draw");
    }

    // Hard case 12.
    [Fact]
    public async Task Staff_book_a_drawn_time_by_name_and_with_a_reason_only()
    {
        var free = await Platform.InMadrid().FreeAsync(Friday);
        var clerk = await Platform.InMadrid().SignInAsync("desk@madrid.test");
        var body = new { courtId = free[0].CourtId, start = DrawnClub.Noon.AddDays(3).AddHours(6), durationMinutes = 90, name = "Team", reason = (string?)null };
        var refused = await clerk.PostAsync("/api/v1/desk/walk-ins", body);
        refused.Json["overrides"]!.AsArray().Select(one => (string)one!).ShouldBe(["by_draw"]);
        var taken = await clerk.PostAsync("/api/v1/desk/walk-ins", body with { reason = "League match" });
        taken.Status.ShouldBe(HttpStatusCode.Created, taken.Body);
        (await Platform.ScalarAsync<string>("madrid", $"select detail->>'overrides' || ' ' || (detail->>'reason') from booking_history where act = 'rules_set_aside' and booking_id = '{(Guid)taken.Json["id"]!}'")).ShouldContain("by_draw");
    }

    [Fact]
    public async Task Five_want_three_courts_and_the_published_seed_says_who_has_them()
    {
        var players = new List<Player>();
        for (var i = 1; i <= 5; i++) players.Add(await Platform.PlayerAsync(i));
        var before = await players[0].DrawOfAsync(Friday);
        var id = (Guid)before["id"]!;
        before["seed"].ShouldBeNull();
        foreach (var player in players) (await player.EnterAsync(id, "18:00")).Status.ShouldBe(HttpStatusCode.Created);
        (await Platform.ScalarAsync<bool>("madrid", $"select seed is null and seed_sealed is not null from draws where id = '{id}'")).ShouldBeTrue();

        Platform.Clock.Now = DrawnClub.Noon;
        await Platform.SettleAsync();
        var after = await Platform.InMadrid().LookAtAsync(id);
        ((string)after["state"]!).ShouldBe("drawn");
        var seed = (string)after["seed"]!;
        DrawOrder.Commitment(seed).ShouldBe((string)before["commitment"]!);
        var order = after["entries"]!.AsArray().Select(entry => (int)entry!["number"]!).ToList();
        order.ShouldBe(DrawOrder.Of(seed, [1, 2, 3, 4, 5]));
        after["entries"]!.AsArray().Select(entry => (string)entry!["status"]!).ShouldBe(["drawn", "drawn", "drawn", "not_drawn", "not_drawn"]);
        after.ToJsonString().ShouldNotContain("Pia");

        foreach (var (player, number) in players.Select((player, at) => (player, at + 1)))
        {
            var (_, status, booking) = await player.OwnAsync(id);
            status.ShouldBe(order.IndexOf(number) < 3 ? "won" : "reserve");
            (booking is not null).ShouldBe(order.IndexOf(number) < 3);
            (await MailsAsync(number, "draw_won")).ShouldBe(order.IndexOf(number) < 3 ? 1 : 0);
            (await MailsAsync(number, "draw_missed")).ShouldBe(order.IndexOf(number) < 3 ? 0 : 1);
        }
        // What is left over is first come, first served; what is held is not.
        var free = await Platform.InMadrid().FreeAsync(Friday);
        free.ShouldNotContain(slot => slot.StartLocal.Contains("T18:00", StringComparison.Ordinal));
        (await Platform.InMadrid().HoldAsync(free.First(slot => slot.StartLocal.Contains("T19:30", StringComparison.Ordinal)), name: "Quick")).Status.ShouldBe(HttpStatusCode.Created);
        (await Platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_lets_it_go_or_is_too_late_is_followed_by_the_next_in_the_drawn_order()
    {
        var (id, inOrder) = await DrawnAsync(5);
        var first = await inOrder[0].OwnAsync(id);
        (await inOrder[0].PostAsync($"/api/v1/draws/entries/{first.Id}/decline", new { })).Status.ShouldBe(HttpStatusCode.NoContent);
        await Platform.SettleAsync();
        (await inOrder[0].OwnAsync(id)).Status.ShouldBe("passed");
        (await inOrder[3].OwnAsync(id)).Status.ShouldBe("won");
        (await inOrder[4].OwnAsync(id)).Status.ShouldBe("reserve");

        var second = await inOrder[1].OwnAsync(id);
        var accepted = await inOrder[1].PostAsync($"/api/v1/draws/entries/{second.Id}/accept", new { });
        accepted.Status.ShouldBe(HttpStatusCode.OK, accepted.Body);
        // The third says nothing in time; the fifth is next.
        Platform.Clock.Now = DrawnClub.Noon.AddMinutes(10);
        await Platform.SettleAsync();
        (await inOrder[1].OwnAsync(id)).Status.ShouldBe("taken");
        (await inOrder[2].OwnAsync(id)).Status.ShouldBe("passed");
        (await inOrder[4].OwnAsync(id)).Status.ShouldBe("won");
        var late = await inOrder[2].PostAsync($"/api/v1/draws/entries/{(await inOrder[2].OwnAsync(id)).Id}/accept", new { });
        late.Slug.ShouldBe("offer_over");
        (await Platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task Held_ten_times_at_once_it_happens_once()
    {
        var player = await Platform.PlayerAsync(1);
        var id = (Guid)(await player.DrawOfAsync(Friday))["id"]!;
        await player.EnterAsync(id, "18:00");
        Platform.Clock.Now = DrawnClub.Noon;
        var tenant = await Platform.TenantAsync("madrid");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            await using var scope = Platform.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
            await scope.ServiceProvider.GetRequiredService<Drawing>().HoldAsync(id, CancellationToken.None);
        }));
        await Platform.SettleAsync();
        (await Platform.ScalarAsync<long>("madrid", "select count(*) from bookings where source = 'draw'")).ShouldBe(1);
        (await Platform.ScalarAsync<long>("madrid", "select count(*) from Platform.outbox where event_type = 'DRAW_HELD'")).ShouldBe(1);
        (await MailsAsync(1, "draw_won")).ShouldBe(1);
    }

    [Fact]
    public async Task One_entry_for_each_account_none_after_the_close_none_for_who_is_blocked()
    {
        var player = await Platform.PlayerAsync(1);
        var id = (Guid)(await player.DrawOfAsync(Friday))["id"]!;
        var twice = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => player.EnterAsync(id, "18:00", "19:30")));
        twice.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        twice.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Slug == "entered_already");
        var mine = await player.OwnAsync(id);
        (await player.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/draws/entries/{mine.Id}"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await player.EnterAsync(id, "19:00")).Status.ShouldBe(HttpStatusCode.Created);

        (await player.EnterAsync(id, "16:00")).Slug.ShouldBe("not_in_the_draw");
        (await player.EnterAsync(id, "six")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Platform.InMadrid().EnterAsync(id, "18:00")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        await Platform.DrawsAsync(change: file => file["customers"] = new JsonArray(new JsonObject { ["email"] = "p2@madrid.test", ["blocked"] = "owes" }));
        var blocked = await Platform.PlayerAsync(2);
        (await blocked.EnterAsync(id, "18:00")).Slug.ShouldBe("ask_at_the_desk");

        Platform.Clock.Now = DrawnClub.Noon;
        (await (await Platform.PlayerAsync(3)).EnterAsync(id, "18:00")).Slug.ShouldBe("draw_closed");
        await Platform.SettleAsync();
        (await (await Platform.PlayerAsync(3)).EnterAsync(id, "18:00")).Slug.ShouldBe("draw_closed");
    }

    [Fact]
    public async Task A_program_sees_what_its_account_has_entered_and_not_left()
    {
        var (one, two) = (await Platform.PlayerAsync(1), await Platform.PlayerAsync(2));
        var id = (Guid)(await one.DrawOfAsync(Friday))["id"]!;
        await one.EnterAsync(id, "18:00");
        var mine = (await one.Visitor.JsonAsync("/api/v1/draws/mine"))["draws"]!.AsArray().ShouldHaveSingleItem()!;
        ((Guid)mine["id"]!, (string)mine["state"]!, (string)mine["mine"]!["status"]!).ShouldBe((id, "open", "entered"));
        (await two.Visitor.JsonAsync("/api/v1/draws/mine"))["draws"]!.AsArray().ShouldBeEmpty();
        (await Platform.Madrid().GetAsync("/api/v1/draws/mine")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await one.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/draws/entries/{(Guid)mine["mine"]!["id"]!}"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await one.Visitor.JsonAsync("/api/v1/draws/mine"))["draws"]!.AsArray().ShouldBeEmpty();
    }

    // Hard case 14: limits are decided inside the transaction of the draw.
    [Fact]
    public async Task Who_is_blocked_meanwhile_or_has_all_they_may_have_is_passed_over()
    {
        await Platform.DrawsAsync(more: """{ "limits": { "perDay": 1 } }""");
        var (one, two) = (await Platform.PlayerAsync(1), await Platform.PlayerAsync(2));
        var id = (Guid)(await one.DrawOfAsync(Friday))["id"]!;
        (await one.EnterAsync(id, "18:00")).Status.ShouldBe(HttpStatusCode.Created);
        (await two.EnterAsync(id, "18:00")).Status.ShouldBe(HttpStatusCode.Created);
        var own = await one.HeldAsync(await one.SlotAsync(Friday, "10:00"));
        (await one.ConfirmAsync(own)).Status.ShouldBe(HttpStatusCode.OK);
        await Platform.DrawsAsync(more: """{ "limits": { "perDay": 1 } }""", change: file => file["customers"] = new JsonArray(new JsonObject { ["email"] = "p2@madrid.test", ["blocked"] = "owes" }));

        Platform.Clock.Now = DrawnClub.Noon;
        await Platform.SettleAsync();
        (await one.OwnAsync(id)).Status.ShouldBe("missed");
        (await two.OwnAsync(id)).Status.ShouldBe("missed");
        (await Platform.ScalarAsync<long>("madrid", "select count(*) from bookings where source = 'draw'")).ShouldBe(0);
        (await Platform.InMadrid().FreeAsync(Friday)).ShouldContain(slot => slot.StartLocal.Contains("T18:00", StringComparison.Ordinal));
    }

    private async Task<string> WhenAsync(string times) =>
        WebUtility.HtmlDecode(await (await Platform.Madrid().GetAsync($"/book/when?date={Friday}&duration=90&{times}")).Content.ReadAsStringAsync());

    private async Task<(Guid Draw, IReadOnlyList<Player> InOrder)> DrawnAsync(int count)
    {
        var players = new List<Player>();
        for (var i = 1; i <= count; i++) players.Add(await Platform.PlayerAsync(i));
        var id = (Guid)(await players[0].DrawOfAsync(Friday))["id"]!;
        foreach (var player in players) (await player.EnterAsync(id, "18:00")).Status.ShouldBe(HttpStatusCode.Created);
        Platform.Clock.Now = DrawnClub.Noon;
        await Platform.SettleAsync();
        return (id, [.. (await players[0].LookAtAsync(id))["entries"]!.AsArray().Select(entry => players[(int)entry!["number"]! - 1])]);
    }
}
