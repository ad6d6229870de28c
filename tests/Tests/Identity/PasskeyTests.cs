using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

/// <summary>What no device would answer. The right answers need one: see the browser's tests.</summary>
public sealed class PasskeyTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("""{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AAAA","signature":"AAAA","userHandle":"AAAA"},"clientExtensionResults":{}}""")]
    public async Task An_answer_nobody_asked_for_or_that_does_not_fit_signs_nobody_in(string credential)
    {
        var visitor = platform.Madrid();
        var form = await visitor.FormTokenAsync("/sign-in");
        (await visitor.PostFormAsync("/sign-in/passkey", [form, new("credential", credential)])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var options = await visitor.PostFormAsync("/sign-in/passkey/options", [form]);
        options.StatusCode.ShouldBe(HttpStatusCode.OK);
        var asked = await options.JsonOf();
        ((string)asked["rpId"]!).ShouldBe("madrid.localhost");
        ((string)asked["userVerification"]!).ShouldBe("required");
        (await visitor.PostFormAsync("/sign-in/passkey", [form, new("credential", credential)])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_passkey_is_added_only_by_who_knows_the_password_and_answers_what_was_asked()
    {
        var visitor = platform.Madrid();
        await visitor.RegisterAsync("keys@example.test");
        await visitor.SignInAsync("keys@example.test", People.Password);
        var form = await visitor.FormTokenAsync("/account/passkeys");
        (await visitor.PostFormAsync("/account/passkeys/options", [form, new("password", "not the password")])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var options = await (await visitor.PostFormAsync("/account/passkeys/options", [form, new("password", People.Password)])).JsonOf();
        ((string)options["user"]!["name"]!).ShouldBe("keys@example.test");
        ((string)options["authenticatorSelection"]!["residentKey"]!).ShouldBe("required");

        (await visitor.PostFormAsync("/account/passkeys", [form, new("credential", "{}")])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.PostFormAsync($"/account/passkeys/{Guid.Empty}/remove", [form])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from passkeys")).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_asked_at_one_club_is_worth_nothing_at_another()
    {
        var visitor = platform.Madrid();
        var form = await visitor.FormTokenAsync("/sign-in");
        await visitor.PostFormAsync("/sign-in/passkey/options", [form]);
        var kept = visitor.Cookies["padel_passkey"];
        var lahore = platform.Lahore();
        var there = await lahore.FormTokenAsync("/sign-in");
        lahore.Cookies["padel_passkey"] = kept;
        (await lahore.PostFormAsync("/sign-in/passkey", [there, new("credential", "{}")])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
