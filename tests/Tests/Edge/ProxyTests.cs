using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Edge;

/// <summary>Proxies are believed, strangers are not; by https cookies belong to their host alone.</summary>
public sealed class ProxyTests(BehindProxies platform) : IClassFixture<BehindProxies>
{
    [Fact]
    public async Task What_a_named_proxy_says_of_scheme_host_and_address_holds()
    {
        var visitor = platform.At("inside.internal").ByTls();
        visitor.Headers["X-Forwarded-Host"] = "madrid.localhost";
        var answer = await visitor.GetAsync("/.well-known/openid-configuration");

        (await answer.JsonOf())["issuer"]!.GetValue<string>().ShouldBe("https://madrid.localhost");
        answer.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000; includeSubDomains"]);
    }

    [Theory]
    [InlineData("203.0.113.9")]
    [InlineData("::ffff:203.0.113.9")]
    [InlineData("192.0.2.8")]
    public async Task What_a_stranger_says_changes_nothing(string stranger)
    {
        var visitor = platform.Madrid().ByTls(proxy: stranger);
        visitor.Headers["X-Forwarded-Host"] = "lahore.localhost";
        var answer = await visitor.GetAsync("/.well-known/openid-configuration");

        (await answer.JsonOf())["issuer"]!.GetValue<string>().ShouldBe("http://madrid.localhost");
        answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }

    [Theory]
    [InlineData("198.51.100.7", "10.1.0.9", "198.51.100.7")]
    [InlineData("1.1.1.1, 198.51.100.8", "192.0.2.7", "198.51.100.8")]
    [InlineData("1.1.1.1, 198.51.100.9, 10.1.4.4", "10.1.0.9", "198.51.100.9")]
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9")]
    public async Task The_address_of_a_session_is_the_first_that_no_proxy_has(string said, string peer, string noted)
    {
        var email = $"from-{said.Length}-{peer}@example.test";
        var visitor = platform.Madrid().From(peer);
        visitor.Headers["X-Forwarded-For"] = said;
        await visitor.RegisterAsync(email);

        (await platform.ScalarAsync<string>("madrid", $"select s.ip from sessions s join users u on u.id = s.user_id where u.email = '{email}'")).ShouldBe(noted);
    }

    [Fact]
    public async Task By_https_a_cookie_is_of_this_host_alone_and_one_without_the_prefix_is_nobodys()
    {
        await platform.Madrid().RegisterAsync("cookies@example.test");
        var visitor = platform.Madrid().ByTls();
        var signedIn = await visitor.SignInAsync("cookies@example.test", People.Password);
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        foreach (var set in signedIn.Headers.GetValues("Set-Cookie"))
        {
            set.ShouldStartWith("__Host-");
            set.ShouldContain("; path=/;", Case.Insensitive);
            set.ShouldContain("; secure", Case.Insensitive);
            set.ShouldContain("; httponly", Case.Insensitive);
            set.ShouldNotContain("domain=", Case.Insensitive);
        }
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // A sibling host could have set this one.
        var tossed = platform.Madrid().ByTls();
        tossed.Cookies["padel_session"] = visitor.Cookies["__Host-padel_session"];
        (await tossed.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var gone = await visitor.SubmitAsync("/account", "/sign-out", new Dictionary<string, string>());
        gone.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        visitor.Cookies.Keys.ShouldNotContain("__Host-padel_session");
    }

    [Fact]
    public async Task On_plain_http_cookies_have_their_plain_names_and_the_theme_is_read_by_both()
    {
        await platform.Madrid().RegisterAsync("plain@example.test");
        var visitor = platform.Madrid();
        await visitor.SignInAsync("plain@example.test", People.Password);
        visitor.Cookies.Keys.ShouldContain("padel_session");

        var dark = platform.Madrid().ByTls();
        dark.Cookies["theme"] = "dark";
        (await (await dark.GetAsync("/")).Content.ReadAsStringAsync()).ShouldContain("data-theme=\"dark\"");
    }
}

/// <summary>A platform whose people all come by https, behind a proxy that does not say so.</summary>
public sealed class OnlyByHttps : PlatformFixture
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Padel:PublicScheme"] = "https" };
}

public sealed class PublicSchemeTests(OnlyByHttps platform) : IClassFixture<OnlyByHttps>
{
    [Fact]
    public async Task Where_the_public_scheme_is_https_cookies_and_addresses_are_made_for_it()
    {
        await platform.Madrid().RegisterAsync("scheme@example.test");
        var visitor = platform.Madrid();
        await visitor.SignInAsync("scheme@example.test", People.Password);

        visitor.Cookies.Keys.ShouldContain("__Host-padel_session");
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);
        ((string)(await visitor.JsonAsync("/.well-known/openid-configuration"))["issuer"]!).ShouldBe("https://madrid.localhost");
    }
}
