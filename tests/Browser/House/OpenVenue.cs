using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace PadelSaaS.Browser.House;

/// <summary>
/// A venue of the club in Madrid that is open at this moment, whatever time it is: it lies in a zone where it is day. Its owner sets it up by the
/// API, and two bookings run there now.
/// </summary>
internal static class OpenVenue
{
    private static readonly string[] Zones = ["Europe/Madrid", "America/Los_Angeles", "Pacific/Auckland"];

    /// <summary>Key of the new venue, and the codes of the bookings of both.</summary>
    public static async Task<(string Venue, string First, string Second)> ExpectingAsync(string name, string first, string second)
    {
        using var owner = await SignedInAsync("owner@smash.test");
        var now = TimeProvider.System.GetUtcNow();
        var zone = Zones.First(zone => TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone)).Hour is >= 8 and < 20);
        var venue = await SendAsync(owner, HttpMethod.Post, "/manage/venues", new JsonObject
        {
            ["details"] = new JsonObject { ["name"] = name, ["address"] = "Calle Norte 5", ["city"] = "Madrid", ["country"] = "ES", ["latitude"] = 40.48, ["longitude"] = -3.69, ["zone"] = zone },
        });
        venue = await SaveAsync(owner, venue, "courts", "courts", [.. new[] { "Court A", "Court B" }.Select(court =>
            new JsonObject { ["name"] = court, ["roof"] = "indoor", ["surface"] = "turf", ["size"] = "double", ["panoramic"] = false, ["active"] = true })]);
        venue = await SaveAsync(owner, venue, "hours", "openings", [.. Enumerable.Range(1, 7).Select(day => new JsonObject { ["weekday"] = day, ["opens"] = "06:00", ["closes"] = "23:00" })]);
        venue = await SaveAsync(owner, venue, "prices", "prices", [new JsonObject { ["name"] = "Base", ["weekdays"] = new JsonArray(1, 2, 3, 4, 5, 6, 7), ["from"] = "00:00", ["to"] = "24:00", ["perHourMinor"] = 2400 }]);
        venue = await SendAsync(owner, HttpMethod.Put, $"/manage/venues/{venue["id"]}/published", new JsonObject { ["revision"] = (long)venue["revision"]!, ["published"] = true });

        // The quarter of an hour that runs now, for an hour and a half: nobody has to wait for its beginning, and it does not end while a test looks.
        var start = now.AddSeconds(-now.Second).AddMinutes(-(now.Minute % 15));
        var codes = new List<string>();
        foreach (var (who, court) in new[] { (first, 0), (second, 1) })
            codes.Add((string)(await SendAsync(owner, HttpMethod.Post, "/desk/walk-ins", new JsonObject
            {
                ["courtId"] = (Guid)venue["courts"]![court]!["id"]!,
                ["start"] = start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:00Z", System.Globalization.CultureInfo.InvariantCulture),
                ["durationMinutes"] = 90,
                ["name"] = who,
            }))["code"]!);
        return ((string)venue["key"]!, codes[0], codes[1]);
    }

    private static Task<JsonNode> SaveAsync(HttpClient owner, JsonNode seen, string section, string name, JsonArray rows) =>
        SendAsync(owner, HttpMethod.Put, $"/manage/venues/{seen["id"]}/{section}", new JsonObject { ["revision"] = (long)seen["revision"]!, [name] = rows });

    private static async Task<HttpClient> SignedInAsync(string email)
    {
        // Names under localhost are this machine, whoever is asked.
        var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (to, stop) =>
            {
                var line = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await line.ConnectAsync(IPAddress.Loopback, to.DnsEndPoint.Port, stop);
                return new NetworkStream(line, ownsSocket: true);
            },
        })
        {
            BaseAddress = await PlatformProcess.AtAsync("smash"),
        };
        var session = await SendAsync(client, HttpMethod.Post, "/auth/login", new JsonObject { ["email"] = email, ["password"] = "Padel-demo-2026" });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)session["accessToken"]!);
        return client;
    }

    private static async Task<JsonNode> SendAsync(HttpClient client, HttpMethod method, string path, JsonNode body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}") { Content = JsonContent.Create(body) };
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonNode.Parse(text)!;
    }
}
