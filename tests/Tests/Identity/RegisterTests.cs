using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

public sealed class RegisterTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Who_registers_is_signed_in_as_a_player()
    {
        var visitor = platform.Madrid();
        var response = await visitor.PostAsync("/api/v1/auth/register", new { email = " Eva@Example.test ", password = People.Password, firstName = "Eva", lastName = "Ruiz", phone = "+34 600  111 222", language = "es" });

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var answer = await response.JsonOf();
        ((string)answer["tokenType"]!).ShouldBe("Bearer");
        ((int)answer["expiresIn"]!).ShouldBe(900);
        visitor.Token = (string)answer["accessToken"]!;
        var me = await visitor.JsonAsync("/api/v1/auth/me");
        ((string)me["email"]!).ShouldBe("Eva@Example.test");
        ((string)me["phone"]!).ShouldBe("+34 600 111 222");
        ((string)me["language"]!).ShouldBe("es");
        me["roles"]!.AsArray().Select(role => (string)role!).ShouldBe(["player"]);
        me["abilities"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Registering_tells_that_it_happened()
    {
        var answer = await platform.Madrid().RegisterAsync("told@example.test");
        var id = (string)answer["account"]!["id"]!;

        (await platform.ScalarAsync<long>("madrid", $"select count(*) from platform.outbox where aggregate = '{id}' and event_type in ('USER_REGISTERED', 'ROLE_GRANTED')")).ShouldBe(2);
    }

    [Fact]
    public async Task A_repeated_registration_gets_the_same_account()
    {
        var first = await platform.Madrid().RegisterAsync("again@example.test");
        var second = await platform.Madrid().RegisterAsync("AGAIN@example.test");

        ((string)second["account"]!["id"]!).ShouldBe((string)first["account"]!["id"]!);
        ((string)second["refreshToken"]!).ShouldNotBe((string)first["refreshToken"]!);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_refused_without_its_password()
    {
        await platform.Madrid().RegisterAsync("taken@example.test");
        var response = await platform.Madrid().PostAsync("/api/v1/auth/register", new { email = "taken@example.test", password = "another password", firstName = "Eve", lastName = "Il" });

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await response.SlugOf()).ShouldBe("email_taken");
        ((string)(await response.JsonOf())["errors"]!["email"]![0]!).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Guessing_passwords_by_registering_locks_the_account_like_signing_in()
    {
        await platform.Madrid().RegisterAsync("guessed@example.test");
        for (var guess = 0; guess < 5; guess++)
            await platform.Madrid().PostAsync("/api/v1/auth/register", new { email = "guessed@example.test", password = $"wrong password {guess}", firstName = "E", lastName = "F" });

        (await platform.Madrid().LoginAsync("guessed@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_same_address_at_two_clubs_is_two_accounts()
    {
        var madrid = await platform.Madrid().RegisterAsync("both@example.test");
        var lahore = await platform.Lahore().RegisterAsync("both@example.test");

        ((string)madrid["account"]!["id"]!).ShouldNotBe((string)lahore["account"]!["id"]!);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        var response = await platform.Madrid().PostAsync("/api/v1/auth/register", new { email = "no-address", password = "too short", firstName = "", phone = "call me" });

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.JsonOf())["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["email", "firstName", "lastName", "phone", "password"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("a\0b@example.test", "Ana")]
    [InlineData("ana@example.test", "An\0a")]
    public async Task A_text_that_cannot_be_stored_is_refused(string email, string firstName) =>
        (await platform.Madrid().PostAsync("/api/v1/auth/register", new { email, password = People.Password, firstName, lastName = "Gil" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_password_is_stored_as_a_hash_only()
    {
        await platform.Madrid().RegisterAsync("hash@example.test");
        var stored = await platform.ScalarAsync<string>("madrid", "select to_jsonb(users)::text from users where email = 'hash@example.test'");

        stored.ShouldNotContain(People.Password);
        stored.ShouldContain("\"password_hash\": \"AQAAAA");
        platform.Log.Lines.ShouldNotContain(line => line.Contains(People.Password));
    }
}
