using System.Net;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Identity;

public sealed class RegisterTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Who_follows_the_link_is_signed_in_as_a_player_with_a_proved_address()
    {
        var visitor = platform.Madrid();
        await visitor.PostAsync("/api/v1/auth/register", new { email = " Eva@Example.test ", password = People.Password, firstName = "Eva", lastName = "Ruiz", phone = "+34 600  111 222", language = "es" });
        var response = await visitor.PostAsync("/api/v1/auth/register/confirm", new { key = await visitor.KeyOfAsync("eva@example.test", LinkPurpose.Register), password = People.Password });

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var answer = await response.JsonOf();
        ((string)answer["tokenType"]!).ShouldBe("Bearer");
        ((int)answer["expiresIn"]!).ShouldBe(900);
        visitor.Token = (string)answer["accessToken"]!;
        var me = await visitor.JsonAsync("/api/v1/auth/me");
        ((string)me["email"]!).ShouldBe("Eva@Example.test");
        ((bool)me["isVerified"]!).ShouldBeTrue();
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

        (await platform.ScalarAsync<long>("madrid", $"select count(*) from platform.outbox where aggregate = '{id}' and event_type in ('USER_REGISTERED', 'ROLE_GRANTED', 'EMAIL_VERIFIED')")).ShouldBe(3);
    }

    [Fact]
    public async Task An_address_that_is_taken_gets_the_same_answer_and_its_owner_a_mail()
    {
        await platform.Madrid().RegisterAsync("taken@example.test");
        var (taken, fresh) = (await platform.Madrid().AskForAccountAsync("taken@example.test", "another password"), await platform.Madrid().AskForAccountAsync("fresh@example.test", "another password"));
        await platform.SettleAsync();

        taken.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await taken.Content.ReadAsStringAsync()).Replace("taken", "fresh").ShouldBe(await fresh.Content.ReadAsStringAsync());
        taken.Headers.Select(header => header.Key).ShouldBe(fresh.Headers.Select(header => header.Key));
        (await platform.CountAsync("taken@example.test", "You have an account at")).ShouldBe(1);
        (await platform.CountAsync("fresh@example.test", "Open your account at")).ShouldBe(1);
        // Neither password opens anything.
        (await platform.Madrid().LoginAsync("taken@example.test", "another password")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.Madrid().LoginAsync("fresh@example.test", "another password")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.Madrid().LoginAsync("taken@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Registering_does_the_same_work_whether_the_address_is_taken_or_not()
    {
        await platform.Madrid().RegisterAsync("same@example.test");
        await platform.Madrid().AskForAccountAsync("same@example.test");
        await platform.Madrid().AskForAccountAsync("other@example.test");

        // One hash, one row and one fact each: what takes time is the same.
        (await platform.ScalarAsync<long>("madrid", "select count(*) from one_time_links where address in ('SAME@EXAMPLE.TEST', 'OTHER@EXAMPLE.TEST') and used_at is null")).ShouldBe(2);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from platform.outbox where event_type in ('ACCOUNT_LINK_ISSUED', 'ACCOUNT_ALERTED') and payload->>'email' = 'other@example.test'")).ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from platform.outbox where event_type = 'ACCOUNT_ALERTED' and payload->>'email' = 'same@example.test'")).ShouldBe(1);
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
