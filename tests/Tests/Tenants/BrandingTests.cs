using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Venues.Manage;
using SkiaSharp;

namespace PadelSaaS.Tests.Tenants;

/// <summary>An owner gives the club its look: drafted, seen, published, taken up again.</summary>
public sealed class BrandingTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Api = "/api/v1/manage/branding";

    [Fact]
    public async Task A_draft_is_seen_by_its_writer_alone_until_it_is_published()
    {
        var owner = await OwnerAsync();
        var (before, guest) = (await owner.JsonAsync(Api), platform.Madrid());
        var draft = before["published"]!.DeepClone().AsObject();
        draft["name"] = "Club Manzanares";
        draft["primary"] = "#ffe14d";
        draft["tagline"] = new JsonObject { ["es"] = "Junto al río", ["en"] = "By the river" };
        draft["links"] = new JsonObject { ["instagram"] = "https://www.instagram.com/manzanares", ["website"] = "" };
        draft["pictures"] = new JsonObject { ["logo"] = await StoredAsync(owner, "logo", Pictures.Of(SKEncodedImageFormat.Png, 1200, 240)) };
        var saved = await SavedAsync(owner, draft);
        ((int)saved["draft"]!["revision"]!, (string)saved["published"]!["name"]!).ShouldBe((1, "Club Madrid"));

        var theme = await TextAsync(guest, "/brand/theme.css");
        (await TextAsync(owner, "/manage/branding/preview.css")).ShouldNotBe(theme);
        var preview = await owner.GetAsync("/manage/branding/preview?mode=dark&primary=nonsense");
        preview.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'self'");
        var seen = await preview.Content.ReadAsStringAsync();
        foreach (var words in new[] { "By the river", "data-theme=\"dark\"", (string)draft["pictures"]!["logo"]!, "ffe14d" }) seen.ShouldContain(words);
        // A yellow no white letter can be read on: the page says what becomes of it.
        (await TextAsync(owner, "/manage/branding/preview?mode=light")).ShouldContain("we shifted it until it reads");
        (await TextAsync(guest, "/")).ShouldNotContain("By the river");

        ((string)(await owner.JsonAsync($"{Api}/draft/publish", new { revision = 1 }))["published"]!["name"]!).ShouldBe("Club Manzanares");
        (await TextAsync(guest, "/brand/theme.css")).ShouldBe(await TextAsync(owner, "/manage/branding/preview.css"));
        (await TextAsync(guest, "/brand/theme.css")).ShouldNotBe(theme);
        var front = await TextAsync(guest, "/");
        foreach (var words in new[] { "By the river", "https://www.instagram.com/manzanares", "rel=\"me noopener external\"" }) front.ShouldContain(words);
        front.ShouldNotContain(">Website<");
        using var logo = SKBitmap.Decode(await (await guest.GetAsync("/brand/logo")).Content.ReadAsByteArrayAsync());
        (logo.Width, logo.Height).ShouldBe((800, 160));
        (await platform.ScalarAsync<string>("madrid", "select content from audit where content like '%branding.published%'")).ShouldContain("ffe14d");
        (await platform.TenantAsync("lahore")).Name.ShouldBe("Club Lahore");

        // What was before can be taken up again.
        (await owner.SubmitAsync("/manage/branding", "/manage/branding", new Dictionary<string, string> { ["do"] = "publish", ["name"] = "Third", ["primary"] = "#14264d", ["font"] = "serif" })).Headers.Location!.ToString().ShouldEndWith("done=published");
        (await owner.SubmitAsync("/manage/branding", "/manage/branding", new Dictionary<string, string> { ["version"] = "1" })).Headers.Location!.ToString().ShouldEndWith("done=taken");
        ((string)(await owner.JsonAsync(Api))["draft"]!["name"]!, (await platform.TenantAsync("madrid")).Name).ShouldBe(("Club Manzanares", "Third"));
    }

    [Fact]
    public async Task What_makes_no_look_is_refused_by_name_and_a_picture_sent_along_is_kept()
    {
        var owner = await OwnerAsync();
        var body = (await owner.JsonAsync(Api))["published"]!.DeepClone().AsObject();
        body["name"] = " ";
        body["primary"] = "red";
        body["font"] = "comic";
        body["tagline"] = new JsonObject { ["es"] = new string('x', 141), ["fr"] = "Bonjour" };
        body["links"] = new JsonObject { ["facebook"] = "javascript:alert(1)", ["website"] = "http://club.test", ["orkut"] = "https://orkut.test", ["x"] = "https://name:pass@x.test/" };
        body["pictures"] = new JsonObject { ["logo"] = "logo-000000000000.png", ["cover"] = "../secrets" };
        var refused = await PutAsync(owner, body);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Json["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal)
            .ShouldBe(["cover", "font", "links.facebook", "links.orkut", "links.website", "links.x", "logo", "name", "primary", "tagline.es", "tagline.fr"]);

        foreach (var (purpose, file, sentence) in new[]
        {
            ("logo", Pictures.Of(SKEncodedImageFormat.Png, 300, 39), "At least 40 pixels high."),
            ("icon", Pictures.Of(SKEncodedImageFormat.Png, 300, 200), "A square picture is needed."),
            ("icon", Pictures.Of(SKEncodedImageFormat.Png, 100, 100), "At least 192 pixels wide."),
            ("cover", Pictures.Of(SKEncodedImageFormat.Jpeg, 1300, 1200), "A wide picture is needed: at least four to three."),
            ("cover", Pictures.Bomb(60_000, 60_000), "At most 25 megapixels."),
            ("logo", [.. "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8], "A JPEG, PNG or WebP picture is needed, or an SVG drawing without scripts."),
            ("logo", new byte[(5 * 1024 * 1024) + 1], "At most 5 MB."),
        })
        {
            var answer = await SendAsync(owner, purpose, file);
            (answer.Status, (string)answer.Json["errors"]!["picture"]![0]!).ShouldBe((HttpStatusCode.BadRequest, sentence));
        }
        (await SendAsync(owner, "banner", Pictures.Of(SKEncodedImageFormat.Png, 400, 400))).Status.ShouldBe(HttpStatusCode.NotFound);

        // By the form: the wrong colour is pointed at, the right picture need not be chosen again.
        var page = await TextAsync(owner, "/manage/branding");
        var token = TokenOf(page);
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent("save"), "do" }, { new StringContent("0"), "seen" } };
        foreach (var (name, value) in new[] { ("name", "Club"), ("primary", "#12"), ("accent", "#112233"), ("font", "inter") }) form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(Pictures.Of(SKEncodedImageFormat.Png, 400, 400)), "icon-file", "whatever.txt");
        var again = await owner.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/manage/branding") { Content = form });
        again.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var shown = await again.Content.ReadAsStringAsync();
        shown.ShouldContain("A colour is a hash and six digits");
        var kept = System.Text.RegularExpressions.Regex.Match(shown, "name=\"icon\" value=\"(icon-[0-9a-f]{12}\\.png)\"").Groups[1].Value;
        (await platform.Madrid().GetAsync($"/files/{kept}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await platform.Lahore().GetAsync($"/files/{kept}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Of_two_who_change_it_at_once_one_hears_of_the_other_and_a_crash_after_publishing_is_made_up_for()
    {
        var owner = await OwnerAsync("lahore");
        var (guest, draft) = (platform.Lahore(), (await owner.JsonAsync(Api))["published"]!.DeepClone().AsObject());
        draft["accent"] = "#aa00aa";
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PutAsync(owner, draft)));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Slug == "stale").ShouldBe(3);
        draft["revision"] = 1;
        draft["name"] = "Lahore Two";
        (await SavedAsync(owner, draft))["draft"]!["revision"]!.GetValue<int>().ShouldBe(2);
        (await PutAsync(owner, draft)).Slug.ShouldBe("stale");
        (await Player.ReadAsync(await owner.PostAsync($"{Api}/draft/publish", new { revision = 1 }))).Slug.ShouldBe("stale");

        // By the form likewise: what was typed stays.
        using var form = new MultipartFormDataContent { { new StringContent(TokenOf(await TextAsync(owner, "/manage/branding?lang=ur"))), "__RequestVerificationToken" }, { new StringContent("save"), "do" }, { new StringContent("1"), "seen" } };
        foreach (var (name, value) in new[] { ("name", "Lahore Late"), ("primary", "#14264d"), ("accent", "#112233"), ("font", "inter") }) form.Add(new StringContent(value), name);
        var late = await owner.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/manage/branding?lang=ur") { Content = form });
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var shown = WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync());
        shown.ShouldContain("کسی اور نے برانڈنگ بدل دی");
        shown.ShouldContain("Lahore Late");

        await owner.JsonAsync($"{Api}/draft/publish", new { revision = 2 });
        // As if the process had died between the club's own commit and the registry's.
        await Cluster.ExecuteAsync(platform.Database, "update platform.tenants set name = 'Club Lahore', brand = '{}', look = 0 where slug = 'lahore'");
        await platform.SettleAsync();
        (await platform.TenantAsync("lahore")).Name.ShouldBe("Lahore Two");
        ((string)(await guest.JsonAsync("/manifest.webmanifest?lang=en"))["name"]!).ShouldBe("Lahore Two");
        (await owner.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"{Api}/draft"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Player.ReadAsync(await owner.PostAsync($"{Api}/draft/publish", new { revision = 1 }))).Slug.ShouldBe("stale");
    }

    // Signed in for pages and for the API.
    private async Task<Visitor> OwnerAsync(string slug = "madrid")
    {
        var owner = platform.At($"{slug}.localhost");
        await owner.SubmitAsync("/sign-in", "/sign-in", new Dictionary<string, string> { ["email"] = $"owner@{slug}.test", ["password"] = "Padel-demo-2026" });
        owner.Token = (string)(await owner.JsonAsync("/api/v1/auth/login", new { email = $"owner@{slug}.test", password = "Padel-demo-2026" }))["accessToken"]!;
        return owner;
    }

    private static string TokenOf(string page) => System.Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;

    private static async Task<JsonNode> SavedAsync(Visitor owner, JsonObject draft)
    {
        var answer = await PutAsync(owner, draft);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return answer.Json;
    }

    private static async Task<Answer> PutAsync(Visitor owner, JsonObject draft) =>
        await Player.ReadAsync(await owner.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{Api}/draft") { Content = JsonContent.Create(draft) }));

    private static async Task<Answer> SendAsync(Visitor owner, string purpose, byte[] file) => await Player.ReadAsync(await owner.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{Api}/pictures/{purpose}")
    {
        Content = new MultipartFormDataContent { { new ByteArrayContent(file), "picture", "picture.png" } },
    }));

    private static async Task<string> StoredAsync(Visitor owner, string purpose, byte[] file)
    {
        var answer = await SendAsync(owner, purpose, file);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body);
        return (string)answer.Json["name"]!;
    }

    private static async Task<string> TextAsync(Visitor visitor, string path) => await (await visitor.GetAsync(path)).Content.ReadAsStringAsync();
}
