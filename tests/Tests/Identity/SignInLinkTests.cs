using System.Net;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Identity;

public sealed class SignInLinkTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_link_in_the_mail_signs_in_once_at_the_browser_that_asked()
    {
        var visitor = platform.Madrid();
        await visitor.RegisterAsync("link@example.test");
        var page = await AskAsync(visitor, "link@example.test", "/sign-in/link?return=%2Faccount");
        await platform.SettleAsync();
        (await platform.CountAsync("link@example.test", "Sign in to")).ShouldBe(1);

        (await (await visitor.GetAsync(page)).Content.ReadAsStringAsync()).ShouldNotContain("on another device");
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.SubmitAsync(page + "&return=%2Faccount", "/sign-in/link/open", new Dictionary<string, string>())).Headers.Location!.OriginalString.ShouldBe("/account");
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await platform.Madrid().GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Another_browser_is_told_so_before_it_signs_in()
    {
        var (asking, other) = (platform.Madrid(), platform.Madrid());
        await asking.RegisterAsync("elsewhere@example.test");
        var page = await AskAsync(asking, "elsewhere@example.test", "/sign-in/link");
        (await (await other.GetAsync(page)).Content.ReadAsStringAsync()).ShouldContain("on another device");

        var form = await other.FormTokenAsync(page);
        (await other.PostFormAsync("/sign-in/link/open", [form, new("key", page.Split("key=")[1])])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.SubmitAsync(page, "/sign-in/link/open", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await other.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_expires_after_ten_minutes_and_nobody_learns_who_has_an_account()
    {
        var visitor = platform.Madrid();
        await visitor.RegisterAsync("ten@example.test");
        var page = await AskAsync(visitor, "ten@example.test", "/sign-in/link");
        var unknown = await visitor.SubmitAsync("/sign-in/link", "/sign-in/link", new Dictionary<string, string> { ["email"] = "nobody@example.test" });
        unknown.StatusCode.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await platform.CountAsync("nobody@example.test")).ShouldBe(0);

        platform.Clock.Advance(TimeSpan.FromMinutes(11));
        (await (await visitor.GetAsync(page)).Content.ReadAsStringAsync()).ShouldContain("The link has expired");
    }

    [Fact]
    public async Task A_link_is_no_way_round_the_second_factor()
    {
        var owner = platform.Madrid();
        await owner.EnterAsync("both-steps@example.test");
        var secret = (string)(await owner.JsonAsync("/api/v1/auth/second-factor", new { password = People.Password }))["secret"]!;
        await owner.JsonAsync("/api/v1/auth/second-factor/confirm", new { code = Totp.Code(secret, platform.Clock.GetUtcNow()) });

        var visitor = platform.Madrid();
        var page = await AskAsync(visitor, "both-steps@example.test", "/sign-in/link");
        (await visitor.SubmitAsync(page, "/sign-in/link/open", new Dictionary<string, string>())).Headers.Location!.OriginalString.ShouldBe("/sign-in/code");
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_refresh_token_used_twice_is_told_to_its_owner()
    {
        var visitor = platform.Madrid();
        var token = await visitor.EnterAsync("told-of-theft@example.test");
        await visitor.RefreshAsync(token);
        await visitor.RefreshAsync(token);
        await platform.SettleAsync();

        (await platform.CountAsync("told-of-theft@example.test", "We signed a device out")).ShouldBe(1);
    }

    private static async Task<string> AskAsync(Visitor visitor, string email, string page)
    {
        (await visitor.SubmitAsync(page, "/sign-in/link", new Dictionary<string, string> { ["email"] = email })).StatusCode.ShouldBe(HttpStatusCode.OK);
        return $"/sign-in/link/open?key={await visitor.KeyOfAsync(email, LinkPurpose.SignIn)}";
    }
}
