using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications.Webhooks;
using PadelSaaS.Tests.Payments;
using PadelSaaS.Tests.Peers;

namespace PadelSaaS.Tests.Tenants;

/// <summary>A platform that asks a name server of ours.</summary>
public sealed class DomainFixture : PlatformFixture
{
    internal NameServer Names { get; private set; } = null!;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Dns:Servers"] = Names.Address };

    public override async Task InitializeAsync()
    {
        Names = await NameServer.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Names.DisposeAsync();
    }
}

/// <summary>Clubs bring domains of their own, proven by what their zone says to an independent name server.</summary>
public sealed class DomainTests(DomainFixture platform) : IClassFixture<DomainFixture>
{
    private const string Path = "/api/v1/manage/domains", Page = "/manage/domains";

    [Fact]
    public async Task A_domain_is_a_clubs_when_its_zone_says_so_and_visitors_are_led_there_when_the_club_wants()
    {
        var owner = await platform.OwnerAsync("madrid");
        var asked = await owner.JsonAsync(Path, new { domain = " HTTPS://Pádel.Example/reservas " });
        ((string?)asked["domain"], (string?)asked["state"], (string?)asked["recordName"], (string?)asked["pointTo"]).ShouldBe(("xn--pdel-5na.example", "asked", "_padel.xn--pdel-5na.example", "madrid.localhost"));
        var domain = (string)asked["domain"]!;
        (await AskAsync(domain)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(domain, "/book")).ShouldBe(HttpStatusCode.NotFound);
        (await ProblemAsync(owner, asked)).ShouldBe("no_record");
        await platform.Names.WriteAsync((string)asked["recordName"]!, "v=spf1 -all", "padel=wrong");
        (await ProblemAsync(owner, asked)).ShouldBe("no_record");
        await platform.Names.WriteAsync((string)asked["recordName"]!, null);
        (await ProblemAsync(owner, asked)).ShouldBe("no_answer");
        (await SendAsync(owner, HttpMethod.Put, $"{Path}/main", new { id = (Guid)asked["id"]! })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // Nobody presses a button: it is seen by itself.
        await platform.Names.WriteAsync((string)asked["recordName"]!, "v=spf1 -all", (string)asked["recordValue"]!);
        await LookAsync();
        (await AskAsync(domain)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(domain, "/book")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("madrid.localhost", "/book")).ShouldBe(HttpStatusCode.OK);

        (await SendAsync(owner, HttpMethod.Put, $"{Path}/main", new { id = (Guid)asked["id"]! })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await platform.SettleAsync();
        var led = await GetAsync("madrid.localhost:5080", "/book?date=2026-11-25");
        (led.StatusCode, led.Headers.Location?.ToString()).ShouldBe((HttpStatusCode.TemporaryRedirect, $"http://{domain}:5080/book?date=2026-11-25"));
        foreach (var path in new[] { "/manage/domains", "/desk", "/api/v1/venues" }) ((int)await StatusAsync("madrid.localhost", path)).ShouldNotBe(307, path);
        (await StatusAsync(domain, "/book")).ShouldBe(HttpStatusCode.OK);
        await new Checkout(platform, "madrid").PaidAsync("Ona", "ona@example.test", "en");
        (await platform.ScalarAsync<string>("madrid", "select content from notification_logs where recipient = 'ona@example.test' and type = 'email'")).ShouldContain($"http://{domain}");
        (await platform.At("localhost").JsonAsync("/api/v1/discovery/venues?q=madrid")).ToJsonString().ShouldContain(domain);

        // Given up: the site lives below the apex, as before.
        (await SendAsync(owner, HttpMethod.Delete, $"{Path}/{asked["id"]}", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await platform.SettleAsync();
        (await AskAsync(domain)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(domain, "/book")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync("madrid.localhost", "/book")).ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<string>("madrid", "select string_agg(act, ' ' order by seq) from audit where act like 'domain.%' and content::jsonb -> 'subject' ->> 'name' <> 'shared.example'"))
            .ShouldBe("domain.asked domain.proven domain.chosen domain.removed");
    }

    [Fact]
    public async Task Who_proves_a_domain_takes_it_from_who_cannot_any_more_and_from_nobody_else()
    {
        var (madrid, lahore) = (await platform.OwnerAsync("madrid"), await platform.OwnerAsync("lahore"));
        var first = await madrid.JsonAsync(Path, new { domain = "shared.example" });
        var second = await lahore.JsonAsync(Path, new { domain = "shared.example" });
        ((string)first["recordValue"]!).ShouldNotBe((string)second["recordValue"]!);
        await platform.Names.WriteAsync("_padel.shared.example", (string)first["recordValue"]!, (string)second["recordValue"]!);
        (await ProblemAsync(madrid, first)).ShouldBeNull();
        (await SendAsync(madrid, HttpMethod.Put, $"{Path}/main", new { id = (Guid)first["id"]! })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ProblemAsync(lahore, second)).ShouldBe("taken");
        (await BodyAsync("shared.example", "/api/v1/venues")).ShouldContain("Calle Mayor 1");

        await platform.Names.WriteAsync("_padel.shared.example", (string)second["recordValue"]!);
        (await ProblemAsync(lahore, second)).ShouldBeNull();
        (await BodyAsync("shared.example", "/api/v1/venues")).ShouldContain("Main Boulevard 1");
        (await StatusAsync("madrid.localhost", "/book")).ShouldBe(HttpStatusCode.OK);
        (await madrid.JsonAsync(Path))["domains"]!.AsArray().Select(one => (string)one!["state"]!).ShouldContain("lost");

        // Of another club's domains nobody learns anything.
        foreach (var (verb, path) in new[] { (HttpMethod.Post, $"{Path}/{second["id"]}/check"), (HttpMethod.Delete, $"{Path}/{second["id"]}") })
            (await SendAsync(madrid, verb, path, new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(madrid, HttpMethod.Put, $"{Path}/main", new { id = (Guid)second["id"]! })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("smash.localhost")]
    [InlineData("10.0.0.1")]
    [InlineData("padel")]
    [InlineData("padel..example")]
    [InlineData("-padel.example")]
    [InlineData("pa_del.example")]
    [InlineData("padel.123")]
    public async Task What_is_no_domain_or_is_the_platforms_is_refused_by_name(string typed)
    {
        var owner = await platform.OwnerAsync("madrid");
        var refused = await owner.PostAsync(Path, new { domain = typed });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("\"domain\"");
    }

    [Fact]
    public async Task The_page_says_what_to_write_and_five_are_enough()
    {
        var owner = platform.At("lahore.localhost");
        await owner.SignInAsync("owner@lahore.test", People.DemoPassword);
        for (var number = 1; number <= 4; number++)
            (await owner.SubmitAsync(Page, Page, new Dictionary<string, string> { ["do"] = "ask", ["domain"] = $"p{number}.example" })).Headers.Location!.ToString().ShouldEndWith("done=asked");
        var again = await owner.SubmitAsync(Page, Page, new Dictionary<string, string> { ["do"] = "ask", ["domain"] = "p1.example" });
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = await (await owner.GetAsync(Page)).Content.ReadAsStringAsync();
        page.ShouldContain("_padel.p1.example");
        page.ShouldContain("lahore.localhost");
        (await owner.SubmitAsync(Page, Page, new Dictionary<string, string> { ["do"] = "ask", ["domain"] = "no" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await platform.ExecuteAsync("lahore", "delete from tenant_domains where domain like 'p_.example'");
    }

    private async Task<string?> ProblemAsync(Visitor owner, JsonNode domain)
    {
        var seen = await owner.JsonAsync($"{Path}/{domain["id"]}/check", new { });
        await platform.SettleAsync();
        return (string?)seen["problem"];
    }

    private async Task LookAsync()
    {
        await using (var scope = platform.Services.CreateAsyncScope()) await scope.ServiceProvider.GetServices<JobRow>().Single(job => job.Name == "check-domains").Run(scope.ServiceProvider, default);
        await platform.SettleAsync();
    }

    private static async Task<HttpResponseMessage> SendAsync(Visitor owner, HttpMethod verb, string path, object body)
    {
        using var request = new HttpRequestMessage(verb, path) { Content = JsonContent.Create(body) };
        return await owner.SendAsync(request);
    }

    private async Task<HttpStatusCode> AskAsync(string domain) => (await platform.At("localhost").GetAsync($"/api/v1/domains/ask?domain={domain}")).StatusCode;

    private async Task<HttpStatusCode> StatusAsync(string host, string path) => (await GetAsync(host, path)).StatusCode;

    private async Task<string> BodyAsync(string host, string path) => await (await platform.At(host).GetAsync(path)).Content.ReadAsStringAsync();

    private async Task<HttpResponseMessage> GetAsync(string host, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html,application/xhtml+xml" } } };
        return await platform.At(host).SendAsync(request);
    }
}
