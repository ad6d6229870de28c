using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.Booking.Calendar;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Venues.Manage;

namespace PadelSaaS.Tests.Booking;

/// <summary>
/// The vectors again, this time with everything real: a venue with the case's hours and rules, its bookings in the table, its blocks closed by the
/// API, and what the API answers. Each case a second time with its bookings as blocks.
/// </summary>
public sealed class AvailabilityThroughTheDoorTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    public static TheoryData<string, bool> Cases()
    {
        var cases = new TheoryData<string, bool>();
        foreach (var vector in Vectors.Read("availability.json")["cases"]!.AsArray())
        {
            cases.Add((string)vector!["id"]!, false);
            cases.Add((string)vector["id"]!, true);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_API_answers_what_the_vector_says(string id, bool asBlocks)
    {
        var vector = AvailabilityVectorTests.Case(id);
        var date = AvailabilityVectorTests.Date(vector);
        platform.Clock.Now = vector["now"] is { } now ? Vectors.Instant(now) : new DateTimeOffset(date.PlusDays(-2).ToDateTimeUnspecified(), TimeSpan.Zero);
        var owner = await platform.InMadrid().SignInAsync("owner@madrid.test");
        var (venue, court) = await OpenAsync(vector, date);
        var (bookings, blocks) = (vector["bookings"]!.AsArray(), vector["blocks"]!.AsArray());
        foreach (var booking in asBlocks ? [] : bookings) await BookAsync(booking!, venue, court, (int)vector["bufferMin"]!);
        foreach (var block in asBlocks ? bookings.Concat(blocks) : blocks)
            await owner.Visitor.JsonAsync($"/api/v1/venues/{venue}/closures", new { courtIds = new[] { court }, start = Vectors.Instant(block!["start"]), end = Vectors.Instant(block["end"]), reason = "event" });

        foreach (var expected in vector["expected"]!.AsArray())
        {
            var minutes = (int)expected!["durationMin"]!;
            var day = await owner.Visitor.JsonAsync($"/api/v1/venues/{venue}/availability?date={date:uuuu-MM-dd}&duration={minutes}");
            var offered = day["courts"]![0]!["slots"]!.AsArray().Select(slot => (At(slot!["start"]!), Local(slot["startLocal"]!))).ToList();
            if (asBlocks) offered.Select(slot => slot.Item1).ShouldBe(AvailabilityVectorTests.Free(vector, asBlocks: true).Of(minutes));
            else offered.ShouldBe(expected["freeStarts"]!.AsArray().Select(start => (Vectors.Instant(start!["utc"]), (string)start["local"]!)));
        }
    }

    /// <summary>Once more as somebody from outside would: every case a new venue, set up, booked and blocked by nothing but the published API.</summary>
    [Fact]
    public async Task The_cases_can_be_set_up_by_the_API_alone_and_the_answer_is_the_same()
    {
        foreach (var vector in Vectors.Read("availability.json")["cases"]!.AsArray())
        {
            var (id, date) = ((string)vector!["id"]!, AvailabilityVectorTests.Date(vector));
            platform.Clock.Now = new DateTimeOffset(date.PlusDays(-2).ToDateTimeUnspecified(), TimeSpan.Zero);
            var owner = await OutsideOwner.OfAsync(platform);
            var venue = await owner.OpenAsync($"Case {id}", (string)vector["timeZone"]!, OutsideOwner.Hours(vector, date), OutsideOwner.Rules(vector), [Owner.Price("Base", 2400)]);
            var court = (Guid)venue["courts"]![0]!["id"]!;
            if (vector["hours"]!.AsArray().Count == 0) await owner.CloseAsync(venue, date, "Holiday");
            foreach (var booking in vector["bookings"]!.AsArray()) await owner.BookAsync(court, Vectors.Instant(booking!["start"]), Vectors.Instant(booking["end"]));
            foreach (var block in vector["blocks"]!.AsArray()) await owner.BlockAsync(venue, court, Vectors.Instant(block!["start"]), Vectors.Instant(block["end"]));
            if (vector["now"] is { } now) platform.Clock.Now = Vectors.Instant(now);

            foreach (var expected in vector["expected"]!.AsArray())
            {
                // What everybody sees, and not only who owns it.
                var day = await platform.Madrid().JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date={date:uuuu-MM-dd}&duration={(int)expected!["durationMin"]!}");
                day["courts"]![0]!["slots"]!.AsArray().Select(slot => (At(slot!["start"]!), Local(slot["startLocal"]!))).ShouldBe(
                    expected["freeStarts"]!.AsArray().Select(start => (Vectors.Instant(start!["utc"]), (string)start["local"]!)), id);
            }
        }
    }

    [Fact]
    public async Task The_prices_of_the_vectors_can_be_set_up_by_the_API_alone_and_are_what_is_shown_and_held()
    {
        var vectors = Vectors.Read("pricing.json");
        foreach (var vector in vectors["priceRules"]!["cases"]!.AsArray())
        {
            var (id, start, zone, minutes) = ((string)vector!["id"]!, Vectors.Instant(vector["startUtc"]), (string)vector["timeZone"]!, (int)vector["durationMin"]!);
            var prices = vectors["priceRules"]!["rules"]!.AsArray().Select(rule => Owner.Price(
                (string)rule!["id"]!, (long)rule["perHour"]!, (int)rule["priority"]!, (string)rule["frm"]!, (string)rule["to"]!, Vectors.Days((string)rule["days"]!))).ToList();
            await ShouldCostAsync(id, zone, prices, (string)vector["mode"]! != "prorata", start, minutes, (long)vector["expectedMinor"]!);
        }
        var table = Owner.Price("Table", 9999);
        table["perDurationMinor"] = vectors["durationTable"]!["table"]!.DeepClone();
        foreach (var vector in vectors["durationTable"]!["cases"]!.AsArray())
            await ShouldCostAsync("table", "Europe/Madrid", [table], false, Vectors.Instant("2026-06-10T16:00Z"), (int)vector!["durationMin"]!, (long)vector["expected"]!);
    }

    private async Task ShouldCostAsync(string id, string zone, IReadOnlyList<JsonNode> prices, bool byStart, DateTimeOffset start, int minutes, long expected)
    {
        platform.Clock.Now = start.AddDays(-3);
        var owner = await OutsideOwner.OfAsync(platform);
        var rules = OutsideOwner.Rules([60, 90, 120], 30);
        var venue = await owner.OpenAsync($"Price {id} {minutes}", zone, Owner.Week("06:00", "06:00"), rules, prices, new JsonObject { ["byStart"] = byStart });
        // The night until six belongs to the day before.
        var date = Instant.FromDateTimeOffset(start).InZone(DateTimeZoneProviders.Tzdb[zone]).LocalDateTime.PlusHours(-6).Date;
        var guest = new Player(platform.Madrid());
        var day = await guest.Visitor.JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date={date:uuuu-MM-dd}&duration={minutes}");
        var slot = day["courts"]!.AsArray().SelectMany(court => court!["slots"]!.AsArray().Select(slot => Player.SlotOf((Guid)court["courtId"]!, slot!))).Single(slot => slot.Start == start);
        slot.Price.ShouldBe(expected, id);
        var held = await guest.HoldAsync(slot);
        held.Status.ShouldBe(System.Net.HttpStatusCode.Created, held.Body);
        ((long)held.Json["price"]!["amountMinor"]!).ShouldBe(expected, id);
    }

    private async Task<(Guid Venue, Guid Court)> OpenAsync(JsonNode vector, LocalDate date)
    {
        var office = platform.Services.GetRequiredService<ITenantOffice>();
        var file = (await office.ExportAsync("madrid"))!.Value.File;
        file.Remove("people");
        var venue = file["venues"]!.AsArray().Single(one => (string)one!["key"]! == "centro")!;
        venue["zone"] = (string)vector["timeZone"]!;
        venue["hours"] = new JsonArray([.. vector["hours"]!.AsArray().Select(period => (JsonNode)new JsonObject
        {
            ["days"] = ((int)date.DayOfWeek).ToString(CultureInfo.InvariantCulture),
            ["opens"] = (string)period![0]!,
            ["closes"] = (string)period[1]!,
        })]);
        var rules = venue["rules"]!;
        rules["durations"] = vector["durations"]!.DeepClone();
        rules["startInterval"] = (int)vector["startInterval"]!;
        rules["leadMinutes"] = (int)vector["leadMin"]!;
        rules["bufferMinutes"] = (int)vector["bufferMin"]!;
        rules["orphanGaps"] = (string)vector["orphan"]!;
        rules["adjacentStarts"] = (bool)vector["adjacentStarts"]!;
        await office.ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
        await platform.ExecuteAsync("madrid", "delete from bookings; delete from closures; update revisions set revision = revision + 1");
        var (id, court) = (await platform.ScalarAsync<Guid>("madrid", "select id from venues where key = 'centro'"),
            await platform.ScalarAsync<Guid>("madrid", "select courts.id from courts join venues on venues.id = venue_id where venues.key = 'centro' order by courts.position limit 1"));
        // Behind the platform's back, so it has to be told that what it remembers is old.
        platform.Services.GetRequiredService<PadelSaaS.Platform.Caching.Cached>().Drop((await platform.TenantAsync("madrid")).Id, "venues");
        return (id, court);
    }

    private Task BookAsync(JsonNode booking, Guid venue, Guid court, int buffer) => platform.ExecuteAsync("madrid", $"""
        insert into bookings (id, venue_id, court_id, starts_at, ends_at, occupies, zone, status, guest_name, language, total_amount_minor, currency, price_lines,
          cancellation_tiers, source, created_at, updated_at)
        select gen_random_uuid(), '{venue}', '{court}', starts, ends, tstzrange(starts, ends + interval '{buffer} minutes'), 'UTC', 'confirmed', 'Ana', 'en', 0, 'EUR', '[]', '[]', 'api', now(), now()
        from (select timestamptz '{booking["start"]}' as starts, timestamptz '{booking["end"]}' as ends) as times
        """);

    private static DateTimeOffset At(JsonNode node) => (DateTimeOffset)node;

    private static string Local(JsonNode node) => ((DateTimeOffset)node).ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture);
}
