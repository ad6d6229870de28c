using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using PadelSaaS.Tests.Admins;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Security;

/// <summary>Somebody who calls an endpoint: with a token where it is the API, with cookies where it is a page.</summary>
internal sealed record Somebody(string Name, string? Token, IReadOnlyDictionary<string, string> Cookies);

/// <summary>One club with people of every role, and what they would ask for.</summary>
internal sealed partial class Walk
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] Ending = ["/sign-out", "/api/v1/auth/logout", "/account/sessions/end-others"];

    private readonly PlatformFixture platform;
    private readonly List<Somebody> club = [];
    private readonly List<Somebody> console = [];
    private readonly Dictionary<string, string> own = [];
    private readonly Dictionary<string, string> foreign = [];

    private Walk(PlatformFixture platform) => this.platform = platform;

    public Somebody Owner => club.Single(who => who.Name == "owner");

    /// <summary>Whether calling it signs the caller out: that comes last.</summary>
    public static bool EndsSession(Route route) => Ending.Contains(route.Path);

    public static async Task<Walk> PrepareAsync(PlatformFixture platform)
    {
        var walk = new Walk(platform);
        await walk.FillAsync(walk.own, "madrid", platform.InMadrid());
        await walk.FillAsync(walk.foreign, "lahore", platform.InLahore());
        walk.club.Add(new Somebody("guest", null, new Dictionary<string, string>()));
        await walk.SignInAsync("player", "player@madrid.test");
        foreach (var role in new[] { "coach", "manager" })
        {
            var email = $"{role}.{Guid.CreateVersion7():N}@madrid.test";
            await platform.HireAsync(email, role);
            await walk.SignInAsync(role, email, People.Password);
        }
        await walk.SignInAsync("desk", "desk@madrid.test");
        await walk.SignInAsync("owner", "owner@madrid.test");
        // A key of the owner's with every scope: what it is refused is for people.
        var asOwner = await platform.AsAsync("owner@madrid.test");
        var scopes = (await asOwner.JsonAsync("/api/v1/auth/me"))["abilities"]!.AsArray().Select(ability => (string)ability!).Append("write").ToList();
        walk.club.Add(new Somebody("key", (string)(await asOwner.JsonAsync("/api/v1/auth/keys", new { name = "walk", scopes, password = People.DemoPassword }))["key"]!, new Dictionary<string, string>()));
        var admin = await platform.AdminAsync($"walk.{Guid.CreateVersion7():N}@padel.example");
        var sent = await admin.SubmitAsync("/clubs/madrid/impersonate", "/clubs/madrid/impersonate", new Dictionary<string, string> { ["email"] = "owner@madrid.test", ["reason"] = "Request 4711: walks every page" });
        var visitor = platform.Madrid();
        await visitor.GetAsync(sent.Headers.Location!.PathAndQuery);
        walk.club.Add(new Somebody("impersonator", null, new Dictionary<string, string>(visitor.Cookies)));
        walk.club.Add(new Somebody("admin", null, new Dictionary<string, string>(admin.Cookies)));
        walk.console.AddRange([walk.club[0], walk.Owner, new Somebody("admin", null, new Dictionary<string, string>(admin.Cookies))]);
        return walk;
    }

    /// <summary>Everybody who could knock at the route's door.</summary>
    public IReadOnlyList<Somebody> Who(Route route) => route.Door switch { "console" => console, "club" => club, _ => [club[0]] };

    /// <summary>An id of the club's own: what there is to look at; to change something, one that nobody has.</summary>
    public string? OwnId(Route route, string name) => route.Method == "GET" ? Find(own, route, name) : null;

    /// <summary>An id of the other club.</summary>
    public string? ForeignId(Route route, string name) => Find(foreign, route, name);

    /// <summary>What somebody was told: let in, not found, sent to sign in, or refused.</summary>
    public async Task<string> TellAsync(Route route, Somebody who, string path)
    {
        var status = await AskAsync(route, who, path, withForm: false);
        return status switch
        {
            HttpStatusCode.Unauthorized => "401",
            HttpStatusCode.Forbidden => "403",
            HttpStatusCode.NotFound => "404",
            HttpStatusCode.SeeOther => "sign-in",
            >= HttpStatusCode.InternalServerError and not HttpStatusCode.ServiceUnavailable => $"{(int)status}",
            _ => "in",
        };
    }

    /// <summary>The status of a request; 303 stands for being sent to sign in.</summary>
    public async Task<HttpStatusCode> AskAsync(Route route, Somebody who, string path, bool withForm)
    {
        var host = route.Door switch { "console" => Admins.Console.Host, "portal" => "localhost", _ => "madrid.localhost" };
        using var request = new HttpRequestMessage(new HttpMethod(route.Method == "ANY" ? "GET" : route.Method), new Uri($"http://{host}{path}"));
        if (route.IsApi && who.Token is not null) request.Headers.Authorization = new("Bearer", who.Token);
        if (!route.IsApi && who.Cookies.Count > 0) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", who.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        if (route.Method is not ("GET" or "ANY"))
            // Another kind of body is refused before anybody looks who asks.
            request.Content = route.Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("multipart/form-data") == true ? new MultipartFormDataContent { { new StringContent(""), "nothing" } }
                : route.IsApi ? JsonContent.Create(new { }) : new FormUrlEncodedContent(withForm ? [new("__RequestVerificationToken", FormToken)] : []);
        using var patience = new CancellationTokenSource(Patience);
        using var client = platform.Server.CreateClient();
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        return answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.OriginalString.Contains("/sign-in", StringComparison.Ordinal) && !path.StartsWith("/sign-in", StringComparison.Ordinal)
            ? HttpStatusCode.SeeOther
            : answer.StatusCode;
    }

    /// <summary>What lies at the other club: nobody from here may change it.</summary>
    public async Task<string> ForeignStateAsync() => await platform.ScalarAsync<string>("lahore", """
        select md5(concat((select string_agg(b::text, '|' order by id) from bookings b), (select string_agg(v::text, '|' order by id) from venues v), (select string_agg(c::text, '|' order by id) from customers c),
          (select string_agg(r::text, '|' order by user_id, role) from user_roles r), (select string_agg(u.id::text || u.email, '|' order by id) from users u)))
        """);

    private string FormToken { get; set; } = "";

    private async Task SignInAsync(string name, string email, string password = People.DemoPassword)
    {
        var (browser, program) = (platform.Madrid(), await platform.AsAsync(email, password));
        (await browser.SignInAsync(email, password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        if (name == "owner") FormToken = FormField().Match(await (await browser.GetAsync("/account")).Content.ReadAsStringAsync()).Groups[1].Value;
        club.Add(new Somebody(name, program.Token, new Dictionary<string, string>(browser.Cookies)));
    }

    private async Task FillAsync(Dictionary<string, string> ids, string slug, Player guest)
    {
        var free = await guest.FreeAsync("2026-11-27", 60);
        var booking = await guest.HeldAsync(free[0], $"Walk{free.Count}");
        await guest.ConfirmAsync(booking);
        await platform.SettleAsync();
        ids["bookings"] = $"{booking}";
        ids["venues"] = ids["venueId"] = ids["venue"] = $"{await guest.VenueAsync()}";
        ids["courts"] = ids["courtId"] = $"{free[0].CourtId}";
        ids["key"] = await platform.ScalarAsync<string>(slug, "select key from venues limit 1");
        ids["customers"] = $"{await platform.ScalarAsync<Guid>(slug, "select id from customers limit 1")}";
        ids["staff"] = ids["accounts"] = ids["coaches"] = $"{await platform.ScalarAsync<Guid>(slug, "select user_id from user_roles where role = 'desk' limit 1")}";
        ids["sessions"] = $"{await platform.ScalarAsync<Guid?>(slug, "select id from sessions limit 1") ?? booking}";
    }

    // By what stands before it in the path, otherwise by its name; what nobody made is looked for with the id of a booking.
    private static string? Find(Dictionary<string, string> ids, Route route, string name)
    {
        var parts = route.Path.Split('/');
        var at = Array.FindIndex(parts, part => part.StartsWith($"{{{name}", StringComparison.Ordinal));
        if (at > 0 && route.Ids.Contains(name)) return ids.GetValueOrDefault(parts[at - 1]) ?? ids.GetValueOrDefault(name) ?? ids["bookings"];
        return ids.GetValueOrDefault(name);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormField();
}
