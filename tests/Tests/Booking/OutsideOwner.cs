using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using NodaTime;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Venues.Manage;

namespace PadelSaaS.Tests.Booking;

/// <summary>Who sets up a case with nothing but the API of a club: a venue with its hours, rules and prices, what is booked in it and what is closed.</summary>
internal sealed class OutsideOwner(Owner owner)
{
    public static async Task<OutsideOwner> OfAsync(PlatformFixture platform) => new(await Owner.OfAsync(platform));

    /// <summary>A published venue with one court.</summary>
    public async Task<JsonNode> OpenAsync(string name, string zone, JsonArray hours, JsonObject rules, IReadOnlyList<JsonNode> prices, JsonObject? settings = null)
    {
        var details = Owner.Details(name);
        details["zone"] = zone;
        var venue = await owner.Visitor.JsonAsync("/api/v1/manage/venues", new JsonObject { ["details"] = details });
        venue = await owner.SavedAsync(venue, "courts", new JsonArray(Owner.Court("Court 1")));
        venue = await owner.SavedAsync(venue, "hours", hours, "openings");
        venue = await owner.SavedAsync(venue, "rules", rules);
        venue = await PutAsync(venue, "prices", new JsonObject { ["prices"] = new JsonArray([.. prices.Select(price => price.DeepClone())]), ["settings"] = settings?.DeepClone() });
        return await owner.SavedAsync(venue, "published", JsonValue.Create(true));
    }

    /// <summary>At the desk any length and any start within the hours can be booked.</summary>
    public async Task BookAsync(Guid court, DateTimeOffset start, DateTimeOffset end) =>
        await owner.Visitor.JsonAsync("/api/v1/desk/walk-ins", new { courtId = court, start, durationMinutes = (int)(end - start).TotalMinutes, name = "Ana" });

    public async Task BlockAsync(JsonNode venue, Guid court, DateTimeOffset start, DateTimeOffset end) =>
        await owner.Visitor.JsonAsync($"/api/v1/venues/{venue["id"]}/closures", new { courtIds = new[] { court }, start, end, reason = "event" });

    /// <summary>A date on which the venue does not open.</summary>
    public async Task CloseAsync(JsonNode venue, LocalDate date, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/venues/{venue["id"]}/exceptions/{date:uuuu-MM-dd}") { Content = JsonContent.Create(new { name, hours = Array.Empty<object>() }) };
        var answer = await owner.Visitor.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The periods of a case on its weekday; a week that opens at all where the date itself is closed.</summary>
    public static JsonArray Hours(JsonNode vector, LocalDate date) => vector["hours"]!.AsArray() is { Count: > 0 } periods
        ? [.. periods.Select(period => Owner.Opening((int)date.DayOfWeek, (string)period![0]!, (string)period[1]!))]
        : Owner.Week("09:00", "22:00");

    public static JsonObject Rules(JsonNode vector) => Rules(
        [.. vector["durations"]!.AsArray().Select(minutes => (int)minutes!)], (int)vector["startInterval"]!, (int)vector["leadMin"]!, (int)vector["bufferMin"]!,
        (string)vector["orphan"]! == "strict", (bool)vector["adjacentStarts"]!);

    public static JsonObject Rules(IReadOnlyList<int> durations, int interval, int lead = 0, int buffer = 0, bool strict = false, bool adjacent = false) => new()
    {
        ["durationsMinutes"] = new JsonArray([.. durations.Select(minutes => JsonValue.Create(minutes))]),
        ["startIntervalMinutes"] = interval,
        ["leadMinutes"] = lead,
        ["horizonDays"] = 14,
        ["bufferMinutes"] = buffer,
        ["holdMinutes"] = 8,
        ["strictGaps"] = strict,
        ["adjacentStarts"] = adjacent,
        ["payAtClub"] = true,
        ["cancellation"] = new JsonArray(new JsonObject { ["minHours"] = 0, ["refundBasisPoints"] = 0 }),
    };

    private async Task<JsonNode> PutAsync(JsonNode seen, string section, JsonObject body)
    {
        body["revision"] = (long)seen["revision"]!;
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/manage/venues/{seen["id"]}/{section}") { Content = JsonContent.Create(body) };
        var answer = await Player.ReadAsync(await owner.Visitor.SendAsync(request));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return answer.Json;
    }
}
