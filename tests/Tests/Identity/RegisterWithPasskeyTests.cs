using System.Net;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

/// <summary>Who opens an account without a password. The device's right answer is the browser's tests' to give.</summary>
public sealed class RegisterWithPasskeyTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Who_wants_a_passkey_is_asked_for_no_password_and_the_device_for_a_key_of_the_proved_address()
    {
        var visitor = platform.Madrid();
        (await AskAsync(visitor, "nopass@example.test")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var link = await LinkAsync(visitor, "nopass@example.test");
        (await (await visitor.GetAsync(link)).Content.ReadAsStringAsync()).ShouldContain("With a passkey");

        var form = await visitor.FormTokenAsync(link);
        var key = link[(link.IndexOf('=') + 1)..];
        var options = await visitor.PostFormAsync("/register/confirm/passkey/options", [form, new("key", key)]);
        options.StatusCode.ShouldBe(HttpStatusCode.OK);
        var asked = await options.JsonOf();
        ((string)asked["user"]!["name"]!).ShouldBe("nopass@example.test");
        ((string)asked["user"]!["displayName"]!).ShouldBe("Nora Pass");
        (await visitor.PostFormAsync("/register/confirm/passkey", [form, new("key", key), new("credential", "{}")])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        // An answer is looked at once, and an answer that does not fit uses no link up.
        (await visitor.PostFormAsync("/register/confirm/passkey", [form, new("key", key), new("credential", "{}")])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CountAsync("nopass@example.test")).ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_device_that_makes_keys_a_password_is_chosen_at_the_link()
    {
        var visitor = platform.Madrid();
        await AskAsync(visitor, "later@example.test");
        var link = await LinkAsync(visitor, "later@example.test");
        // One tap opens nothing: there would be no way back in.
        (await visitor.SubmitAsync(link, "/register/confirm", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.SubmitAsync(link, "/register/confirm", new Dictionary<string, string> { ["password"] = "short" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CountAsync("later@example.test")).ShouldBe(0);
        (await visitor.SubmitAsync(link, "/register/confirm", new Dictionary<string, string> { ["password"] = People.Password })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.Madrid().LoginAsync("later@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_address_that_has_an_account_hears_the_same_and_gets_no_link()
    {
        await platform.Madrid().RegisterAsync("taken-key@example.test");
        var visitor = platform.Madrid();
        var (free, taken) = (await AskAsync(visitor, "free-key@example.test"), await AskAsync(visitor, "taken-key@example.test"));
        (taken.StatusCode, free.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        (await taken.Content.ReadAsStringAsync()).ShouldContain("Look into your mail");
        (await platform.ScalarAsync<long>("madrid", "select count(*) from one_time_links where address = 'TAKEN-KEY@EXAMPLE.TEST' and purpose = 'register' and used_at is null and expires_at > created_at")).ShouldBe(0);
    }

    [Fact]
    public async Task A_link_of_another_club_or_one_that_was_used_asks_no_device()
    {
        var visitor = platform.Madrid();
        await AskAsync(visitor, "once@example.test");
        var link = await LinkAsync(visitor, "once@example.test");
        var key = link[(link.IndexOf('=') + 1)..];
        var lahore = platform.Lahore();
        (await lahore.PostFormAsync("/register/confirm/passkey/options", [await lahore.FormTokenAsync("/register"), new("key", key)])).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await visitor.SubmitAsync(link, "/register/confirm", new Dictionary<string, string> { ["password"] = People.Password });
        (await visitor.PostFormAsync("/register/confirm/passkey/options", [await visitor.FormTokenAsync("/account"), new("key", key)])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.PostFormAsync("/register/confirm/passkey", [await visitor.FormTokenAsync("/account"), new("key", key), new("credential", "{}")])).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static Task<HttpResponseMessage> AskAsync(Visitor visitor, string email) => visitor.SubmitAsync("/register", "/register", new Dictionary<string, string>
    {
        ["firstName"] = "Nora",
        ["lastName"] = "Pass",
        ["email"] = email,
        ["way"] = "passkey",
    });

    private static async Task<string> LinkAsync(Visitor visitor, string email) => $"/register/confirm?key={await visitor.KeyOfAsync(email, LinkPurpose.Register)}";

    private Task<long> CountAsync(string email) => platform.ScalarAsync<long>("madrid", $"select count(*) from users where email = '{email}'");
}
