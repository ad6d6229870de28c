using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Payments.Wallet;

namespace PadelSaaS.Tests.Notifications.Push;

/// <summary>Browsers ring, by an independent push service that reads what we seal and sign.</summary>
public sealed class PushTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Path = "/api/v1/me/push";

    [Fact]
    public async Task A_booking_rings_every_browser_of_its_player_and_one_that_is_gone_is_forgotten()
    {
        await using var service = await PushService.StartAsync(platform.Clock.Now);
        var ana = await Pocket.OfAsync(platform, "ring@example.test");
        var key = (string)(await ana.Visitor.JsonAsync(Path))["publicKey"]!;
        var (phone, laptop) = (await service.SubscribeAsync(key), await service.SubscribeAsync(key));
        foreach (var browser in new[] { phone, laptop, phone }) await AddAsync(ana, browser);
        (await CountAsync(ana)).ShouldBe(2);

        var held = await ana.PaidAsync(0);
        foreach (var browser in new[] { phone, laptop })
        {
            var message = (await service.ReadAsync(browser)).ShouldHaveSingleItem();
            ((string)message["title"]!).ShouldContain("Centro");
            ((string)message["url"]!).ShouldContain($"{held.Id}");
        }
        (await StatusAsync(ana, "booking_confirmed")).ShouldBe("sent");

        await service.ExpireAsync(phone);
        await ana.Visitor.JsonAsync($"/api/v1/bookings/{held.Id}/cancel", new { });
        await platform.SettleAsync();
        (await CountAsync(ana)).ShouldBe(1);
        (await service.ReadAsync(laptop)).Count.ShouldBeGreaterThan(1);
        // Nobody sees a secret of a browser in a table.
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from push_devices where encode(auth, 'escape') like '%{laptop.Auth}%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_does_not_want_it_or_has_no_browser_left_is_not_rung()
    {
        await using var service = await PushService.StartAsync(platform.Clock.Now);
        var ana = await Pocket.OfAsync(platform, "quiet@example.test");
        var browser = await service.SubscribeAsync((string)(await ana.Visitor.JsonAsync(Path))["publicKey"]!);
        await AddAsync(ana, browser);
        using var put = new HttpRequestMessage(HttpMethod.Put, "/api/v1/me/notifications") { Content = System.Net.Http.Json.JsonContent.Create(new { messages = new[] { new { topic = "bookings", channel = "push", wanted = false } } }) };
        (await ana.Visitor.SendAsync(put)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ana.PaidAsync(2);
        (await service.ReadAsync(browser)).ShouldBeEmpty();
        using var again = new HttpRequestMessage(HttpMethod.Put, "/api/v1/me/notifications") { Content = System.Net.Http.Json.JsonContent.Create(new { messages = new[] { new { topic = "bookings", channel = "push", wanted = true } } }) };
        await ana.Visitor.SendAsync(again);

        // All are gone by the time it leaves: the log says so, and the mail went anyway.
        await service.ExpireAsync(browser);
        await ana.PaidAsync(4);
        (await StatusAsync(ana, "booking_confirmed")).ShouldBe("failed");
        (await CountAsync(ana)).ShouldBe(0);
        (await platform.CountAsync("quiet@example.test", "")).ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_browser_is_its_owners_alone_and_made_up_ones_are_refused()
    {
        await using var service = await PushService.StartAsync(platform.Clock.Now);
        var (ana, bea) = (await Pocket.OfAsync(platform, "mine@example.test"), await Pocket.OfAsync(platform, "yours@example.test"));
        var browser = await service.SubscribeAsync((string)(await ana.Visitor.JsonAsync(Path))["publicKey"]!);
        var id = await AddAsync(ana, browser);
        foreach (var stranger in new[] { bea.Visitor, await platform.AsAsync("owner@madrid.test"), await platform.AsAsync("owner@lahore.test") })
            (await stranger.DeleteAsync($"{Path}/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        foreach (var (wrong, field) in new (object, string)[]
        {
            (new { endpoint = "ftp://push.example.test/x", keys = new { p256dh = browser.PublicKey, auth = browser.Auth } }, "endpoint"), (new { endpoint = "", keys = new { p256dh = browser.PublicKey, auth = browser.Auth } }, "endpoint"),
            (new { endpoint = "https://me:secret@push.example.test/x", keys = new { p256dh = browser.PublicKey, auth = browser.Auth } }, "endpoint"), (new { endpoint = browser.Endpoint, keys = new { p256dh = "x", auth = browser.Auth } }, "keys"),
            (new { endpoint = browser.Endpoint, keys = (object?)null }, "keys"), (new { }, "endpoint"),
        })
        {
            var refused = await bea.Visitor.PostAsync(Path, wrong);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["errors"]![field].ShouldNotBeNull(field);
        }
        (await platform.Madrid().GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        // Somebody else signs in at the same browser: it rings for them and for nobody else.
        await AddAsync(bea, browser);
        (await CountAsync(ana), await CountAsync(bea)).ShouldBe((0, 1));

        // Of many only the ten newest are kept.
        foreach (var _ in Enumerable.Range(0, 11))
        {
            platform.Clock.Advance(TimeSpan.FromSeconds(1));
            await AddAsync(ana, await service.SubscribeAsync((string)(await ana.Visitor.JsonAsync(Path))["publicKey"]!));
        }
        (await CountAsync(ana)).ShouldBe(10);
    }

    [Fact]
    public async Task The_page_takes_what_the_browser_said_and_lists_and_removes_browsers()
    {
        await using var service = await PushService.StartAsync(platform.Clock.Now);
        var ana = await Pocket.OfAsync(platform, "page-push@example.test");
        var visitor = platform.Madrid();
        await visitor.SignInAsync("page-push@example.test", People.Password);
        visitor.Headers["User-Agent"] = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
        var browser = await service.SubscribeAsync((string)(await ana.Visitor.JsonAsync(Path))["publicKey"]!);
        var said = JsonSerializer.Serialize(new { endpoint = browser.Endpoint, expirationTime = (long?)null, keys = new { p256dh = browser.PublicKey, auth = browser.Auth } });
        (await visitor.SubmitAsync("/me/notifications", "/me/push", new Dictionary<string, string> { ["subscription"] = "{" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.SubmitAsync("/me/notifications", "/me/push", new Dictionary<string, string> { ["subscription"] = said })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await (await visitor.GetAsync("/me/notifications")).Content.ReadAsStringAsync()).ShouldContain("Firefox, Android");
        var id = await platform.ScalarAsync<Guid>("madrid", $"select id from push_devices where account_id = '{ana.Account}'");
        (await visitor.SubmitAsync("/me/notifications", $"/me/push/{id}/remove", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await CountAsync(ana)).ShouldBe(0);
    }

    private static async Task<Guid> AddAsync(Pocket who, Browser browser) =>
        (Guid)(await who.Visitor.JsonAsync(Path, new { endpoint = browser.Endpoint, keys = new { p256dh = browser.PublicKey, auth = browser.Auth } }))["id"]!;

    private Task<long> CountAsync(Pocket who) => platform.ScalarAsync<long>("madrid", $"select count(*) from push_devices where account_id = '{who.Account}'");

    private Task<string> StatusAsync(Pocket who, string kind) =>
        platform.ScalarAsync<string>("madrid", $"select status from notification_logs where user_id = '{who.Account}' and type = 'push' and template = '{kind}' order by created_at desc limit 1");
}
