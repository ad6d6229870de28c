using System.Net;
using PadelSaaS.Platform.Http;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.House.Security;

/// <summary>What every answer says to a browser, asked of every address that takes no value, at every door.</summary>
public sealed class HeaderTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_a_browser_safe()
    {
        await foreach (var (path, answer) in EverywhereAsync())
        {
            var policy = Header(answer, "Content-Security-Policy");
            // A drawing opened by itself is shut in altogether.
            var rules = policy.StartsWith("sandbox; default-src 'none'", StringComparison.Ordinal) ? (string[])["frame-ancestors 'none'"] : ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "script-src 'self' 'nonce-"];
            foreach (var rule in rules) policy.ShouldContain(rule, customMessage: path);
            if (rules.Length > 1) policy.ShouldNotContain("unsafe", customMessage: path);
            Header(answer, "X-Content-Type-Options").ShouldBe("nosniff", path);
            Header(answer, "Referrer-Policy").ShouldBe("strict-origin-when-cross-origin", path);
            // Keys that are public anyway are for everybody's programs.
            answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBe(path.Contains("/.well-known/", StringComparison.Ordinal), path);
        }
    }

    [Fact]
    public async Task Every_answer_says_what_it_is_and_in_which_letters()
    {
        await foreach (var (path, answer) in EverywhereAsync())
        {
            if ((await answer.Content.ReadAsByteArrayAsync()).Length == 0) continue;
            var type = answer.Content.Headers.ContentType.ShouldNotBeNull(path);
            if (type.MediaType!.StartsWith("text/", StringComparison.Ordinal) && type.MediaType != "text/event-stream") type.CharSet.ShouldBe("utf-8", $"{path}: {type}", StringCompareShould.IgnoreCase);
        }
    }

    [Fact]
    public async Task What_is_somebodys_own_is_kept_by_no_cache()
    {
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        foreach (var path in (string[])["/account", "/my/bookings", "/desk", "/manage/customers", "/manage/audit", "/manage/staff"])
        {
            var answer = await owner.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            answer.Headers.CacheControl.ShouldNotBeNull(path).ToString().ShouldContain("no-store", customMessage: path);
        }
        owner.Token = (string)(await owner.JsonAsync("/api/v1/auth/login", new { email = "owner@madrid.test", password = People.DemoPassword }))["accessToken"]!;
        foreach (var path in (string[])["/api/v1/auth/me", "/api/v1/customers", "/api/v1/bookings/mine"])
            (await owner.GetAsync(path)).Headers.CacheControl.ShouldNotBeNull(path).ToString().ShouldContain("no-store", customMessage: path);
    }

    [Fact]
    public async Task By_https_a_browser_is_told_to_stay_with_it_for_a_year()
    {
        using var client = platform.Server.CreateClient();
        foreach (var host in (string[])["localhost", "admin.localhost", "madrid.localhost"])
        {
            var answer = await client.GetAsync($"https://{host}/");
            Header(answer, "Strict-Transport-Security").ShouldBe("max-age=31536000; includeSubDomains", host);
            (await client.GetAsync($"http://{host}/")).Headers.Contains("Strict-Transport-Security").ShouldBeFalse(host);
        }
    }

    [Fact]
    public async Task Folders_are_not_listed_and_a_request_is_not_played_back()
    {
        foreach (var path in (string[])["/vendor/", "/js/", "/files/", "/media/", "/../appsettings.json", "/appsettings.json", "/.git/config"])
            (await platform.Madrid().GetAsync(path)).StatusCode.ShouldBeOneOf([HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed]);
        var played = await platform.Madrid().SendAsync(new HttpRequestMessage(HttpMethod.Trace, "/book") { Headers = { { "X-Secret", "keep-it" } } });
        ((int)played.StatusCode).ShouldBeGreaterThanOrEqualTo(400);
        (await played.Content.ReadAsStringAsync()).ShouldNotContain("keep-it");
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

    // As a stranger: pages, refusals, redirects to the sign-in, and what there is not.
    private async IAsyncEnumerable<(string Path, HttpResponseMessage Answer)> EverywhereAsync()
    {
        var doors = new Dictionary<Door, string> { [Door.Portal] = "localhost", [Door.Console] = "admin.localhost", [Door.Club] = "madrid.localhost" };
        var paths = platform.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Where(endpoint => endpoint.RoutePattern.Parameters.Count == 0 && endpoint.Metadata.GetMetadata<DoorOf>() is not null)
            .Select(endpoint => (endpoint.Metadata.GetMetadata<DoorOf>()!.Door, Path: "/" + endpoint.RoutePattern.RawText!.TrimStart('/')))
            .Where(address => !address.Path.StartsWith("/live", StringComparison.Ordinal)).ToList();
        paths.Count.ShouldBeGreaterThan(80);
        foreach (var (door, path) in paths.Concat(doors.Keys.Select(door => (door, "/there-is-no-such-page"))))
        {
            var visitor = platform.At(doors[door]);
            visitor.Headers["Origin"] = "https://elsewhere.example";
            yield return ($"{door} {path}", await visitor.GetAsync(path));
        }
    }
}
