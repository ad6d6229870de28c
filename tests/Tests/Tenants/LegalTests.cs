using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications.Webhooks;

namespace PadelSaaS.Tests.Tenants;

/// <summary>A club's terms, what it says of data, and who it is.</summary>
public sealed class LegalTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Path = "/api/v1/manage/legal", Page = "/manage/legal";

    [Fact]
    public async Task What_the_club_writes_is_read_by_all_in_their_language_linked_everywhere_and_harmless()
    {
        (await platform.Madrid().GetAsync("/legal/terms")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await TextAsync(platform.Madrid(), "/")).ShouldNotContain("/legal/terms");

        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        var text = "# Horas\n\nSe juega **puntual**. <script>alert(1)</script> [mal](javascript:alert(1)) ![foto](https://x.example/a.png) [bien](https://ley.example/a)\n\n- una\n- dos";
        (await owner.SubmitAsync(Page, Page, new Dictionary<string, string> { ["terms.es"] = text, ["imprint.es"] = "Club Madrid S.L." })).Headers.Location!.ToString().ShouldEndWith("done=saved");
        await platform.SettleAsync();

        var page = await TextAsync(platform.Madrid(), "/legal/terms?lang=es");
        foreach (var words in new[] { "<h2>Horas</h2>", "<strong>puntual</strong>", "&lt;script&gt;alert(1)", "<li>una</li>", "href=\"https://ley.example/a\"", "lang=\"es\"" }) page.ShouldContain(words);
        page.ShouldNotContain("javascript:");
        page.ShouldNotContain("x.example");
        // Who reads another language is told that it is not theirs.
        (await TextAsync(platform.Madrid(), "/legal/terms?lang=en")).ShouldContain("in another language");
        var home = await TextAsync(platform.Madrid(), "/?lang=es");
        (home.Contains("/legal/terms", StringComparison.Ordinal), home.Contains("/legal/imprint", StringComparison.Ordinal), home.Contains("/legal/privacy", StringComparison.Ordinal)).ShouldBe((true, true, false));
        (await TextAsync(platform.Lahore(), "/")).ShouldNotContain("/legal/terms");
        (await platform.Lahore().GetAsync("/legal/terms")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ((string?)(await platform.Madrid().JsonAsync("/api/v1/legal/imprint"))["text"]).ShouldBe("Club Madrid S.L.");

        // A page that only says what went wrong is drawn without asking anybody.
        using (var lost = new HttpRequestMessage(HttpMethod.Get, "/nothing-here") { Headers = { { "Accept", "text/html" } } })
        {
            var nothing = await owner.SendAsync(lost);
            nothing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await nothing.Content.ReadAsStringAsync()).ShouldContain("<main");
        }

        // Taken out with everything else of the club, and brought back.
        var office = platform.Services.GetRequiredService<ITenantOffice>();
        var (file, pictures) = (await office.ExportAsync("madrid"))!.Value;
        ((string?)file["legal"]!["terms"]!["es"]).ShouldBe(text);
        await owner.SubmitAsync(Page, Page, new Dictionary<string, string> { ["terms.es"] = "", ["imprint.es"] = "" });
        await platform.SettleAsync();
        (await TextAsync(platform.Madrid(), "/")).ShouldNotContain("/legal/terms");
        await office.ApplyAsync(file, pictures, _ => { });
        await platform.SettleAsync();
        (await platform.Madrid().GetAsync("/legal/terms")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from audit where act = 'legal.changed'")).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task By_the_API_only_what_there_is_in_languages_of_the_club()
    {
        var owner = await platform.OwnerAsync("lahore");
        foreach (var body in new object[] { new { }, new { texts = new { rules = new { en = "x" } } }, new { texts = new { terms = new { fr = "x" } } }, new { texts = new { terms = new { en = new string('x', 50_001) } } }, new { texts = new { terms = new { en = "a\0b" } } } })
        {
            var refused = await PutAsync(owner, body);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await refused.Content.ReadAsStringAsync()).ShouldContain("terms", Case.Insensitive);
        }
        (await PutAsync(owner, new { texts = new { privacy = new { en = "We keep little." } } })).StatusCode.ShouldBe(HttpStatusCode.OK);
        ((string?)(await owner.JsonAsync(Path))["texts"]!["privacy"]!["en"]).ShouldBe("We keep little.");
        var desk = platform.At("lahore.localhost");
        await desk.SignInAsync("desk@lahore.test", People.DemoPassword);
        (await desk.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<HttpResponseMessage> PutAsync(Visitor owner, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Path) { Content = JsonContent.Create(body) };
        return await owner.SendAsync(request);
    }

    private static async Task<string> TextAsync(Visitor visitor, string path) => await (await visitor.GetAsync(path)).Content.ReadAsStringAsync();
}
