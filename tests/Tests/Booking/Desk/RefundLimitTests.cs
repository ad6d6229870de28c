using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.Booking.Series;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Desk;

/// <summary>Staff give players' money back up to what the club lets them, wherever money goes back; whoever is over it is told whom to ask.</summary>
public sealed class RefundLimitTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task An_owner_invites_a_desk_clerk_who_cannot_refund_more_than_the_limit()
    {
        var owner = await platform.AsAsync("owner@madrid.test");
        (await LimitAsync(owner, "desk", atOnce: 5000)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var clerk = new Player(await platform.HireAsync("limited@madrid.test", "desk"));
        var (small, large) = (await PaidAsync("2026-12-01", "10:00", 5000, "Sam"), await PaidAsync("2026-12-01", "12:00", 5001, "Lea"));

        (await clerk.CancelAsync(small)).Status.ShouldBe(HttpStatusCode.OK);
        var refused = await clerk.CancelAsync(large);
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Slug.ShouldBe("refund_over_limit");
        ((string)refused.Json["title"]!).ShouldStartWith("You may give back up to €50.00 at once; this would be €50.01. Please ask: ");
        refused.Json["whoMay"]!.AsArray().Select(name => (string)name!).ShouldContain("Olga Owner");
        ((long)refused.Json["atOnce"]!["amountMinor"]!).ShouldBe(5000);
        (await platform.ScalarAsync<string>("madrid", $"select status from bookings where id = '{large}'")).ShouldBe("confirmed");
        (await platform.FactsAsync("BOOKING_CANCELLED", large)).ShouldBe(0);

        // The page says so before there is a button.
        var browser = platform.Madrid();
        await browser.SignInAsync("limited@madrid.test", People.Password);
        var page = await (await browser.GetAsync($"/bookings/{large}/cancel")).Content.ReadAsStringAsync();
        page.ShouldContain("More than you may give back");
        page.ShouldNotContain("Cancel the booking<");
        (await new Player(owner).CancelAsync(large)).Status.ShouldBe(HttpStatusCode.OK);

        // Who gave what, before and after.
        var act = JsonNode.Parse(await platform.ScalarAsync<string>("madrid", $"select content from audit where act = 'refund.given' and subject = 'booking {small}'"))!;
        act["changes"]!.AsArray().Select(change => $"{change!["field"]} {change["before"]} → {change["after"]}").ShouldBe(["status confirmed → cancelled", "paid €50.00 → €0.00", "given back  → €50.00"]);
        ((string)act["actor"]!["name"]!).ShouldBe("Nina Newcomer");
        await UnlimitAsync(owner, "desk");
    }

    [Fact]
    public async Task A_days_limit_is_not_passed_by_two_acts_at_once_and_begins_anew_with_the_day()
    {
        var owner = await platform.AsAsync("owner@madrid.test");
        var clerk = await platform.HireAsync("daily@madrid.test", "desk");
        (await LimitAsync(owner, await clerk.IdOfAsync(), atOnce: null, aDay: 5000)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var bookings = new List<Guid>();
        foreach (var time in new[] { "10:00", "12:00", "14:00", "16:00" }) bookings.Add(await PaidAsync("2026-12-02", time, 3000, $"Day{time[..2]}"));
        var raced = await Task.WhenAll(bookings.Take(3).Select(id => new Player(clerk).CancelAsync(id)));
        raced.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        raced.First(answer => answer.Status != HttpStatusCode.OK).Body.ShouldContain("You may give back €20.00 more today");
        (await platform.ScalarAsync<long>("madrid", $"select amount_minor from money_given_back where user_id = '{await clerk.IdOfAsync()}'")).ShouldBe(3000);

        platform.Clock.Advance(TimeSpan.FromDays(1));
        clerk = await platform.AsAsync("daily@madrid.test", People.Password);
        (await new Player(clerk).CancelAsync(bookings[3])).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Moving_and_closing_are_limited_too_and_what_gives_nothing_back_is_not()
    {
        var owner = await platform.AsAsync("owner@madrid.test");
        var clerk = new Player(await platform.HireAsync("every@madrid.test", "desk"));
        (await LimitAsync(owner, await clerk.Visitor.IdOfAsync(), atOnce: 0, aDay: null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        // Peak to base: 24 euros less.
        var guest = platform.InMadrid();
        var slot = await guest.SlotAsync("2026-12-03", "18:00");
        var moving = await PaidAsync("2026-12-03", "18:00", 6000, "Mov");
        var cheaper = slot.Moved(-6 * 60);
        var body = new { courtId = cheaper.CourtId, start = cheaper.Start.UtcDateTime, durationMinutes = 90, reason = "rain" };
        (await clerk.PostAsync($"/api/v1/bookings/{moving}/change/preview", body)).Slug.ShouldBe("refund_over_limit");
        (await clerk.PostAsync($"/api/v1/bookings/{moving}/change", body)).Slug.ShouldBe("refund_over_limit");
        var browser = platform.Madrid();
        await browser.SignInAsync("every@madrid.test", People.Password);
        var preview = await (await browser.GetAsync($"/desk/move?booking={moving}&court={cheaper.CourtId}&start={cheaper.Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&duration=90")).JsonOf();
        ((bool)preview["possible"]!).ShouldBeFalse();
        ((string)preview["said"]!).ShouldContain("Please ask: ");

        var venue = await clerk.VenueAsync();
        var closed = await clerk.PostAsync($"/api/v1/venues/{venue}/closures", new
        {
            courtIds = new[] { slot.CourtId },
            start = slot.Start.UtcDateTime,
            end = slot.End.UtcDateTime,
            reason = "weather",
            decisions = new[] { new { bookingId = moving, decision = "cancel_and_refund" } },
        });
        closed.Slug.ShouldBe("refund_over_limit", closed.Body);
        (await platform.ScalarAsync<string>("madrid", $"select status from bookings where id = '{moving}'")).ShouldBe("confirmed");
        (await platform.ScalarAsync<long>("madrid", "select count(*) from closures")).ShouldBe(0);

        // What gives nothing back is no matter of limits.
        var unpaid = await PaidAsync("2026-12-03", "10:00", 0, "Nil");
        (await clerk.CancelAsync(unpaid)).Status.ShouldBe(HttpStatusCode.OK);
        (await new Player(owner).PostAsync($"/api/v1/bookings/{moving}/change", body)).Status.ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<string>("madrid", $"select content from audit where act = 'refund.given' and subject = 'booking {moving}'")).ShouldContain("rain");
    }

    [Fact]
    public async Task A_series_counts_as_the_sum_of_its_dates_and_a_no_show_gives_no_more_back_than_the_limit()
    {
        var owner = await platform.AsAsync("owner@madrid.test");
        var clerk = new Player(await platform.HireAsync("sums@madrid.test", "desk"));
        (await LimitAsync(owner, await clerk.Visitor.IdOfAsync(), atOnce: 6000)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        // Wednesdays at peak; each date alone is within the limit.
        var series = (Guid)(await clerk.BookedSeriesAsync(SeriesBooking.Wish(await clerk.CourtAsync(1), "2026-12-09", "18:00", 3, name: "Sums")))["id"]!;
        await platform.ExecuteAsync("madrid", $"update bookings set paid_minor = 6000 where series_id = '{series}'");
        (await clerk.PostAsync($"/api/v1/series/{series}/change", new { startTime = "12:00", reason = "Rain" })).Slug.ShouldBe("refund_over_limit");
        var refused = await clerk.PostAsync($"/api/v1/series/{series}/cancel", new { reason = "Injured" });
        refused.Slug.ShouldBe("refund_over_limit", refused.Body);
        ((long)refused.Json["refund"]!["amountMinor"]!).ShouldBe(18000);
        (await platform.CountAsync($"series_id = '{series}' and status = 'confirmed' and extract(hour from starts_at at time zone 'Europe/Madrid') = 18")).ShouldBe(3);

        var last = await platform.ScalarAsync<Guid>("madrid", $"select id from bookings where series_id = '{series}' order by starts_at desc limit 1");
        (await clerk.PostAsync($"/api/v1/series/{series}/cancel", new { from = last, reason = "Injured" })).Status.ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<string>("madrid", $"select content from audit where act = 'refund.given' and subject = 'series {series}'")).ShouldContain("Injured");

        // Paid twice by mistake, and nobody came: what is over what the club keeps goes back, by who may.
        var missed = await PaidAsync("2026-12-03", "14:00", 20000, "Miss");
        await platform.ExecuteAsync("madrid", $"update bookings set starts_at = starts_at - interval '60 days', ends_at = ends_at - interval '60 days' where id = '{missed}'");
        (await clerk.PostAsync($"/api/v1/bookings/{missed}/no-show", new { })).Slug.ShouldBe("refund_over_limit");
        (await platform.ScalarAsync<string>("madrid", $"select status from bookings where id = '{missed}'")).ShouldBe("confirmed");
        (await platform.FactsAsync("NO_SHOW_RECORDED", missed)).ShouldBe(0);
        (await new Player(owner).PostAsync($"/api/v1/bookings/{missed}/no-show", new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from audit where act = 'refund.given' and subject = 'booking {missed}'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_manager_allows_nobody_more_than_themselves_and_nobody_sets_their_own_limit()
    {
        var owner = await platform.AsAsync("owner@madrid.test");
        var manager = await platform.HireAsync("measured@madrid.test", "manager");
        var clerk = await (await platform.HireAsync("measured2@madrid.test", "desk")).IdOfAsync();
        (await LimitAsync(owner, await manager.IdOfAsync(), atOnce: 10000, aDay: 20000)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await LimitAsync(manager, clerk, atOnce: 10001, aDay: 20000)).SlugOf()).ShouldBe("limit_wider_than_yours");
        (await (await LimitAsync(manager, clerk, atOnce: 5000, aDay: null)).SlugOf()).ShouldBe("limit_wider_than_yours");
        (await LimitAsync(manager, clerk, atOnce: 5000, aDay: 10000)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await LimitAsync(manager, await manager.IdOfAsync(), atOnce: 10000, aDay: 20000)).SlugOf()).ShouldBe("limit_own");
        // Taking the person's limit away would leave them with none.
        (await (await manager.DeleteAsync($"/api/v1/staff/{clerk}/limits")).SlugOf()).ShouldBe("limit_wider_than_yours");
        (await owner.DeleteAsync($"/api/v1/staff/{clerk}/limits")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await LimitAsync(owner, await owner.IdOfAsync(), atOnce: 1, aDay: 1)).SlugOf()).ShouldBe("owner_unlimited");
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from audit where act = 'role.limits_changed' and subject = 'account {clerk}'")).ShouldBe(2);

        var browser = platform.Madrid();
        await browser.SignInAsync("owner@madrid.test", People.DemoPassword);
        (await browser.SubmitAsync("/manage/staff/limits", "/manage/staff/limits", new Dictionary<string, string> { ["once-manager"] = "abc" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.SubmitAsync("/manage/staff/limits", "/manage/staff/limits", new Dictionary<string, string> { ["once-manager"] = "250,50" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await browser.GetAsync("/manage/staff/limits")).Content.ReadAsStringAsync()).ShouldContain("250.50");
        await UnlimitAsync(owner, "manager");
    }

    private async Task<Guid> PaidAsync(string date, string time, long paid, string name)
    {
        var guest = platform.InMadrid();
        var id = await guest.HeldAsync(await guest.SlotAsync(date, time), name);
        (await guest.ConfirmAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        await platform.ExecuteAsync("madrid", $"update bookings set paid_minor = {paid} where id = '{id}'");
        return id;
    }

    private static Task<HttpResponseMessage> LimitAsync(Visitor who, object whom, long? atOnce, long? aDay = null) =>
        who.SendAsync(new HttpRequestMessage(HttpMethod.Put, whom is string role ? $"/api/v1/staff/limits/{role}" : $"/api/v1/staff/{whom}/limits") { Content = JsonContent.Create(new { atOnceMinor = atOnce, aDayMinor = aDay }) });

    private static async Task UnlimitAsync(Visitor owner, string role) => (await LimitAsync(owner, role, null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
}
