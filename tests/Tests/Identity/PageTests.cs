using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

public sealed class PageTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to_and_comes_back_to_the_page()
    {
        var visitor = platform.Madrid();
        var asked = await visitor.GetAsync("/account?tab=1");
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = asked.Headers.Location!.PathAndQueryOf();
        page.ShouldBe("/sign-in?return=%2Faccount%3Ftab%3D1");

        (await visitor.SignInAsync("player@madrid.test", "not it", page)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var back = await visitor.SignInAsync("player@madrid.test", People.DemoPassword, page);
        back.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        back.Headers.Location!.PathAndQueryOf().ShouldBe("/account?tab=1");
        (await (await visitor.GetAsync("/account")).Content.ReadAsStringAsync()).ShouldContain("player@madrid.test");
    }

    [Theory]
    [InlineData("https://evil.test")]
    [InlineData("//evil.test")]
    [InlineData("/\\evil.test")]
    [InlineData("/%5Cevil.test")]
    [InlineData("/%09/evil.test")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.test")]
    public async Task The_way_back_never_leaves_the_club(string wish)
    {
        var visitor = platform.Madrid();
        var wished = Uri.EscapeDataString(Uri.UnescapeDataString(wish));
        var entered = await visitor.SignInAsync("player@madrid.test", People.DemoPassword, $"/sign-in?return={wished}");
        var seenAgain = await visitor.GetAsync($"/sign-in?return={wished}");

        entered.Headers.Location!.OriginalString.ShouldBe("/");
        seenAgain.Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Fact]
    public async Task What_was_typed_stays_and_the_password_does_not()
    {
        var response = await platform.Madrid().SubmitAsync("/register?return=%2Fbook", "/register", new Dictionary<string, string>
        {
            ["firstName"] = "Ana <b>",
            ["lastName"] = "",
            ["email"] = "ana@example.test",
            ["phone"] = "+34 600 111 222",
            ["password"] = "a secret that is long",
        });
        var html = await response.Content.ReadAsStringAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        page.QuerySelector("[name=firstName]")!.GetAttribute("value").ShouldBe("Ana <b>");
        page.QuerySelector("[name=email]")!.GetAttribute("value").ShouldBe("ana@example.test");
        page.QuerySelector("[name=lastName]")!.GetAttribute("aria-invalid").ShouldBe("true");
        page.QuerySelector("form[action^='/register']")!.GetAttribute("action").ShouldBe("/register?return=%2Fbook");
        html.ShouldNotContain("a secret that is long");
    }

    [Fact]
    public async Task The_cookie_is_hidden_from_scripts_and_other_sites()
    {
        var response = await platform.Madrid().SignInAsync("player@madrid.test", People.DemoPassword);
        var cookie = response.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("padel_session=", StringComparison.Ordinal)).ToLowerInvariant();

        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldNotContain("domain=");
    }

    [Fact]
    public async Task A_cookie_of_another_club_is_worth_nothing_here()
    {
        var (madrid, lahore) = (platform.Madrid(), platform.Lahore());
        await madrid.SignInAsync("owner@madrid.test", People.DemoPassword);
        lahore.Cookies["padel_session"] = madrid.Cookies["padel_session"];

        (await lahore.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        lahore.Cookies.ShouldNotContainKey("padel_session");
    }

    [Fact]
    public async Task A_cookie_opens_no_api_and_a_token_no_page()
    {
        var browser = platform.Madrid();
        await browser.SignInAsync("player@madrid.test", People.DemoPassword);
        (await browser.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);

        var program = platform.Madrid();
        await program.EnterAsync("program@example.test");
        (await program.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_not_only_the_cookie()
    {
        var visitor = platform.Madrid();
        await visitor.SignInAsync("player@madrid.test", People.DemoPassword);
        var kept = visitor.Cookies["padel_session"];

        (await visitor.SubmitAsync("/account", "/sign-out", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        visitor.Cookies.ShouldNotContainKey("padel_session");
        visitor.Cookies["padel_session"] = kept;
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("/sign-out")]
    [InlineData("/account")]
    [InlineData("/sign-in")]
    [InlineData("/register")]
    public async Task A_form_of_another_site_is_refused(string action)
    {
        var visitor = platform.Madrid();
        await visitor.SignInAsync("player@madrid.test", People.DemoPassword);

        (await visitor.PostFormAsync(action, [new("firstName", "Eve"), new("email", "player@madrid.test"), new("password", People.DemoPassword)])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_lost_phone_is_signed_out_from_the_laptop_at_once()
    {
        var (phone, laptop) = (platform.Madrid(), platform.Madrid());
        await phone.EnterAsync("lost@example.test");
        await laptop.SignInAsync("lost@example.test", People.Password);
        (await phone.MeAsync()).ShouldBe(HttpStatusCode.OK);
        var session = await platform.ScalarAsync<Guid>("madrid", "select s.id from sessions s join users u on u.id = s.user_id where email = 'lost@example.test' order by s.created_at limit 1");

        await laptop.SubmitAsync("/account", $"/account/sessions/{session}/end", new Dictionary<string, string>());
        (await phone.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        (await laptop.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_ends_somebody_elses_session()
    {
        var (victim, other) = (platform.Madrid(), platform.Madrid());
        await victim.EnterAsync("victim@example.test");
        await other.SignInAsync("player@madrid.test", People.DemoPassword);
        var session = await platform.ScalarAsync<Guid>("madrid", "select s.id from sessions s join users u on u.id = s.user_id where email = 'victim@example.test'");
        var form = await other.FormTokenAsync("/account");

        (await other.PostFormAsync($"/account/sessions/{session}/end", [form])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await victim.MeAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_browser_stays_signed_in_while_it_is_used_and_not_longer()
    {
        var visitor = platform.Madrid();
        await visitor.SignInAsync("player@madrid.test", People.DemoPassword);
        for (var visit = 0; visit < 3; visit++)
        {
            platform.Clock.Advance(TimeSpan.FromDays(6.5));
            (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        platform.Clock.Advance(TimeSpan.FromDays(7.1));
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_new_name_and_language_are_kept_and_shown_at_once()
    {
        var visitor = platform.Madrid();
        await visitor.RegisterAsync("renamed@example.test");
        await visitor.SignInAsync("renamed@example.test", People.Password);
        var saved = await visitor.SubmitAsync("/account", "/account", new Dictionary<string, string> { ["firstName"] = "Zoë", ["lastName"] = "Núñez", ["language"] = "es" });
        var html = await (await visitor.GetAsync(saved.Headers.Location!.OriginalString)).Content.ReadAsStringAsync();
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);

        page.QuerySelector("html")!.GetAttribute("lang").ShouldBe("es");
        page.Body!.TextContent.ShouldContain("Zoë Núñez");
        page.Body.TextContent.ShouldContain("Guardado.");
    }
}

internal static class Pages
{
    public static string PathAndQueryOf(this Uri location) => location.IsAbsoluteUri ? location.PathAndQuery : location.OriginalString;

    public static async Task<KeyValuePair<string, string>> FormTokenAsync(this Visitor visitor, string path)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await (await visitor.GetAsync(path)).Content.ReadAsStringAsync());
        return new("__RequestVerificationToken", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!);
    }
}
