using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using PadelSaaS.Platform.Http;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using Xunit.Abstractions;

namespace PadelSaaS.Tests.Security;

/// <summary>Nonsense, asked of every endpoint by everybody: it is refused, and nothing falls over. The seed is fixed, so what fell once falls again.</summary>
public sealed partial class FuzzTests(PlatformFixture platform, ITestOutputHelper output) : IClassFixture<PlatformFixture>
{
    private const int Seed = 20261122;
    private const int Requests = 10_000;
    private const int SideBySide = 4;

    // Streams stay open; the rest would end the session that asks.
    private static readonly string[] LeftOut = ["/live", "/sign-out", "/auth/logout", "/sessions", "/stream"];
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    private static readonly string[] ContentTypes =
        ["application/json", "application/json; charset=utf-16", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "text/plain", "text/csv", "application/xml", "application/problem+json", "nonsense", "*/*", ""];

    [Fact]
    public async Task Ten_thousand_nonsensical_requests_by_everybody_make_nothing_fall_over()
    {
        var routes = platform.Endpoints.Where(route => !LeftOut.Any(word => route.RoutePattern.RawText!.Contains(word, StringComparison.Ordinal))).OrderBy(route => route.RoutePattern.RawText, StringComparer.Ordinal).ToList();
        var (people, ids) = await PeopleAsync();
        var fallen = new System.Collections.Concurrent.ConcurrentBag<string>();
        var statuses = new System.Collections.Concurrent.ConcurrentDictionary<int, int>();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = SideBySide }, async (number, stop) =>
        {
            var random = new Random(Seed + number);
            var route = routes[random.Next(routes.Count)];
            var (who, cookies, token, form) = people[random.Next(people.Count)];
            using var request = Request(random, route, ids, form);
            if (cookies.Length > 0) request.Headers.TryAddWithoutValidation("Cookie", cookies);
            if (token is not null && random.Next(10) > 0) request.Headers.Authorization = new("Bearer", token);
            using var client = platform.Server.CreateClient();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(TimeSpan.FromSeconds(60));
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            statuses.AddOrUpdate((int)answer.StatusCode, 1, (_, count) => count + 1);
            if (answer.StatusCode == HttpStatusCode.InternalServerError) fallen.Add($"{number} {who}: {request.Method} {route.RoutePattern.RawText}");
        });
        output.WriteLine($"{Requests} requests to {routes.Count} endpoints in {watch.Elapsed.TotalSeconds:0.0} s: {string.Join(", ", statuses.OrderBy(one => one.Key).Select(one => $"{one.Key} {one.Value}×"))}");

        var said = platform.Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal)).ToList();
        foreach (var line in said.Select(line => line[..Math.Min(line.Length, 900)]).Distinct().Take(12)) output.WriteLine(line);
        fallen.GroupBy(one => one[(one.IndexOf(' ', StringComparison.Ordinal) + 1)..]).Select(same => $"{same.Key} ({same.Count()}×, first {same.Min(one => int.Parse(one.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))})").Order().ShouldBeEmpty();
        said.ShouldBeEmpty();
        // Most of it reaches the endpoints: a wall of 401 or 404 would prove nothing.
        (statuses.GetValueOrDefault(400) + statuses.GetValueOrDefault(200)).ShouldBeGreaterThan(Requests / 20);
    }

    private static HttpRequestMessage Request(Random random, RouteEndpoint route, IReadOnlyList<string> ids, string? form)
    {
        var door = route.Metadata.GetMetadata<DoorOf>()?.Door;
        var host = door switch { Door.Console => "admin.localhost", Door.Portal => "localhost", _ => "madrid.localhost" };
        var path = Place().Replace("/" + route.RoutePattern.RawText!.TrimStart('/'), place => Uri.EscapeDataString(place.Value.Contains(":guid", StringComparison.Ordinal) ? ids[random.Next(ids.Count)] : Piece(random, ids).Replace("\0", "", StringComparison.Ordinal)).Replace("%2F", "/", StringComparison.Ordinal));
        var query = string.Join('&', Enumerable.Range(0, random.Next(4)).Select(_ => $"{Name(random)}={Uri.EscapeDataString(Piece(random, ids))}"));
        var own = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
        var method = random.Next(20) == 0 || own is not { Count: > 0 } ? Methods[random.Next(Methods.Length)] : own[0];
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"http://{host}{path}{(query.Length > 0 ? $"?{query}" : "")}"));
        if (random.Next(4) == 0) request.Headers.TryAddWithoutValidation("Accept", random.Next(2) == 0 ? "text/html" : Ascii(Piece(random, ids)));
        if (random.Next(6) == 0) request.Headers.TryAddWithoutValidation("Idempotency-Key", Ascii(Piece(random, ids)));
        if (random.Next(6) == 0) request.Headers.TryAddWithoutValidation("X-Booking-Key", Ascii(Piece(random, ids)));
        if (random.Next(8) == 0) request.Headers.TryAddWithoutValidation("Accept-Language", Ascii(Piece(random, ids)));
        if (method is "GET") return request;

        var isApi = path.StartsWith("/api", StringComparison.Ordinal);
        var isForm = !isApi && random.Next(5) > 0;
        var text = isForm ? Form(random, ids, form) : Json(random, ids, random.Next(40) == 0 ? 200 : 4);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (random.Next(15) == 0 && bytes.Length > 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        request.Content = new ByteArrayContent(bytes);
        var type = random.Next(8) == 0 ? ContentTypes[random.Next(ContentTypes.Length)] : isForm ? "application/x-www-form-urlencoded" : "application/json";
        if (type.Length > 0) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return request;
    }

    private static string Form(Random random, IReadOnlyList<string> ids, string? form) =>
        string.Join('&', Enumerable.Range(0, random.Next(9)).Select(_ => $"{Name(random)}={Uri.EscapeDataString(Piece(random, ids))}").Append($"__RequestVerificationToken={Uri.EscapeDataString(form ?? "none")}"));

    private static string Json(Random random, IReadOnlyList<string> ids, int depth)
    {
        if (depth > 100) return string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "[" : "{\"a\":", depth));
        return random.Next(depth <= 0 ? 6 : 9) switch
        {
            0 => "null",
            1 => random.Next(2) == 0 ? "true" : "-0",
            2 => random.Next(4) switch { 0 => "1e400", 1 => "99999999999999999999", 2 => "-2147483649", _ => $"{random.Next(-100, 3000)}" },
            3 => "\"\\ud800\"",
            4 or 5 => System.Text.Json.JsonSerializer.Serialize(Piece(random, ids)),
            6 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Json(random, ids, depth - 1)))}]",
            _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(7)).Select(_ => $"\"{Name(random)}\":{Json(random, ids, depth - 1)}"))}}}{(random.Next(30) == 0 ? "}" : "")}",
        };
    }

    private static string Piece(Random random, IReadOnlyList<string> ids) => random.Next(18) switch
    {
        0 => "",
        1 => "\0",
        2 => "a\0b",
        3 => new string('x', random.Next(9_000)),
        4 => "\ud83d\ude00 پیڈل \u202e",
        5 => "'; drop table bookings; --",
        6 => "%00%ff\\x",
        7 => $"{random.Next(-3, 400)}",
        8 => "99999999999999999999",
        9 => $"2026-{random.Next(0, 14):00}-{random.Next(0, 33):00}",
        10 => $"2026-11-{random.Next(22, 31)}T{random.Next(0, 25):00}:00:00Z",
        11 => "0001-01-01T00:00:00Z",
        12 => "9999-12-31T23:59:59.9999999Z",
        13 => $"{random.Next(0, 26):00}:{random.Next(0, 61):00}",
        14 => "ana@example.test",
        15 => "../../etc/passwd",
        _ => ids[random.Next(ids.Count)],
    };

    // Names that endpoints know, so that what is wrong is the value.
    private static string Name(Random random) => Names[random.Next(Names.Length)];

    private static readonly string[] Names =
    [
        "courtId", "start", "durationMinutes", "duration", "date", "day", "from", "to", "name", "email", "phone", "guest", "password", "currentPassword", "firstName", "lastName", "language", "lang", "return", "key", "q", "page",
        "limit", "tag", "group", "venue", "venueId", "id", "with", "text", "reason", "paymentMethod", "participants", "extras", "promo", "code", "quotedAmountMinor", "choices", "weekdays", "times", "firstDate", "lastDate", "startTime",
        "prices", "rules", "hours", "zone", "currency", "latitude", "longitude", "near", "radius", "cursor", "csv", "tags", "groups", "blocked", "amountMinor", "revision", "role", "url", "kinds", "content", "sort", "week", "month", "at",
    ];

    private static string Ascii(string text) => new([.. text.Where(letter => letter is >= ' ' and < '\u007f').Take(400)]);

    private async Task<(List<(string Who, string Cookies, string? Token, string? Form)> People, IReadOnlyList<string> Ids)> PeopleAsync()
    {
        var people = new List<(string, string, string?, string?)> { ("guest", "", null, null) };
        foreach (var email in (string[])["player@madrid.test", "desk@madrid.test", "owner@madrid.test"])
        {
            var browser = platform.Madrid();
            (await browser.SignInAsync(email, People.DemoPassword)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            var form = Token().Match(await (await browser.GetAsync("/account")).Content.ReadAsStringAsync()).Groups[1].Value;
            people.Add((email.Split('@')[0], string.Join("; ", browser.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")), null, form));
            people.Add((email.Split('@')[0], "", (await platform.InMadrid().SignInAsync(email)).Visitor.Token, null));
        }
        var guest = platform.InMadrid();
        var slot = (await guest.FreeAsync("2026-11-27", 60))[0];
        var booking = await guest.HeldAsync(slot, "Fuzz");
        await guest.ConfirmAsync(booking);
        await platform.SettleAsync();
        return (people,
        [
            $"{booking}", $"{slot.CourtId}", $"{await guest.VenueAsync()}", $"{await platform.ScalarAsync<Guid>("madrid", "select id from customers limit 1")}", $"{await platform.ScalarAsync<Guid>("madrid", "select id from users limit 1")}",
            $"{Guid.Empty}", "ffffffff-ffff-ffff-ffff-ffffffffffff", $"{Guid.CreateVersion7()}", await platform.ScalarAsync<string>("madrid", "select key from venues limit 1"),
        ]);
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
