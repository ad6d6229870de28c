using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Venues.Manage;

/// <summary>Seasons and special days as their owner keeps them: by program and by page, and never over somebody's booking without its name.</summary>
public sealed class SeasonTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_season_counts_on_its_dates_and_is_changed_and_dropped()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Seasonal", courts: 1);
        venue = await owner.SavedAsync(venue, "seasons", new JsonArray(Season("Winter", "2026-12-01", "2026-12-06", Owner.Week("14:00", "18:00"))));

        (await FirstAsync(venue, "2026-11-30")).ShouldBe("2026-11-30T10:00:00+01:00");
        (await FirstAsync(venue, "2026-12-01")).ShouldBe("2026-12-01T14:00:00+01:00");
        (await FirstAsync(venue, "2026-12-07")).ShouldBe("2026-12-07T10:00:00+01:00");
        ((string)venue["history"]![0]!["act"]!, (string)venue["history"]![0]!["what"]![0]!).ShouldBe(("seasons", "Winter"));

        // The same again, written otherwise, is no change.
        var same = await owner.SavedAsync(venue, "seasons", venue["seasons"]!);
        ((long)same["revision"]!).ShouldBe((long)venue["revision"]!);

        await owner.SavedAsync(venue, "seasons", new JsonArray());
        (await FirstAsync(venue, "2026-12-01")).ShouldBe("2026-12-01T10:00:00+01:00");
    }

    [Theory]
    [InlineData("seasons[0].from", "2026-12-32", "2026-12-31", "")]
    [InlineData("seasons[0].to", "2026-12-31", "2026-12-01", "")]
    [InlineData("seasons[0].openings[0].opens", "2026-12-01", "2026-12-31", "25:00")]
    [InlineData("seasons[1].from", "2026-12-01", "2027-01-31", "10:00")]
    public async Task What_is_no_season_is_refused_by_field(string field, string from, string to, string opens)
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.AddAsync($"Season {field}");
        var week = opens.Length == 0 ? new JsonArray() : new JsonArray(Owner.Opening(1, opens, "20:00"));
        var other = Season("January", "2027-01-01", "2027-01-31", new JsonArray());

        var answer = await owner.PutAsync(venue, "seasons", new JsonArray(Season("Winter", from, to, week), other));

        answer.Status.ShouldBeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.Conflict);
        answer.Json["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Hours_of_a_season_or_a_date_without_a_price_are_refused_with_the_minutes_named(bool season)
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync($"Unpriced {season}", courts: 1);
        venue = await owner.SavedAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2000, from: "10:00", to: "22:00")));

        // 2 December 2026 is a Wednesday.
        var refused = season
            ? await owner.PutAsync(venue, "seasons", new JsonArray(Season("Early", "2026-12-01", "2026-12-31", new JsonArray(Owner.Opening(3, "08:00", "22:00")))))
            : await Player.ReadAsync(await owner.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"/api/v1/venues/{venue["id"]}/exceptions/2026-12-02")
            {
                Content = System.Net.Http.Json.JsonContent.Create(new { name = "Early", hours = new[] { new { opens = "08:00", closes = "22:00" } } }),
            }));

        (refused.Status, refused.Slug).ShouldBe((HttpStatusCode.Conflict, "no_price"), refused.Body);
        refused.Body.ShouldContain("Wed 08:00");
    }

    [Fact]
    public async Task A_season_and_a_usual_week_leave_no_booking_outside_without_its_name()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Booked", courts: 1);
        var guest = platform.InMadrid();
        var free = await guest.Visitor.JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date=2026-12-02&duration=60");
        var court = free["courts"]![0]!;
        var booking = await guest.HeldAsync(Player.SlotOf((Guid)court["courtId"]!, court["slots"]!.AsArray().Single(slot => ((string)slot!["startLocal"]!).Contains("T18:00", StringComparison.Ordinal))!));

        var season = new JsonArray(Season("Short", "2026-12-01", "2026-12-06", Owner.Week("10:00", "15:00")));
        var refused = await owner.PutAsync(venue, "seasons", season);
        (refused.Status, refused.Slug).ShouldBe((HttpStatusCode.Conflict, "bookings_in_the_way"));
        refused.Json["bookings"]!.AsArray().Select(one => (Guid)one!["bookingId"]!).ShouldBe([booking]);
        (await owner.PutAsync(venue, "hours", Owner.Week("10:00", "15:00"), "openings")).Slug.ShouldBe("bookings_in_the_way");

        // By the page: what was typed stays, the booking is named, and sent again it is kept.
        var page = platform.Madrid();
        await page.SignInAsync("owner@madrid.test", People.DemoPassword);
        const string Path = "/manage/venues/booked/seasons";
        Dictionary<string, string> typed = new() { ["do"] = "save", ["seasons[0].name"] = "Short", ["seasons[0].from"] = "2026-12-01", ["seasons[0].to"] = "2026-12-06" };
        // Monday's times on all weekdays, and nothing is saved by it; the weekend is typed.
        (typed["do"], typed["seasons[0].openings[0].opens"], typed["seasons[0].openings[0].closes"]) = ("copy:0", "11", "12");
        var copied = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await (await page.SubmitAsync(Path, Path, typed)).Content.ReadAsStringAsync());
        for (var day = 0; day < 7; day++) (copied.QuerySelector($"[name='seasons[0].openings[{day * 3}].opens']")!.GetAttribute("value") ?? "").ShouldBe(day < 5 ? "11" : "");
        (await owner.SeeAsync(venue))["seasons"]!.AsArray().ShouldBeEmpty();
        typed["do"] = "save";
        for (var day = 0; day < 7; day++) (typed[$"seasons[0].openings[{day * 3}].opens"], typed[$"seasons[0].openings[{day * 3}].closes"]) = ("10", "15");
        var warned = await page.SubmitAsync(Path, Path, typed);
        warned.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var text = WebUtility.HtmlDecode(await warned.Content.ReadAsStringAsync());
        text.ShouldContain("One booking lies outside these hours");
        text.ShouldContain("value=\"Short\"");
        typed["keep"] = $"{booking}";
        (await page.SubmitAsync(Path, Path, typed)).Headers.Location!.OriginalString.ShouldBe($"{Path}?done=saved");
        (await guest.StatusAsync(booking)).ShouldBe("pending");
    }

    [Fact]
    public async Task By_its_page_a_day_is_closed_changed_and_opened_again_also_before_the_venue_is_published()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.AddAsync("Holiday");
        var page = platform.Madrid();
        await page.SignInAsync("owner@madrid.test", People.DemoPassword);
        const string Path = "/manage/venues/holiday/days";

        (await SaveAsync(("date", "2026-12-25"), ("name", "Christmas"), ("closed", "true"))).ShouldBe($"{Path}?done=saved");
        (await page.GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var form = WebUtility.HtmlDecode(await (await page.GetAsync($"{Path}?date=2026-12-25")).Content.ReadAsStringAsync());
        form.ShouldContain("value=\"Christmas\"");
        form.ShouldContain("December 2026");

        (await SaveAsync(("date", "2026-12-25"), ("name", "Christmas"), ("closed", "false"), ("openings[0].opens", "10"), ("openings[0].closes", "14:00"))).ShouldBe($"{Path}?done=saved");
        (await owner.SeeAsync(venue))["days"]![0]!["openingHours"]![0]!["closes"]!.ToString().ShouldBe("14:00");
        var nothing = await page.SubmitAsync(Path, Path, new Dictionary<string, string> { ["do"] = "save", ["date"] = "2026-12-26", ["name"] = "?", ["closed"] = "false" });
        nothing.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await SaveAsync(("date", "2026-12-25"), ("do", "remove"))).ShouldBe($"{Path}?done=saved");
        (await owner.SeeAsync(venue))["days"]!.AsArray().ShouldBeEmpty();
        (await owner.SeeAsync(venue))["history"]!.AsArray().Select(line => (string)line!["act"]!).ShouldBe(["days", "days", "days", "created"]);

        async Task<string> SaveAsync(params (string Name, string Value)[] typed)
        {
            Dictionary<string, string> fields = new() { ["do"] = "save" };
            foreach (var (name, value) in typed) fields[name] = value;
            var answer = await page.SubmitAsync(Path, Path, fields);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
            return answer.Headers.Location!.OriginalString;
        }
    }

    private async Task<string> FirstAsync(JsonNode venue, string date)
    {
        var day = await platform.Madrid().JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date={date}&duration=60");
        return day["courts"]!.AsArray().SelectMany(court => court!["slots"]!.AsArray()).Select(slot => (string)slot!["startLocal"]!).Min()!;
    }

    private static JsonObject Season(string name, string from, string to, JsonArray openings) => new() { ["name"] = name, ["from"] = from, ["to"] = to, ["openings"] = openings };
}
