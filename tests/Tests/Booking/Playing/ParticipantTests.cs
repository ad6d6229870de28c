using System.Net;
using PadelSaaS.Tests.Booking.Limits;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Booking.Playing;

/// <summary>Who plays along: asked by the organiser, answering by a link, told when something changes. Hard case 27: nobody is searched for.</summary>
public sealed class ParticipantTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Somebody_asked_gets_one_mail_says_yes_and_hears_of_a_move_and_of_the_end_without_a_price()
    {
        var (player, id, slot) = await BookedAsync("2026-11-26", "10:00", "Orga");
        (await InviteAsync(player, id, "Mia", "mia@example.test")).Status.ShouldBe(HttpStatusCode.Created);
        await platform.SettleAsync();
        (await platform.CountAsync("mia@example.test", "Orga asks you to play")).ShouldBe(1);
        var link = await LinkAsync("mia@example.test");

        var mia = platform.Madrid();
        var page = await (await mia.GetAsync(link)).Content.ReadAsStringAsync();
        page.ShouldContain("Will you play?");
        page.ShouldNotContain("€");
        (await mia.SubmitAsync(link, link.Split('?')[0], new Dictionary<string, string> { ["answer"] = "accept" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await StatusesAsync(player, id)).ShouldBe(["accepted", "accepted"]);
        (await mia.GetAsync(link.Replace("?", "/calendar.ics?", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await mia.GetAsync($"/bookings/{id}?key={link.Split("key=")[1]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await player.PostAsync($"/api/v1/bookings/{id}/change", new { courtId = slot.CourtId, start = slot.Start.AddHours(3), durationMinutes = 90 })).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await platform.CountAsync("mia@example.test", "Your game moved")).ShouldBe(1);
        (await platform.NewestMailAsync("mia@example.test", "text")).ShouldNotContain("€");
        (await player.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await platform.CountAsync("mia@example.test", "Called off")).ShouldBe(1);
    }

    [Fact]
    public async Task An_invitation_to_the_address_of_an_account_stands_among_its_bookings_until_it_is_answered()
    {
        var (player, id, _) = await BookedAsync("2026-11-28", "12:00", "Asker");
        (await InviteAsync(player, id, "Paula", "PLAYER@madrid.test")).Status.ShouldBe(HttpStatusCode.Created);
        await platform.SettleAsync();
        var account = platform.Madrid();
        await account.SignInAsync("player@madrid.test", People.DemoPassword);
        var mine = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await (await account.GetAsync("/my/bookings")).Content.ReadAsStringAsync());
        mine.Body!.TextContent.ShouldContain("You are asked to play");
        var link = mine.QuerySelectorAll("a").Select(one => one.GetAttribute("href")!).Single(href => href.StartsWith("/play/", StringComparison.Ordinal));
        (await account.SubmitAsync(link, link.Split('?')[0], new Dictionary<string, string> { ["answer"] = "decline" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await account.GetAsync("/my/bookings")).Content.ReadAsStringAsync()).ShouldNotContain("You are asked to play");

        // Whoever is somebody else sees nothing of it.
        (await InviteAsync(player, id, "Else", "else@example.test")).Status.ShouldBe(HttpStatusCode.Created);
        (await (await account.GetAsync("/my/bookings")).Content.ReadAsStringAsync()).ShouldNotContain("/play/");
    }

    [Fact]
    public async Task Friends_named_while_booking_are_asked_when_the_court_is_theirs_and_never_for_a_hold_that_ends()
    {
        var player = platform.InMadrid();
        var visitor = player.Visitor;
        var slot = await player.SlotAsync("2026-11-27", "10:00");
        var details = $"/book/details?court={slot.CourtId}&start={slot.Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&duration=90";
        var page = await (await visitor.GetAsync(details)).Content.ReadAsStringAsync();
        page.ShouldContain("<details");
        var held = await visitor.SubmitAsync(details, "/book/details", new Dictionary<string, string>
        {
            ["name"] = "Nora",
            ["email"] = "nora@example.test",
            ["phone"] = "+34 600 000 000",
            ["friends[0]"] = "ben@example.test",
            ["friends[1]"] = "",
            ["groupSize"] = "4",
            ["specialRequests"] = "A birthday",
        });
        var booking = held.Headers.Location!.ToString();
        await platform.SettleAsync();
        (await platform.CountAsync("ben@example.test", "")).ShouldBe(0);
        (await visitor.SubmitAsync(booking, booking.Split('?')[0] + "/pay", new Dictionary<string, string> { ["method"] = "at_club" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await platform.SettleAsync();
        (await platform.CountAsync("ben@example.test", "Nora asks you to play")).ShouldBe(1);
        var after = await (await visitor.GetAsync(booking)).Content.ReadAsStringAsync();
        after.ShouldContain("2 of 4 places are taken.");
        after.ShouldContain("A birthday");

        // Wrong is said beside the field, and what was typed is still there.
        var other = await player.SlotAsync("2026-11-27", "12:00");
        var wrong = await visitor.SubmitAsync(details, "/book/details", new Dictionary<string, string>
        {
            ["slot"] = $"{other.CourtId:N} {other.Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {other.Price}",
            ["name"] = "Nora",
            ["email"] = "nora@example.test",
            ["phone"] = "+34 600 000 000",
            ["friends[0]"] = "nobody",
        });
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("value=\"nobody\"");
    }

    [Fact]
    public async Task The_organiser_asks_again_lets_go_and_nobody_is_asked_twice()
    {
        var (player, id, _) = await BookedAsync("2026-11-28", "10:00", "Rita");
        var tom = (Guid)(await InviteAsync(player, id, "Tom", "tom@example.test")).Json["id"]!;
        (await InviteAsync(player, id, "Tom", "TOM@example.test")).Slug.ShouldBe("already_invited");
        (await InviteAsync(player, id, null, "rita@example.test")).Slug.ShouldBe("already_invited");
        (await InviteAsync(player, id, null, "nobody")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var key = player.Visitor.Headers["X-Booking-Key"];
        await RemindAsync();
        await RemindAsync();
        await platform.SettleAsync();
        (await platform.CountAsync("tom@example.test", "Rita asks you to play")).ShouldBe(2);
        var link = await LinkAsync("tom@example.test");

        using var gone = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/bookings/{id}/participants/{tom}");
        (await player.Visitor.SendAsync(gone)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await platform.SettleAsync();
        (await platform.CountAsync("tom@example.test", "Without you")).ShouldBe(1);
        (await platform.Madrid().GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await StatusesAsync(player, id)).ShouldBe(["accepted"]);

        // A stranger, and another guest with the key of another booking, see and change nothing.
        (await new Player(platform.Madrid()).PostAsync($"/api/v1/bookings/{id}/participants", new { email = "x@example.test" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Lahore().GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        async Task RemindAsync() => await player.Visitor.SubmitAsync($"/bookings/{id}?key={key}", $"/bookings/{id}/people/{tom}", new Dictionary<string, string> { ["do"] = "remind" });
    }

    [Fact]
    public async Task A_place_is_given_up_taken_back_and_seen_among_the_bookings_of_an_account()
    {
        var (player, id, _) = await BookedAsync("2026-11-29", "10:00", "Leo");
        (await InviteAsync(player, id, null, "player@madrid.test")).Status.ShouldBe(HttpStatusCode.Created);
        await platform.SettleAsync();
        var link = await LinkAsync("player@madrid.test");
        var paula = platform.Madrid();
        await paula.SubmitAsync("/sign-in", "/sign-in", new Dictionary<string, string> { ["email"] = "player@madrid.test", ["password"] = "Padel-demo-2026" });
        (await (await paula.GetAsync("/my/bookings")).Content.ReadAsStringAsync()).ShouldContain("Not answered yet");
        await paula.SubmitAsync(link, link.Split('?')[0], new Dictionary<string, string> { ["answer"] = "accept" });
        (await (await paula.GetAsync("/my/bookings")).Content.ReadAsStringAsync()).ShouldSatisfyAllConditions(html => html.ShouldContain("with Leo"), html => html.ShouldNotContain("Not answered yet"));
        (await paula.GetAsync(link.Split('?')[0])).StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (var (answer, status) in new[] { ("decline", "left"), ("accept", "accepted"), ("accept", "accepted") })
        {
            await paula.SubmitAsync(link, link.Split('?')[0], new Dictionary<string, string> { ["answer"] = answer });
            (await StatusesAsync(player, id)).ShouldBe(["accepted", status]);
        }
    }

    [Fact]
    public async Task Of_ten_who_open_the_link_for_the_last_places_exactly_as_many_join_as_there_are()
    {
        var (player, id, _) = await BookedAsync("2026-11-30", "10:00", "Sol");
        await InviteAsync(player, id, "Eva", "eva@example.test");
        var shared = await player.PostAsync($"/api/v1/bookings/{id}/share", new { });
        var link = (string)shared.Json["link"]!;
        ((string)(await player.PostAsync($"/api/v1/bookings/{id}/share", new { })).Json["link"]!).ShouldBe(link);
        (await (await platform.Madrid().GetAsync(link)).Content.ReadAsStringAsync()).ShouldContain("2 free places");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(at => JoinAsync(link, $"Joiner{at}")));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(2);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Slug == "no_place_left");
        (await StatusesAsync(player, id)).Count.ShouldBe(4);
        (await (await platform.Madrid().GetAsync(link)).Content.ReadAsStringAsync()).ShouldContain("Nobody can join here any more.");

        using var revoke = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/bookings/{id}/share");
        (await player.Visitor.SendAsync(revoke)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await platform.Madrid().GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await JoinAsync(link, "Late")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync(link.Split('?')[0])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_size_of_the_group_and_wishes_can_be_changed_within_the_rules()
    {
        await platform.AgreeAsync("""{ "guests": { "least": 2, "most": 4 } }""");
        var (player, id, _) = await BookedAsync("2026-12-01", "10:00", "Gil");
        await InviteAsync(player, id, null, "g1@example.test");
        await InviteAsync(player, id, null, "g2@example.test");
        var changed = await PatchAsync(new { groupSize = 4, specialRequests = "Two rackets" });
        ((int)changed.Json["groupSize"]!).ShouldBe(4);
        (await PatchAsync(new { groupSize = 5 })).Slug.ShouldBe("group_too_large");
        (await PatchAsync(new { groupSize = 1 })).Slug.ShouldBe("group_too_small");
        (await PatchAsync(new { groupSize = 2 })).Slug.ShouldBe("too_few_places");
        (await platform.ScalarAsync<string>("madrid", $"select special_requests from bookings where id = '{id}'")).ShouldBe("Two rackets");
        (await PatchAsync(new { specialRequests = "" })).Status.ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<bool>("madrid", $"select special_requests is null and group_size = 4 from bookings where id = '{id}'")).ShouldBeTrue();
        (await InviteAsync(player, id, null, "g3@example.test")).Status.ShouldBe(HttpStatusCode.Created);
        (await InviteAsync(player, id, null, "g4@example.test")).Slug.ShouldBe("no_place_left");

        async Task<Answer> PatchAsync(object body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/bookings/{id}") { Content = System.Net.Http.Json.JsonContent.Create(body) };
            return await Player.ReadAsync(await player.Visitor.SendAsync(request));
        }
    }

    private async Task<(Player Player, Guid Id, Slot Slot)> BookedAsync(string date, string time, string name)
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync(date, time);
        return (player, await MoveTests.ConfirmedAsync(player, slot, name), slot);
    }

    private static Task<Answer> InviteAsync(Player player, Guid id, string? name, string email) => player.PostAsync($"/api/v1/bookings/{id}/participants", new { name, email });

    private async Task<Answer> JoinAsync(string link, string name)
    {
        var joiner = platform.InMadrid();
        joiner.Visitor.Headers["X-Booking-Key"] = link.Split("key=")[1];
        return await joiner.PostAsync($"/api/v1/shares/{link.Split('/', '?')[2]}/join", new { name });
    }

    private static async Task<List<string>> StatusesAsync(Player player, Guid id) =>
        [.. (await player.Visitor.JsonAsync($"/api/v1/bookings/{id}/participants"))["participants"]!.AsArray().Select(one => (string)one!["status"]!)];

    private async Task<string> LinkAsync(string email)
    {
        var text = await platform.ScalarAsync<string>("madrid", $"select text from dev_mails where recipient = '{email}' and subject like '%asks you to play%' limit 1");
        var from = text.IndexOf("/play/", StringComparison.Ordinal);
        return text[from..text.IndexOf('\n', from)].Trim();
    }
}
