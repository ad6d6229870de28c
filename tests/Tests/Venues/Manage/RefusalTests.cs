using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Venues.Manage;

/// <summary>Every rule of a venue says no by its name, beside its field, and changes nothing.</summary>
public sealed class RefusalTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("name", "\"\"")]
    [InlineData("city", "null")]
    [InlineData("latitude", "90.5")]
    [InlineData("longitude", "-181")]
    [InlineData("zone", "\"Europe/Atlantis\"")]
    [InlineData("country", "\"ZZ\"")]
    [InlineData("email", "\"nobody\"")]
    [InlineData("phone", "\"call me\"")]
    [InlineData("amenities", "[\"pool\"]")]
    [InlineData("about", "{\"fr\":\"Bonjour\"}", "about.fr")]
    public async Task Details_that_make_no_sense(string field, string value, string? named = null)
    {
        var owner = await Owner.OfAsync(platform);
        var details = Owner.Details();
        details[field] = JsonNode.Parse(value);

        var answer = await Player.ReadAsync(await owner.Visitor.PostAsync("/api/v1/manage/venues", new JsonObject { ["details"] = details }));

        (answer.Status, answer.Slug).ShouldBe((HttpStatusCode.BadRequest, "malformed"));
        answer.Json["errors"]!.AsObject().Select(error => error.Key).ShouldBe([named ?? field]);
    }

    [Theory]
    [InlineData("""[{"weekday":1,"opens":"09:00","closes":"14:00"},{"weekday":1,"opens":"13:00","closes":"20:00"}]""", "periods_overlap", "openings[1].opens")]
    [InlineData("""[{"weekday":7,"opens":"16:00","closes":"02:00"},{"weekday":1,"opens":"01:00","closes":"20:00"}]""", "periods_overlap", "openings[1].opens")]
    [InlineData("""[{"weekday":2,"opens":"09:00","closes":"09:00"},{"weekday":2,"opens":"08:00","closes":"09:00"}]""", "longer_than_a_day", "openings[1].closes")]
    [InlineData("""[{"weekday":2,"opens":"25:00","closes":"09:00"}]""", "malformed", "openings[0].opens")]
    [InlineData("""[{"weekday":8,"opens":"08:00","closes":"09:00"}]""", "malformed", "openings[0].weekday")]
    [InlineData("""[{"weekday":3,"opens":"08:00","closes":"09:00"},{"weekday":3,"opens":"10:00","closes":"11:00"},{"weekday":3,"opens":"12:00","closes":"13:00"},{"weekday":3,"opens":"14:00","closes":"15:00"}]""", "too_many_periods", "openings[3].opens")]
    public Task Hours_that_cannot_be(string openings, string rule, string field) => RefusedAsync("hours", openings, rule, field, "openings");

    [Theory]
    [InlineData("""{"cancellation":[{"minHours":24,"refundBasisPoints":10000}]}""", "no_last_tier", "cancellation")]
    [InlineData("""{"cancellation":[{"minHours":24,"refundBasisPoints":5000},{"minHours":0,"refundBasisPoints":6000}]}""", "refund_rises", "cancellation[1].refundBasisPoints")]
    [InlineData("""{"cancellation":[{"minHours":0,"refundBasisPoints":0},{"minHours":0,"refundBasisPoints":0}]}""", "tier_twice", "cancellation[1].minHours")]
    [InlineData("""{"leadMinutes":4000,"horizonDays":1}""", "lead_beyond_horizon", "leadMinutes", "horizonDays")]
    [InlineData("""{"strictGaps":true,"startIntervalMinutes":90,"durationsMinutes":[60,90]}""", "interval_leaves_gaps", "strictGaps", "startIntervalMinutes")]
    [InlineData("""{"durationsMinutes":[60,900]}""", "longer_than_open", "durationsMinutes", "openings")]
    [InlineData("""{"leadMinutes":5,"holdMinutes":8}""", "hold_beyond_lead", "holdMinutes", "leadMinutes")]
    [InlineData("""{"policy":{"gapsRelaxedHours":3}}""", "nothing_to_relax", "policy.gapsRelaxedHours", "strictGaps")]
    [InlineData("""{"policy":{"grace":{"minutes":1441}}}""", "grace_beyond_free", "policy.grace.minutes", "cancellation")]
    [InlineData("""{"policy":{"limits":{"perDay":1,"peaks":[{"days":"5","from":"18:00","to":"21:00","perWeek":2}]}}}""", "peak_above_day", "policy.limits.peaks[0].perWeek", "policy.limits.perDay")]
    [InlineData("""{"policy":{"limits":{"perWeek":2,"peaks":[{"days":"1-5","from":"18:00","to":"21:00","perWeek":3}]}}}""", "peak_above_week", "policy.limits.peaks[0].perWeek", "policy.limits.perWeek")]
    [InlineData("""{"policy":{"limits":{"perDay":3,"perWeek":2}}}""", "day_above_week", "policy.limits.perDay", "policy.limits.perWeek")]
    [InlineData("""{"policy":{"limits":{"perDay":3,"activeAhead":2}}}""", "day_above_ahead", "policy.limits.perDay", "policy.limits.activeAhead")]
    [InlineData("""{"policy":{"groups":[{"key":"member","horizonDays":3}]}}""", "horizon_shorter", "policy.groups[0].horizonDays", "horizonDays")]
    [InlineData("""{"policy":{"guests":{"least":5,"most":4}}}""", "least_above_most", "policy.guests.least", "policy.guests.most")]
    [InlineData("""{"payAtClub":false,"policy":{"noShow":{"count":2,"days":30,"then":"prepaid"}}}""", "always_prepaid", "policy.noShow.then", "payAtClub")]
    [InlineData("""{"policy":{"noShow":{"count":2,"days":30}}}""", "half_a_rule", "policy.noShow.then")]
    [InlineData("""{"policy":{"limits":{"peaks":[{"days":"8","from":"18:00","to":"21:00","perWeek":2}]}}}""", "malformed", "policy.limits.peaks[0].days")]
    [InlineData("""{"durationsMinutes":[]}""", "malformed", "durationsMinutes")]
    [InlineData("""{"holdMinutes":0}""", "malformed", "holdMinutes")]
    public async Task Rules_that_leave_nothing_to_book_name_both_fields(string change, string rule, string field, string? other = null)
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.AddAsync("Rules");
        venue = await owner.SavedAsync(venue, "hours", Owner.Week("10:00", "22:00"), "openings");
        var rules = venue["rules"]!.DeepClone();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject()) rules[name] = value?.DeepClone();

        Check(await owner.PutAsync(venue, "rules", rules), rule, field, other);
    }

    [Fact]
    public async Task Prices_that_tie_or_leave_a_gap_are_refused_by_name()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Prices");

        Check(await owner.PutAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2000), Owner.Price("Night", 3000, 0, "18:00"))), "priority_tie", "prices[1].priority");
        var gap = await owner.PutAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2000, days: [1, 2, 3, 4, 5, 7]), Owner.Price("Saturday", 2000, to: "21:00", days: [6])));
        Check(gap, "no_price", "prices");
        ((string)gap.Json["errors"]!["prices"]![0]!).ShouldContain("Sat 21:00–22:00 has no price");
        var one = await owner.PutAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2000, courts: ["1"]), Owner.Price("Two", 2000, to: "12:00", courts: ["2"]), Owner.Price("Three", 2000, from: "13:00", courts: ["2"])));
        ((string)one.Json["errors"]!["prices"]![0]!).ShouldStartWith("Mon 12:00–13:00 (Court 2)");
        Check(await owner.PutAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2000, from: "18:00", to: "02:00"))), "ends_before_it_begins", "prices[0].to");
        Check(await owner.PutAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2000, days: []))), "malformed", "prices[0].weekdays");
        Check(await owner.PutAsync(venue, "prices", new JsonArray(Owner.Price("Base", -1))), "malformed", "prices[0].perHourMinor");
        Check(await owner.PutAsync(venue, "prices", new JsonArray(Owner.Price("Base", 1, courts: ["9"]))), "malformed", "prices[0].courts");
        // What is published stays bookable: hours that have no price yet are refused, too.
        venue = await owner.SavedAsync(venue, "prices", new JsonArray(Owner.Price("Day", 2000, to: "22:00")));
        Check(await owner.PutAsync(venue, "hours", Owner.Week("10:00", "23:00"), "openings"), "no_price", "openings");
        Check(await owner.PutAsync(venue, "hours", new JsonArray(), "openings"), "no_hours", "openings");
    }

    [Fact]
    public async Task A_court_that_is_booked_stays_in_use_and_none_is_ever_deleted()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Courts");
        var courts = venue["courts"]!.AsArray();
        (await platform.InMadrid().PostAsync("/api/v1/bookings", new
        {
            courtId = (string)courts[0]!["id"]!,
            start = "2026-11-25T12:00:00Z",
            durationMinutes = 60,
            guest = new { name = "Gael", email = "gael@example.test", phone = "+34 600 000 000" },
        })).Status.ShouldBe(HttpStatusCode.Created);

        var off = courts.DeepClone().AsArray();
        off[0]!["active"] = false;
        var refused = await owner.PutAsync(venue, "courts", off);
        Check(refused, "has_bookings_ahead", "courts[0].active");
        ((string)refused.Json["errors"]!["courts[0].active"]![0]!).ShouldContain("1 bookings");
        Check(await owner.PutAsync(venue, "published", JsonValue.Create(false)), "has_bookings_ahead", "published");
        Check(await owner.PutAsync(venue, "courts", new JsonArray(courts[0]!.DeepClone())), "malformed", "courts");
        Check(await owner.PutAsync(venue, "courts", new JsonArray(courts[0]!.DeepClone(), courts[1]!.DeepClone(), Owner.Court("court 1"))), "name_taken", "courts[2].name");

        // The hold ends by itself, and then nothing stands in the way. The order is the list's.
        platform.Clock.Advance(TimeSpan.FromMinutes(10));
        venue = await owner.SavedAsync(venue, "courts", new JsonArray(courts[1]!.DeepClone(), off[0]!.DeepClone()));
        (await platform.Madrid().JsonAsync($"/api/v1/venues/{venue["id"]}"))["courts"]!.AsArray().Select(court => (string)court!["name"]!).ShouldBe(["Court 2"]);
        var none = venue["courts"]!.DeepClone().AsArray();
        none[0]!["active"] = false;
        Check(await owner.PutAsync(venue, "courts", none), "no_courts", "courts");
        await owner.SavedAsync(venue, "courts", new JsonArray(courts[0]!.DeepClone(), courts[1]!.DeepClone()));
        (await platform.Madrid().JsonAsync($"/api/v1/venues/{venue["id"]}"))["courts"]!.AsArray().Select(court => (string)court!["id"]!).ShouldBe([(string)courts[0]!["id"]!, (string)courts[1]!["id"]!]);
    }

    private async Task RefusedAsync(string section, string value, string rule, string field, string? name = null)
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.AddAsync("Refused");

        Check(await owner.PutAsync(venue, section, JsonNode.Parse(value)!, name), rule, field);
        ((long)(await owner.SeeAsync(venue))["revision"]!).ShouldBe(1);
    }

    private static void Check(Answer answer, string rule, string field, string? other = null)
    {
        answer.Status.ShouldBe(rule == "malformed" ? HttpStatusCode.BadRequest : HttpStatusCode.Conflict, answer.Body);
        answer.Slug.ShouldBe(rule, answer.Body);
        foreach (var name in new[] { field, other }.OfType<string>()) ((string)answer.Json["rules"]![name]![0]!).ShouldBe(rule, answer.Body);
    }
}
