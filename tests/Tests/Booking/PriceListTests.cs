using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Venues.Manage;

namespace PadelSaaS.Tests.Booking;

/// <summary>Prices change from a date on, and what was agreed can be made again to the minor unit.</summary>
public sealed class PriceListTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Prices_change_from_the_day_the_owner_names_and_old_bookings_are_made_again_from_old_lists()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Lists", 2000);
        var guest = new Player(platform.Madrid());
        var before = await HeldAsync(guest, venue, "2026-11-26");

        using var change = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/manage/venues/{venue["id"]}/prices")
        {
            Content = Body(new JsonObject
            {
                ["revision"] = (long)venue["revision"]!,
                ["from"] = "2026-11-27",
                ["prices"] = new JsonArray(Owner.Price("Base", 3000)),
                ["settings"] = new JsonObject { ["taxBasisPoints"] = 2100, ["roundToMinor"] = 50 },
            }),
        };
        var changed = await Player.ReadAsync(await owner.Visitor.SendAsync(change));

        changed.Status.ShouldBe(HttpStatusCode.OK, changed.Body);
        changed.Json["priceLists"]!.AsArray().Select(list => (string)list!["state"]!).ShouldBe(["planned", "present"]);
        ((long)changed.Json["prices"]![0]!["perHourMinor"]!).ShouldBe(2000);
        var early = await HeldAsync(guest, venue, "2026-11-26");
        var late = await HeldAsync(guest, venue, "2026-11-27");
        ((long)early["price"]!["amountMinor"]!).ShouldBe(3000);
        ((long)late["price"]!["amountMinor"]!).ShouldBe(4500);
        ((long)late["taxes"]![0]!["tax"]!["amountMinor"]!).ShouldBe(781);
        foreach (var booking in (JsonNode[])[before, early, late])
        {
            var again = await owner.Visitor.JsonAsync($"/api/v1/bookings/{booking["id"]}/price");
            ((bool)again["equal"]!).ShouldBeTrue($"{again}");
            ((long)again["recomputed"]!["amountMinor"]!).ShouldBe((long)booking["price"]!["amountMinor"]!);
        }
        // As one knew before the change, the later day too cost what the first list said.
        var known = await owner.Visitor.JsonAsync($"/api/v1/bookings/{late["id"]}/price?asOf=2026-11-22T00:00:00Z");
        ((bool)known["equal"]!).ShouldBeFalse();
        (await guest.Visitor.GetAsync($"/api/v1/bookings/{late["id"]}/price")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_was_planned_is_taken_back_before_it_begins_and_never_after()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Plans", 2000);
        var planned = await SavedAsync(owner, venue, "2026-12-24", 9000);

        (await DeleteAsync(owner, planned, "2026-12-25")).Slug.ShouldBe("nothing_planned");
        var taken = await DeleteAsync(owner, planned, "2026-12-24");

        taken.Status.ShouldBe(HttpStatusCode.OK, taken.Body);
        ((string)taken.Json["priceLists"]![0]!["state"]!).ShouldBe("withdrawn");
        (await DeleteAsync(owner, taken.Json, "2000-01-01")).Slug.ShouldBe("nothing_planned");
        var past = await PutAsync(owner, taken.Json, "2026-11-01", 9000);
        past.Slug.ShouldBe("begins_in_the_past");
        ((string)past.Json["rules"]!["from"]![0]!).ShouldBe("begins_in_the_past");
    }

    [Fact]
    public async Task Two_prices_for_one_time_and_one_weight_are_refused_unless_they_cannot_meet()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Ties", 2000);
        JsonNode Member(int? duration) => With(Owner.Price("Member", 1500), ("customers", new JsonArray("member")), ("durations", duration is { } minutes ? new JsonArray(minutes) : new JsonArray()));

        (await owner.PutAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2000), Member(null)))).Slug.ShouldBe("priority_tie");
        var long60 = With(Owner.Price("Long", 1800, 5), ("durations", new JsonArray(120)));
        var short60 = With(Owner.Price("Short", 2200, 5), ("durations", new JsonArray(60)));
        (await owner.PutAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2000), long60, short60))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_venue_may_price_by_the_length_and_by_the_start()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Lengths", 2000);
        var table = With(Owner.Price("Base", 2000), ("perDurationMinor", new JsonObject { ["90"] = 2500 }));
        var evening = Owner.Price("Evening", 4000, 10, "18:00");
        var saved = await owner.SavedAsync(venue, "prices", new JsonArray(table, evening));
        var guest = new Player(platform.Madrid());

        // Half an hour of 25.00 for 90 minutes, and an hour of 40.00.
        ((long)(await HeldAsync(guest, venue, "2026-11-26", "17:30"))["price"]!["amountMinor"]!).ShouldBe(833 + 4000);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/manage/venues/{venue["id"]}/prices")
        {
            Content = Body(new JsonObject { ["revision"] = (long)saved["revision"]!, ["prices"] = new JsonArray(table.DeepClone(), evening.DeepClone()), ["settings"] = new JsonObject { ["byStart"] = true } }),
        };
        (await owner.Visitor.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
        ((long)(await HeldAsync(guest, venue, "2026-11-27", "17:30"))["price"]!["amountMinor"]!).ShouldBe(2500);
    }

    [Fact]
    public async Task The_booking_page_says_how_its_price_came_about()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Story", 2000);
        var held = await HeldAsync(new Player(platform.Madrid()), venue, "2026-11-26");

        var page = WebUtility.HtmlDecode(await (await platform.Madrid().GetAsync($"/bookings/{held["id"]}?key={held["accessKey"]}")).Content.ReadAsStringAsync());

        page.ShouldContain("How this price came about");
        page.ShouldContain("€20.00 per hour");
        page.ShouldContain("price list no. 1");
    }

    [Fact]
    public async Task A_preview_prices_the_last_month_again_and_the_same_prices_change_nothing()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Replayed", 2000);
        var guest = new Player(platform.Madrid());
        foreach (var date in (string[])["2026-11-26", "2026-11-27"])
        {
            var held = await HeldAsync(guest, venue, date);
            (await platform.Madrid().PostAsync($"/api/v1/bookings/{held["id"]}/confirm?key={held["accessKey"]}", new { method = "at_club" })).Dispose();
            // It was played ten days ago.
            await platform.ChangeRulesAsync("madrid", $"update bookings set status = 'completed', starts_at = starts_at - interval '10 days', ends_at = ends_at - interval '10 days' where id = '{held["id"]}'");
        }

        var same = await ReplayAsync(owner, venue, 2000);
        ((int)same["bookings"]!, (long)same["before"]!["amountMinor"]!, (long)same["after"]!["amountMinor"]!, (int)same["dearer"]!).ShouldBe((2, 6000, 6000, 0));
        var dearer = await ReplayAsync(owner, venue, 2400);
        ((long)dearer["after"]!["amountMinor"]!, (int)dearer["dearer"]!, (int)dearer["cheaper"]!).ShouldBe((7200, 2, 0));
        ((long)dearer["dearest"]![0]!["after"]!["amountMinor"]!).ShouldBe(3600);
        ((long)(await owner.SeeAsync(venue))["prices"]![0]!["perHourMinor"]!).ShouldBe(2000);
    }

    private static async Task<JsonNode> ReplayAsync(Owner owner, JsonNode venue, long perHour) => (await owner.Visitor.JsonAsync(
        $"/api/v1/manage/venues/{venue["id"]}/prices/preview", new JsonObject { ["revision"] = (long)venue["revision"]!, ["prices"] = new JsonArray(Owner.Price("Base", perHour)) }))["replay"]!;

    private static JsonNode With(JsonNode price, params (string Name, JsonNode Value)[] more)
    {
        foreach (var (name, value) in more) price[name] = value;
        return price;
    }

    private static System.Net.Http.Json.JsonContent Body(JsonObject body) => System.Net.Http.Json.JsonContent.Create(body);

    private static async Task<Answer> PutAsync(Owner owner, JsonNode venue, string from, long perHour)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/manage/venues/{venue["id"]}/prices")
        {
            Content = Body(new JsonObject { ["revision"] = (long)venue["revision"]!, ["from"] = from, ["prices"] = new JsonArray(Owner.Price("Base", perHour)) }),
        };
        return await Player.ReadAsync(await owner.Visitor.SendAsync(request));
    }

    private static async Task<JsonNode> SavedAsync(Owner owner, JsonNode venue, string from, long perHour)
    {
        var answer = await PutAsync(owner, venue, from, perHour);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return answer.Json;
    }

    private static async Task<Answer> DeleteAsync(Owner owner, JsonNode venue, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/manage/venues/{venue["id"]}/prices/{from}?revision={venue["revision"]}");
        return await Player.ReadAsync(await owner.Visitor.SendAsync(request));
    }

    // The first free 90 minutes of a day, or those at a local time.
    private static async Task<JsonNode> HeldAsync(Player guest, JsonNode venue, string date, string? time = null)
    {
        var day = await guest.Visitor.JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date={date}&duration=90");
        var (court, slot) = day["courts"]!.AsArray().SelectMany(court => court!["slots"]!.AsArray(), (court, slot) => (court!, slot!))
            .First(one => time is null || ((string)one.Item2["startLocal"]!).Contains($"T{time}", StringComparison.Ordinal));
        var held = await guest.Visitor.JsonAsync("/api/v1/bookings", new { courtId = (string)court["courtId"]!, start = (string)slot["start"]!, durationMinutes = 90, guest = new { name = "Gael", email = "gael@example.test" } });
        // What was shown is what is taken.
        ((long)held["price"]!["amountMinor"]!).ShouldBe((long)slot["price"]!["amountMinor"]!);
        return held;
    }
}
