using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using PadelSaaS.Notifications.Webhooks;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Notifications.Webhooks;

/// <summary>A platform that goes to public addresses only, as in production.</summary>
public sealed class PublicOnly : PlatformFixture
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Webhooks:AllowPrivate"] = "false" };
}

public sealed class ManagingWebhooksTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Only_who_may_change_the_club_sees_webhooks_and_only_the_clubs_own()
    {
        await using var listener = await Listener.OpenAsync();
        var owner = await platform.OwnerAsync();
        var (id, _) = await owner.HookAsync(listener);
        var message = (Guid)(await owner.JsonAsync($"{Hooks.Path}/{id}/test", new { }))["messageId"]!;
        var other = await platform.OwnerAsync("lahore");
        foreach (var path in (string[])[$"{Hooks.Path}/{id}/test", $"{Hooks.Path}/{id}/secret", $"{Hooks.Path}/{id}/messages/{message}/again"])
            (await other.PostAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.PostAsync($"{Hooks.Path}/{id}/active", new { active = false })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync($"{Hooks.Path}/{id}/messages")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"{Hooks.Path}/{id}"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var desk = platform.Madrid();
        desk.Token = (string)(await desk.JsonAsync("/api/v1/auth/login", new { email = "desk@madrid.test", password = People.DemoPassword }))["accessToken"]!;
        (await desk.GetAsync(Hooks.Path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await platform.Madrid().GetAsync(Hooks.Path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await owner.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"{Hooks.Path}/{id}"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await owner.GetAsync($"{Hooks.Path}/{id}/messages")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("", "url")]
    [InlineData("not an address", "url")]
    [InlineData("ftp://example.com/x", "url")]
    [InlineData("https://ana:secret@example.com/x", "url")]
    [InlineData("https://example.com/x#part", "url")]
    public async Task Where_it_cannot_go_is_refused_with_the_field(string url, string field)
    {
        var answer = await (await platform.OwnerAsync()).PostAsync(Hooks.Path, new { url, kinds = Array.Empty<string>() });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]![field].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_kind_that_does_not_exist_is_refused()
    {
        var answer = await (await platform.OwnerAsync()).PostAsync(Hooks.Path, new { url = "https://example.com/x", kinds = new[] { "booking.confirmed", "booking.eaten" } });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!["kinds"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_many_who_add_the_last_one_at_once_exactly_as_many_win_as_there_is_room()
    {
        var owner = await platform.OwnerAsync("lahore");
        var answers = await Task.WhenAll(Enumerable.Range(0, 15).Select(one => owner.PostAsync(Hooks.Path, new { url = $"https://example.com/{one}", kinds = new[] { "booking.confirmed" } })));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(WebhookOffice.Most);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(5);
    }

    [Fact]
    public async Task An_owner_makes_one_on_the_page_copies_the_secret_tries_it_and_reads_what_was_answered()
    {
        await using var listener = await Listener.OpenAsync();
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        var refused = await owner.SubmitAsync("/manage/webhooks/new", "/manage/webhooks/new", new Dictionary<string, string> { ["url"] = listener.Url, ["all"] = "" });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var kept = await PageAsync(refused);
        kept.QuerySelector("input[name=url]")!.GetAttribute("value").ShouldBe(listener.Url);

        var made = await owner.SubmitAsync("/manage/webhooks/new", "/manage/webhooks/new", new Dictionary<string, string> { ["url"] = listener.Url, ["description"] = "Door", ["all"] = "on" });
        made.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var page = await PageAsync(made);
        page.QuerySelector("input[name=secret]")!.GetAttribute("value")!.ShouldStartWith("whsec_");
        var path = page.QuerySelectorAll("a.button").Select(link => link.GetAttribute("href")!).First(href => href.StartsWith("/manage/webhooks/", StringComparison.Ordinal));
        var shown = await (await owner.GetAsync(path)).Content.ReadAsStringAsync();
        shown.ShouldNotContain("whsec_");

        (await owner.SubmitAsync(path, path, new Dictionary<string, string> { ["do"] = "test" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await platform.DeliverAsync();
        var log = await PageAsync(await owner.GetAsync(path));
        var message = log.QuerySelector("td a")!.GetAttribute("href")!;
        (await (await owner.GetAsync(message)).Content.ReadAsStringAsync()).ShouldContain("said 200");
        (await platform.ScalarAsync<long>("madrid", "select count(*) from audit where content::jsonb ->> 'act' = 'webhook.added'")).ShouldBeGreaterThan(0);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
}

public sealed class PublicOnlyTests(PublicOnly platform) : IClassFixture<PublicOnly>
{
    [Theory]
    [InlineData("http://example.com/x")]
    [InlineData("https://localhost/x")]
    [InlineData("https://admin.localhost/x")]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://[::ffff:10.0.0.1]/x")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://192.168.1.1/")]
    public async Task An_address_in_our_own_network_is_refused(string url)
    {
        var answer = await (await platform.OwnerAsync()).PostAsync(Hooks.Path, new { url, kinds = Array.Empty<string>() });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_name_that_leads_into_our_own_network_is_found_out_when_the_connection_is_made()
    {
        await using var listener = await Listener.OpenAsync();
        var owner = await platform.OwnerAsync();
        var made = await owner.JsonAsync(Hooks.Path, new { url = "https://example.com/x", kinds = new[] { "booking.arrived" } });
        var id = (Guid)made["webhook"]!["id"]!;
        // What the name says may change after it was looked at.
        await platform.ExecuteAsync("madrid", $"update webhook_endpoints set url = '{listener.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}' where id = '{id}'");
        await owner.JsonAsync($"{Hooks.Path}/{id}/test", new { });
        await platform.DeliverAsync();
        ((string)(await owner.LogAsync(id)).Single()!["answer"]!).ShouldBe("This name leads into a private network.");
        listener.Got.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("100.64.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("::ffff:192.168.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("255.255.255.255", false)]
    public void Public_is_what_is_given_out_to_the_world(string address, bool isPublic) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBe(isPublic);
}
