using System.Net;

namespace PadelSaaS.Tests.Booking.Draws;

/// <summary>What happens at the edges: between the hour and the draw, when the club thinks otherwise, and to others.</summary>
public sealed class DrawMomentTests : DrawnPlatform
{
    [Fact]
    public async Task Between_the_hour_of_the_draw_and_the_draw_itself_nobody_is_faster()
    {
        var (entered, quick) = (await Platform.PlayerAsync(1), await Platform.PlayerAsync(2));
        var id = (Guid)(await entered.DrawOfAsync(Friday))["id"]!;
        await entered.EnterAsync(id, "18:00");
        var court = (await quick.FreeAsync(Friday))[0].CourtId;
        // The hour has come, and the timer has not rung yet.
        Platform.Clock.Now = DrawnClub.Noon.AddSeconds(1);
        var wanted = new Slot(court, DrawnClub.Noon.AddDays(3).AddHours(6), DrawnClub.Noon.AddDays(3).AddHours(7.5), "", 0);
        (await quick.HoldAsync(wanted)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await quick.FreeAsync(Friday)).ShouldNotContain(slot => slot.StartLocal.Contains("T18:00", StringComparison.Ordinal));
        await Platform.SettleAsync();
        (await entered.OwnAsync(id)).Status.ShouldBe("won");
        // A draw that nobody entered keeps nothing back, and neither does one that nobody ever looked at.
        Platform.Clock.Now = DrawnClub.Noon.AddDays(1).AddSeconds(1);
        await Platform.SettleAsync();
        (await Platform.InMadrid().FreeAsync("2026-11-28")).ShouldContain(slot => slot.StartLocal.Contains("T18:00", StringComparison.Ordinal));
        Platform.Clock.Now = DrawnClub.Noon.AddDays(6).AddSeconds(1);
        (await Platform.ScalarAsync<long>("madrid", "select count(*) from draws where local_date = '2026-12-03'")).ShouldBe(0);
        (await Platform.InMadrid().FreeAsync("2026-12-03")).ShouldContain(slot => slot.StartLocal.Contains("T18:00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rules_that_know_a_draw_no_more_call_it_off_and_who_entered_is_told_once()
    {
        var player = await Platform.PlayerAsync(1);
        var id = (Guid)(await player.DrawOfAsync(Friday))["id"]!;
        await player.EnterAsync(id, "18:00");
        await Platform.DrawsAsync(draw: null);
        await Platform.SettleAsync();
        ((string)(await player.LookAtAsync(id))["state"]!).ShouldBe("called_off");
        (await MailsAsync(1, "draw_missed")).ShouldBe(1);
        (await player.HoldAsync(await player.SlotAsync(Friday, "18:00"))).Status.ShouldBe(HttpStatusCode.Created);
        Platform.Clock.Now = DrawnClub.Noon;
        await Platform.SettleAsync();
        (await MailsAsync(1, "draw_missed")).ShouldBe(1);
        (await Platform.ScalarAsync<long>("madrid", "select count(*) from bookings where source = 'draw'")).ShouldBe(0);
    }

    [Fact]
    public async Task Another_club_s_draw_and_another_s_entry_do_not_exist()
    {
        var (one, two) = (await Platform.PlayerAsync(1), await Platform.PlayerAsync(2));
        var id = (Guid)(await one.DrawOfAsync(Friday))["id"]!;
        await one.EnterAsync(id, "18:00");
        var entry = (await one.OwnAsync(id)).Id;
        (await Platform.Lahore().GetAsync($"/api/v1/draws/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await two.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/draws/entries/{entry}"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await two.PostAsync($"/api/v1/draws/entries/{entry}/accept", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await two.LookAtAsync(id)).ToJsonString().ShouldNotContain(entry.ToString());
    }
}
