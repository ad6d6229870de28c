using System.Net;
using System.Text.RegularExpressions;
using PadelSaaS.Tests.Booking.Lessons;
using PadelSaaS.Tests.Booking.Series;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Peers;

namespace PadelSaaS.Tests.Booking.Feeds;

/// <summary>Calendars that programs subscribe to: what stands in them, who may have one, and how a link ends.</summary>
public sealed partial class FeedTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_players_calendar_follows_a_booking_until_its_link_is_exchanged_and_ended()
    {
        var player = await platform.InMadrid().SignInAsync("player@madrid.test");
        var page = platform.Madrid();
        await page.SignInAsync("player@madrid.test", People.DemoPassword);
        (await TextAsync(page, "/me/calendars")).ShouldContain("Make a link");
        (await page.SubmitAsync("/me/calendars", "/me/calendars", new Dictionary<string, string> { ["kind"] = "player" })).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await TextAsync(page, "/me/calendars?done=made")).ShouldContain("Your link is ready");
        var link = await LinkAsync(player, "player");
        link.Webcal.ShouldStartWith("webcal://madrid.localhost/calendars/");
        (await ReadAsync(link.Path)).Events.ShouldBeEmpty();

        var slot = await player.SlotAsync("2026-11-26", "10:00");
        var id = await player.HeldAsync(slot);
        // A hold is nobody's yet.
        (await ReadAsync(link.Path)).Events.ShouldBeEmpty();
        (await player.ConfirmAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        var mailed = new List<string> { await MailedAsync() };
        var booked = (await ReadAsync(link.Path)).Events.ShouldHaveSingleItem();
        (booked.Uid, booked.Sequence, booked.Status, booked.Start, booked.End, booked.Zone, booked.Local).ShouldBe(($"{id}@padelsaas", 0, "CONFIRMED", slot.Start, slot.End, "Europe/Madrid", "2026-11-26T10:00:00"));
        booked.Url.ShouldBe($"http://madrid.localhost/bookings/{id}");

        // Asked again with what it has, a program hears that nothing changed; after a move it gets the new time under the same id.
        var first = await platform.Madrid().GetAsync(link.Path);
        first.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        first.Content.Headers.ContentType!.MediaType.ShouldBe("text/calendar");
        platform.Clock.Advance(TimeSpan.FromMinutes(5));
        (await AgainAsync(link.Path, first)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await player.PostAsync($"/api/v1/bookings/{id}/change", new { courtId = slot.CourtId, start = slot.Start.AddHours(3), durationMinutes = 90 })).Status.ShouldBe(HttpStatusCode.OK);
        mailed.Add(await MailedAsync());
        (await AgainAsync(link.Path, first)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var moved = (await ReadAsync(link.Path)).Events.ShouldHaveSingleItem();
        (moved.Uid, moved.Sequence, moved.Start).ShouldBe((booked.Uid, 1, slot.Start.AddHours(3)));
        (await player.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        mailed.Add(await MailedAsync());
        var cancelled = (await ReadAsync(link.Path)).Events.ShouldHaveSingleItem();
        (cancelled.Uid, cancelled.Sequence, cancelled.Status).ShouldBe((booked.Uid, 2, "CANCELLED"));

        // The files of the three mails say the same to somebody else's parser: one id, a higher number, a method that fits.
        (await CalendarReader.ReadAllAsync(mailed)).Select(file => (file.Method, file.Events[0].Uid, file.Events[0].Sequence, file.Events[0].Status, file.Events[0].Start)).ShouldBe([
            ("PUBLISH", booked.Uid, 0, "CONFIRMED", slot.Start), ("PUBLISH", booked.Uid, 1, "CONFIRMED", moved.Start), ("CANCEL", booked.Uid, 2, "CANCELLED", moved.Start),
        ]);

        // At another club, with another key, without one: there is no such calendar.
        (await platform.Lahore().GetAsync(link.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync(link.Path[..^1] + (link.Path[^1] == 'A' ? 'Q' : 'A'))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync(link.Path.Split('?')[0])).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await page.SubmitAsync("/me/calendars", $"/me/calendars/{link.Id}/renew", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await platform.Madrid().GetAsync(link.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var renewed = await LinkAsync(player, "player");
        (await ReadAsync(renewed.Path)).Events.Count.ShouldBe(1);
        (await page.SubmitAsync("/me/calendars", $"/me/calendars/{link.Id}/end", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await platform.Madrid().GetAsync(renewed.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await player.PostAsync($"/api/v1/me/calendars/{link.Id}/renew", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        // Made again, it is another link once more, and twice at once it is one calendar.
        var both = await Task.WhenAll(MadeAsync(player, "player"), MadeAsync(player, "player"));
        both[0].ShouldBe(both[1]);
        foreach (var old in (string[])[link.Path, renewed.Path]) (await platform.Madrid().GetAsync(old)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync(both[0].Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_courts_and_a_coachs_calendar_name_no_customer_and_end_with_the_role()
    {
        var desk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        var coach = await platform.CoachAsync("owner@madrid.test");
        var teacher = await platform.InMadrid().SignInAsync("owner@madrid.test");
        var nobody = await platform.InMadrid().SignInAsync("player@madrid.test");
        var court = await desk.CourtAsync(1);
        var lesson = await desk.LessonAsync(coach, "2026-11-30", "10:00", title: "Smashes", court: 1);
        (await platform.TakePlaceAsync(lesson, "Pupilla")).Status.ShouldBe(HttpStatusCode.Created);
        var guest = platform.InMadrid();
        var booking = await guest.HeldAsync(await guest.SlotAsync("2026-11-30", "12:00", court: 1), "Customera");
        (await guest.ConfirmAsync(booking)).Status.ShouldBe(HttpStatusCode.OK);

        (await nobody.PostAsync("/api/v1/me/calendars", new { kind = "court", courtId = court })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await nobody.PostAsync("/api/v1/me/calendars", new { kind = "coach" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.PostAsync("/api/v1/me/calendars", new { kind = "court" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await desk.PostAsync("/api/v1/me/calendars", new { kind = "club" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await desk.PostAsync("/api/v1/me/calendars", new { kind = "court", courtId = lesson })).Status.ShouldBe(HttpStatusCode.NotFound);
        var ofCourt = await MadeAsync(desk, "court", court);
        var ofCoach = await MadeAsync(teacher, "coach");
        // Another's calendar is nobody's.
        (await nobody.PostAsync($"/api/v1/me/calendars/{ofCourt.Id}/renew", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await nobody.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/me/calendars/{ofCourt.Id}"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var seen = (await ReadAsync(ofCourt.Path)).Events;
        seen.Select(one => one.Uid).ShouldBe([$"{lesson}@padelsaas", $"{booking}@padelsaas"]);
        seen[1].Summary.ShouldEndWith(PadelSaaS.Booking.Booking.CodeOf(booking));
        var taught = (await ReadAsync(ofCoach.Path)).Events.Single(one => one.Uid == $"{lesson}@padelsaas");
        (taught.Summary, taught.Description).ShouldBe(("Smashes", "1 of 4 places taken"));
        foreach (var path in (string[])[ofCourt.Path, ofCoach.Path])
        {
            var text = await (await platform.Madrid().GetAsync(path)).Content.ReadAsStringAsync();
            foreach (var secret in (string[])["Customera", "Pupilla", "example.test", "600"]) text.ShouldNotContain(secret, Case.Insensitive);
        }
        (await desk.PostAsync($"/api/v1/lessons/{lesson}/cancel", new { reason = "Rain" })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await ReadAsync(ofCoach.Path)).Events.Single(one => one.Uid == $"{lesson}@padelsaas").Status.ShouldBe("CANCELLED");
        (await ReadAsync(ofCourt.Path)).Events[0].Status.ShouldBe("CANCELLED");

        var page = platform.Madrid();
        await page.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await TextAsync(page, "/me/calendars")).ShouldContain(ofCourt.Path.Split('?')[0]);
        // Whoever does not teach any more sees no lessons any more, whatever links they kept.
        await platform.ExecuteAsync("madrid", $"delete from user_roles where user_id = '{coach}' and role = 'coach'");
        (await platform.Madrid().GetAsync(ofCoach.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private sealed record Link(Guid Id, string Path, string Webcal);

    private static async Task<Link> MadeAsync(Player who, string kind, Guid? court = null)
    {
        var made = await who.PostAsync("/api/v1/me/calendars", new { kind, courtId = court });
        made.Status.ShouldBe(HttpStatusCode.OK, made.Body);
        return Of(made.Json);
    }

    private static async Task<Link> LinkAsync(Player who, string kind) => Of((await who.Visitor.JsonAsync("/api/v1/me/calendars"))["calendars"]!.AsArray().Single(one => (string)one!["kind"]! == kind)!);

    private static Link Of(System.Text.Json.Nodes.JsonNode made) =>
        new((Guid)made["id"]!, Host().Replace((string)made["address"]!, ""), (string)made["webcalAddress"]!);

    private async Task<ReadCalendar> ReadAsync(string path)
    {
        var answer = await platform.Madrid().GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await CalendarReader.ReadAsync(await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> MailedAsync()
    {
        await platform.SettleAsync();
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        return await platform.ScalarAsync<string>("madrid", "select attachment from dev_mails where recipient = 'player@madrid.test' and attachment is not null order by received_at desc limit 1");
    }

    private Task<HttpResponseMessage> AgainAsync(string path, HttpResponseMessage before)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(before.Headers.ETag!);
        return platform.Madrid().SendAsync(request);
    }

    private static async Task<string> TextAsync(Visitor visitor, string path) => WebUtility.HtmlDecode(await (await visitor.GetAsync(path)).Content.ReadAsStringAsync());

    [GeneratedRegex("^https?://[^/]+")]
    private static partial Regex Host();
}
