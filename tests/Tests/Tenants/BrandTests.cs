using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Tests.Tenants;

public sealed class BrandTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Every_door_has_its_own_theme()
    {
        await platform.ApplyAsync("lahore", file => file["brand"]!["primary"] = "#0b6e4f");
        var themes = new List<string>();
        foreach (var visitor in new[] { platform.Madrid(), platform.Lahore(), platform.At("localhost") }) themes.Add(await TextAsync(visitor, "/brand/theme.css"));
        themes[0].ShouldBe(Theme.Css(Brand.Of(await platform.TenantAsync("madrid"))));
        themes[2].ShouldBe(Theme.Css(Brand.House));
        themes.ShouldBeUnique();
        (await TextAsync(platform.At("admin.localhost"), "/brand/theme.css")).ShouldBe(themes[2]);
        (await platform.At("localhost").GetAsync("/brand/logo")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_theme_is_kept_for_ever_only_under_its_present_version()
    {
        var version = Brand.Of(await platform.TenantAsync("lahore")).Version;
        (await platform.Lahore().GetAsync($"/brand/theme.css?v={version}")).Headers.CacheControl!.ToString().ShouldContain("immutable");
        (await platform.Lahore().GetAsync("/brand/theme.css?v=older")).Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Fact]
    public async Task A_club_installs_under_its_own_name()
    {
        var madrid = await platform.Madrid().JsonAsync("/manifest.webmanifest");
        ((string)madrid["name"]!).ShouldBe("Club Madrid");
        ((string)madrid["icons"]![0]!["purpose"]!).ShouldBe("any");
        var urdu = await platform.Lahore().JsonAsync("/manifest.webmanifest?lang=ur");
        ((string)urdu["name"]!).ShouldNotBe("Club Madrid");
        ((string)urdu["lang"]!, (string)urdu["dir"]!).ShouldBe(("ur", "rtl"));
    }

    [Fact]
    public async Task Pictures_of_the_same_name_never_show_at_another_club()
    {
        await platform.ApplyAsync("madrid", file => file["brand"]!["logo"] = "logo.svg", ("logo.svg", Clubs.Drawing("red")), ("court.svg", Clubs.Drawing("crimson")));
        await platform.ApplyAsync("lahore", file => file["brand"]!["logo"] = "logo.svg", ("logo.svg", Clubs.Drawing("green")));

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (round, _) =>
        {
            var (visitor, colour) = round % 2 == 0 ? (platform.Madrid(), "red") : (platform.Lahore(), "green");
            (await TextAsync(visitor, round % 3 == 0 ? "/files/logo.svg" : "/brand/logo")).ShouldBe(Clubs.Drawing(colour));
        });
        (await platform.Madrid().GetAsync("/files/court.svg")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await platform.Lahore().GetAsync("/files/court.svg")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Lahore().GetAsync("/files/..%2Fcourt.svg")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_new_picture_shows_at_once()
    {
        await platform.ApplyAsync("madrid", file => file["brand"]!["icon"] = "icon.svg", ("icon.svg", Clubs.Drawing("red")));
        (await TextAsync(platform.Madrid(), "/brand/icon")).ShouldContain("red");
        await platform.ApplyAsync("madrid", file => file["brand"]!["icon"] = "icon.svg", ("icon.svg", Clubs.Drawing("blue")));
        (await TextAsync(platform.Madrid(), "/brand/icon")).ShouldContain("blue");
        (await TextAsync(platform.At("localhost"), "/clubs/madrid/icon")).ShouldContain("blue");
    }

    [Fact]
    public async Task A_club_without_an_icon_gets_its_initials()
    {
        await platform.OpenEmptyAsync("initials");
        (await TextAsync(platform.At("initials.localhost"), "/brand/icon")).ShouldContain(">QN</text>");
    }

    [Fact]
    public async Task A_drawing_opened_by_itself_is_shut_in_and_asked_for_once()
    {
        await platform.ApplyAsync("madrid", _ => { }, ("venue.svg", Clubs.Drawing("teal")));
        var picture = await platform.Madrid().GetAsync("/files/venue.svg");
        picture.Content.Headers.ContentType!.ToString().ShouldBe("image/svg+xml");
        picture.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("sandbox; default-src 'none'");
        picture.Headers.GetValues("X-Content-Type-Options").ShouldHaveSingleItem().ShouldBe("nosniff");

        var again = platform.Madrid();
        again.Headers["If-None-Match"] = picture.Headers.ETag!.ToString();
        (await again.GetAsync("/files/venue.svg")).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    private static async Task<string> TextAsync(Visitor visitor, string path)
    {
        var response = await visitor.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await response.Content.ReadAsStringAsync();
    }
}
