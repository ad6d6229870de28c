using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Venues.Manage;

/// <summary>Somebody who runs the club in Madrid, by the API.</summary>
internal sealed class Owner(Visitor visitor)
{
    public Visitor Visitor => visitor;

    public static async Task<Owner> OfAsync(PlatformFixture platform, string email = "owner@madrid.test") => new((await platform.InMadrid().SignInAsync(email)).Visitor);

    /// <summary>Fields of a venue's first section.</summary>
    public static JsonObject Details(string name = "Norte") => new()
    {
        ["name"] = name,
        ["address"] = "Calle Norte 5",
        ["city"] = "Madrid",
        ["country"] = "ES",
        ["latitude"] = 40.48,
        ["longitude"] = -3.69,
        ["zone"] = "Europe/Madrid",
        ["amenities"] = new JsonArray("parking", "wifi"),
        ["about"] = new JsonObject { ["en"] = "Quiet.", ["es"] = "Tranquilo." },
    };

    public static JsonNode Court(string name, bool active = true, string? id = null) =>
        new JsonObject { ["id"] = id, ["name"] = name, ["roof"] = "indoor", ["surface"] = "turf", ["size"] = "double", ["panoramic"] = false, ["active"] = active };

    public static JsonArray Week(string opens, string closes) => [.. Enumerable.Range(1, 7).Select(day => Opening(day, opens, closes))];

    public static JsonNode Opening(int weekday, string opens, string closes) => new JsonObject { ["weekday"] = weekday, ["opens"] = opens, ["closes"] = closes };

    public static JsonNode Price(string name, long perHourMinor, int priority = 0, string from = "00:00", string to = "24:00", int[]? days = null, string[]? courts = null) => new JsonObject
    {
        ["name"] = name,
        ["courts"] = new JsonArray([.. (courts ?? []).Select(key => JsonValue.Create(key))]),
        ["weekdays"] = new JsonArray([.. (days ?? [1, 2, 3, 4, 5, 6, 7]).Select(day => JsonValue.Create(day))]),
        ["from"] = from,
        ["to"] = to,
        ["perHourMinor"] = perHourMinor,
        ["priority"] = priority,
    };

    public async Task<JsonNode> AddAsync(string name = "Norte") => await ReadAsync(await visitor.PostAsync("/api/v1/manage/venues", new JsonObject { ["details"] = Details(name) }));

    public Task<JsonNode> SeeAsync(JsonNode venue) => visitor.JsonAsync($"/api/v1/manage/venues/{venue["id"]}");

    /// <summary>Sends a section with the revision of what was seen.</summary>
    public async Task<Answer> PutAsync(JsonNode seen, string section, JsonNode value, string? name = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/manage/venues/{seen["id"]}/{section}")
        {
            Content = JsonContent.Create(new JsonObject { ["revision"] = (long)seen["revision"]!, [name ?? section] = value.DeepClone() }),
        };
        return await Player.ReadAsync(await visitor.SendAsync(request));
    }

    public async Task<JsonNode> SavedAsync(JsonNode seen, string section, JsonNode value, string? name = null)
    {
        var answer = await PutAsync(seen, section, value, name);
        answer.Status.ShouldBe(System.Net.HttpStatusCode.OK, answer.Body);
        return answer.Json;
    }

    /// <summary>A venue from nothing to published, with one price.</summary>
    public async Task<JsonNode> PublishedAsync(string name, long perHour = 2000, int courts = 2)
    {
        var venue = await AddAsync(name);
        venue = await SavedAsync(venue, "courts", new JsonArray([.. Enumerable.Range(1, courts).Select(number => Court($"Court {number}"))]));
        venue = await SavedAsync(venue, "hours", Week("10:00", "22:00"), "openings");
        venue = await SavedAsync(venue, "prices", new JsonArray(Price("Base", perHour)));
        return await SavedAsync(venue, "published", JsonValue.Create(true));
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!;
    }
}
