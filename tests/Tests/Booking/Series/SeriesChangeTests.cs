using System.Net;
using PadelSaaS.Tests.Booking.Closures;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Series;

/// <summary>Dates of a series change, end, and go on: each checked, all or none, one message.</summary>
public sealed class SeriesChangeTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task This_date_and_all_after_it_move_over_the_change_of_the_clocks_and_become_a_series_of_their_own()
    {
        var desk = await platform.DeskAsync();
        var series = await desk.BookedSeriesAsync(SeriesBooking.Wish(await desk.CourtAsync(), "2027-03-02", "18:00", 8, name: "Movers"));
        var (id, dates) = ((Guid)series["id"]!, series.Dates());
        var change = new { from = (Guid)dates[2]["id"]!, startTime = "19:30", reason = "They work late", note = "Late crew" };

        var preview = await desk.PostAsync($"/api/v1/series/{id}/change/preview", change);
        preview.States().ShouldBe(Enumerable.Repeat("free", 6));
        ((string)(await desk.SeeAsync((Guid)dates[2]["id"]!)).Json["startLocal"]!).ShouldContain("T18:00");
        (await desk.PostAsync($"/api/v1/series/{id}/change", change with { reason = "" })).Slug.ShouldBe("malformed");

        var changed = await desk.PostAsync($"/api/v1/series/{id}/change", change);
        changed.Status.ShouldBe(HttpStatusCode.OK, changed.Body);
        var rest = (Guid)changed.Json["seriesId"]!;
        rest.ShouldNotBe(id);
        (await SeeAsync(desk, id)).Dates().Select(date => date.Wall()).ShouldBe(["18:00", "18:00"]);
        var after = await SeeAsync(desk, rest);
        after.Dates().Select(date => date.Wall()).ShouldBe(Enumerable.Repeat("19:30", 6));
        ((Guid)after["splitFrom"]!).ShouldBe(id);
        (await platform.CountAsync($"series_id = '{rest}' and special_requests = 'Late crew' and moves = 1")).ShouldBe(6);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from booking_history h join bookings b on b.id = h.booking_id where b.series_id = '{rest}' and h.act = 'moved_by_staff' and h.detail->>'reason' = 'They work late'")).ShouldBe(6);

        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", "select count(*) from platform.dev_mails where recipient = 'movers@example.test'")).ShouldBe(2);
        (await MailsAsync("movers", "SEQUENCE:1")).ShouldBe(1);
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task A_date_that_cannot_move_is_decided_by_name_and_nothing_moves_before()
    {
        var desk = await platform.DeskAsync();
        var court = await desk.CourtAsync(1);
        var series = await desk.BookedSeriesAsync(SeriesBooking.Wish(court, "2026-12-02", "10:00", 4, name: "Deciders"));
        await desk.BookedSeriesAsync(SeriesBooking.Wish(court, "2026-12-16", "13:00", 1, name: "Blocker"));
        var id = (Guid)series["id"]!;

        var refused = await desk.PostAsync($"/api/v1/series/{id}/change", new { startTime = "12:00", reason = "Lunch" });
        refused.Slug.ShouldBe("series_conflicts");
        refused.States().ShouldBe(["free", "free", "taken", "free"]);
        (await SeeAsync(desk, id)).Dates().ShouldAllBe(date => date.Wall() == "10:00");

        var changed = await desk.PostAsync($"/api/v1/series/{id}/change", new { startTime = "12:00", reason = "Lunch", choices = new[] { new { date = "2026-12-16" } } });
        changed.Status.ShouldBe(HttpStatusCode.OK, changed.Body);
        (await SeeAsync(desk, id)).Dates().Select(date => date.Wall()).ShouldBe(["12:00", "12:00", "10:00", "12:00"]);
        // Half an hour later overlaps the series' own old time, which counts as free.
        (await desk.PostAsync($"/api/v1/series/{id}/change", new { startTime = "12:30", durationMinutes = 60, reason = "Shorter", choices = new[] { new { date = "2026-12-16" } } })).Status.ShouldBe(HttpStatusCode.OK);
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task The_rest_is_cancelled_together_each_by_its_own_agreement_and_told_once()
    {
        var desk = await platform.DeskAsync();
        var series = await desk.BookedSeriesAsync(SeriesBooking.Wish(await desk.CourtAsync(2), "2026-12-03", "09:00", 6, name: "Leavers"));
        var (id, dates) = ((Guid)series["id"]!, series.Dates());
        // What was paid for two of them comes back whole; the tiers of another were agreed otherwise.
        await platform.ExecuteAsync("madrid", $"update bookings set paid_minor = 1000 where id in ('{(Guid)dates[3]["id"]!}', '{(Guid)dates[4]["id"]!}')");
        await platform.ExecuteAsync("madrid", $"update bookings set cancellation_tiers = '[{{\"minHours\":0,\"refundBasisPoints\":2500}}]' where id = '{(Guid)dates[4]["id"]!}'");

        var request = new { from = (Guid)dates[3]["id"]!, reason = "Moved away" };
        var preview = await desk.PostAsync($"/api/v1/series/{id}/cancel/preview", request);
        ((long)preview.Json["refund"]!["amountMinor"]!).ShouldBe(1250);
        (await platform.CountAsync($"series_id = '{id}' and status = 'cancelled'")).ShouldBe(0);

        var cancelled = await desk.PostAsync($"/api/v1/series/{id}/cancel", request);
        cancelled.Status.ShouldBe(HttpStatusCode.OK, cancelled.Body);
        cancelled.Body.ShouldBe(preview.Body);
        (await platform.CountAsync($"series_id = '{id}' and status = 'cancelled'")).ShouldBe(3);
        (await desk.PostAsync($"/api/v1/series/{id}/cancel", request)).Slug.ShouldBe("series_empty");
        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", "select count(*) from platform.dev_mails where recipient = 'leavers@example.test'")).ShouldBe(2);
        (await MailsAsync("leavers", "METHOD:CANCEL")).ShouldBe(1);
        (await desk.PostAsync($"/api/v1/series/{id}/cancel", new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await platform.CountAsync($"series_id = '{id}' and status = 'cancelled'")).ShouldBe(6);
    }

    [Fact]
    public async Task More_weeks_go_on_where_the_series_ends()
    {
        var desk = await platform.DeskAsync();
        var id = (Guid)(await desk.BookedSeriesAsync(SeriesBooking.Wish(await desk.CourtAsync(), "2026-12-04", "15:00", 3, name: "Goers")))["id"]!;
        (await desk.PostAsync($"/api/v1/series/{id}/extend/preview", new { weeks = 10 })).States().ShouldBe(Enumerable.Repeat("free", 10));
        var more = await desk.PostAsync($"/api/v1/series/{id}/extend", new { weeks = 10 }, "extend-1");
        more.Status.ShouldBe(HttpStatusCode.Created, more.Body);
        (await desk.PostAsync($"/api/v1/series/{id}/extend", new { weeks = 10 }, "extend-1")).Body.ShouldBe(more.Body);
        var series = await SeeAsync(desk, id);
        series.Dates().Count.ShouldBe(13);
        ((string)series["lastDate"]!).ShouldBe("2027-02-26");
        (await platform.InMadrid().PostAsync($"/api/v1/series/{id}/extend", new { weeks = 10 })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_player_changes_only_what_could_still_be_cancelled_for_nothing()
    {
        var player = await platform.InMadrid().SignInAsync("player@madrid.test");
        var id = (Guid)(await player.BookedSeriesAsync(SeriesBooking.Wish(await player.CourtAsync(1), "2026-11-25", "09:00", 3)))["id"]!;
        var refused = await player.PostAsync($"/api/v1/series/{id}/change", new { startTime = "20:30" });
        refused.Slug.ShouldBe("series_conflicts", refused.Body);
        refused.States().ShouldBe(["too_late", "free", "free"]);
        var changed = await player.PostAsync($"/api/v1/series/{id}/change", new { startTime = "20:30", choices = new[] { new { date = "2026-11-25" } } });
        changed.Status.ShouldBe(HttpStatusCode.OK, changed.Body);
        (await SeeAsync(player, id)).Dates().Select(date => date.Wall()).ShouldBe(["09:00", "20:30", "20:30"]);
    }

    [Fact]
    public async Task The_pages_say_every_date_and_the_sum_before_the_button()
    {
        var desk = await platform.DeskAsync();
        var series = await desk.BookedSeriesAsync(SeriesBooking.Wish(await desk.CourtAsync(2), "2026-12-07", "12:00", 3, name: "Pages"));
        var guest = platform.Madrid();
        foreach (var page in new[] { "change", "cancel" })
        {
            var answer = await guest.GetAsync($"/series/{(Guid)series["id"]!}/{page}?key={(string)series["accessKey"]!}");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        }
        (await guest.GetAsync($"/series/{(Guid)series["id"]!}/cancel")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<long> MailsAsync(string name, string inTheFile) =>
        platform.ScalarAsync<long>("madrid", $"select count(*) from platform.dev_mails where recipient = '{name}@example.test' and attachment like '%{inTheFile}%'");

    private static async Task<System.Text.Json.Nodes.JsonNode> SeeAsync(Player player, Guid id) => await player.Visitor.JsonAsync($"/api/v1/series/{id}");
}
