using System.Net;
using System.Text.RegularExpressions;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Identity;

public sealed partial class ConfirmTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task The_link_in_the_mail_opens_the_account_at_the_browser_that_asked()
    {
        var visitor = platform.Madrid();
        var asked = await AskAtPageAsync(visitor, "iris@example.test", "/register?return=%2Fbook");
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await asked.Content.ReadAsStringAsync()).ShouldContain("iris@example.test");
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var link = await LinkAsync("iris@example.test");
        (await (await visitor.GetAsync(link)).Content.ReadAsStringAsync()).ShouldNotContain("name=\"password\"");
        var opened = await visitor.SubmitAsync(link, "/register/confirm", new Dictionary<string, string>());
        opened.StatusCode.ShouldBe(HttpStatusCode.Redirect, await opened.Content.ReadAsStringAsync());
        opened.Headers.Location!.OriginalString.ShouldBe("/book");
        (await (await visitor.GetAsync("/account")).Content.ReadAsStringAsync()).ShouldContain("Confirmed");

        var again = await visitor.GetAsync(link);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.Content.ReadAsStringAsync()).ShouldContain("The link was used already");
    }

    [Fact]
    public async Task Another_device_has_to_know_the_password_that_was_chosen()
    {
        await AskAtPageAsync(platform.Madrid(), "omar@example.test", "/register");
        var link = await LinkAsync("omar@example.test");
        var phone = platform.Madrid();
        (await (await phone.GetAsync(link)).Content.ReadAsStringAsync()).ShouldContain("on another device");

        (await phone.SubmitAsync(link, "/register/confirm", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await phone.SubmitAsync(link, "/register/confirm", new Dictionary<string, string> { ["password"] = "a stranger's guess" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from users where email = 'omar@example.test'")).ShouldBe(0);
        (await phone.SubmitAsync(link, "/register/confirm", new Dictionary<string, string> { ["password"] = People.Password })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_link_expires_and_says_so()
    {
        var visitor = platform.Madrid();
        await AskAtPageAsync(visitor, "late@example.test", "/register");
        var link = await LinkAsync("late@example.test");
        platform.Clock.Advance(TimeSpan.FromHours(25));

        var page = await visitor.GetAsync(link);
        page.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await page.Content.ReadAsStringAsync()).ShouldContain("The link has expired");
        (await visitor.GetAsync("/register/confirm?key=nonsense")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var refused = await visitor.PostAsync("/api/v1/auth/register/confirm", new { key = await visitor.KeyOfAsync("late@example.test", LinkPurpose.Register), password = People.Password });
        (await refused.SlugOf()).ShouldBe("link_expired");
    }

    [Fact]
    public async Task Neither_the_table_nor_the_kept_message_nor_the_fact_holds_what_the_link_needs()
    {
        var visitor = platform.Madrid();
        await visitor.AskForAccountAsync("sealed@example.test");
        var key = (await visitor.KeyOfAsync("sealed@example.test", LinkPurpose.Register))!;
        await platform.SettleAsync();

        (await LinkAsync("sealed@example.test")).ShouldContain(key);
        (await platform.ScalarAsync<long>("madrid", $"""
            select (select count(*) from one_time_links l where l::text like '%{key}%') + (select count(*) from notification_logs n where n::text like '%{key}%')
                 + (select count(*) from platform.outbox o where o::text like '%{key}%') + (select count(*) from notification_logs where sealed_key is not null)
            """)).ShouldBe(0);
        platform.Log.Lines.ShouldNotContain(line => line.Contains(key));
    }

    [Fact]
    public async Task Who_was_written_into_the_clubs_file_proves_their_address_later_and_only_by_the_newest_link()
    {
        var visitor = platform.Madrid();
        await visitor.SignInAsync("player@madrid.test", People.DemoPassword);
        (await (await visitor.GetAsync("/account")).Content.ReadAsStringAsync()).ShouldContain("Not confirmed yet");
        await SendAsync(visitor);
        var first = (await visitor.KeyOfAsync("player@madrid.test", LinkPurpose.VerifyEmail))!;
        await SendAsync(visitor);
        await SendAsync(visitor);
        (await SendAsync(visitor)).Headers.Location!.OriginalString.ShouldContain("enough_links");

        var elsewhere = platform.Madrid();
        var newest = await visitor.KeyOfAsync("player@madrid.test", LinkPurpose.VerifyEmail);
        (await elsewhere.GetAsync($"/account/verify?key={newest}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<bool>("madrid", "select is_verified from users where email = 'player@madrid.test'")).ShouldBeFalse();
        (await elsewhere.SubmitAsync($"/account/verify?key={newest}", "/account/verify", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await visitor.GetAsync("/account")).Content.ReadAsStringAsync()).ShouldNotContain("Not confirmed yet");
        (await (await elsewhere.PostAsync("/api/v1/auth/verify-email", new { key = first })).SlugOf()).ShouldBe("link_used");
    }

    [Fact]
    public async Task A_key_of_one_club_or_one_purpose_opens_nothing_elsewhere()
    {
        var visitor = platform.Madrid();
        await visitor.AskForAccountAsync("here@example.test");
        var key = await visitor.KeyOfAsync("here@example.test", LinkPurpose.Register);

        (await (await platform.Lahore().PostAsync("/api/v1/auth/register/confirm", new { key, password = People.Password })).SlugOf()).ShouldBe("link_unknown");
        (await (await visitor.PostAsync("/api/v1/auth/verify-email", new { key })).SlugOf()).ShouldBe("link_unknown");
    }

    [Fact]
    public async Task Bookings_of_a_guest_join_the_account_that_proves_the_same_address()
    {
        var guest = platform.InMadrid();
        var id = await guest.HeldAsync(await guest.SlotAsync("2026-12-01", "10:00"), "Zoe");
        (await guest.ConfirmAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        var stranger = platform.InMadrid();
        var other = await stranger.HeldAsync(await stranger.SlotAsync("2026-12-01", "14:00"), "Yan");

        var zoe = platform.Madrid();
        await zoe.EnterAsync("ZOE@example.test");
        (await zoe.JsonAsync("/api/v1/bookings/mine")).AsArray().ShouldBeEmpty();
        await platform.SettleAsync();

        (await zoe.JsonAsync("/api/v1/bookings/mine")).AsArray().Select(booking => (Guid)booking!["id"]!).ShouldBe([id]);
        (await guest.SeeAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from booking_history where booking_id = '{id}' and act = 'claimed'")).ShouldBe(1);
        (await platform.ScalarAsync<bool>("madrid", $"select user_id is null from bookings where id = '{other}'")).ShouldBeTrue();
        // One customer at the desk, not two.
        (await platform.ScalarAsync<long>("madrid", "select count(*) from customers where lower(email) = 'zoe@example.test' and merged_into is null and account_id is not null")).ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from customers where lower(email) = 'zoe@example.test' and merged_into is null")).ShouldBe(1);
    }

    private static Task<HttpResponseMessage> SendAsync(Visitor visitor) => visitor.SubmitAsync("/account", "/account/verify/send", new Dictionary<string, string>());

    private static Task<HttpResponseMessage> AskAtPageAsync(Visitor visitor, string email, string page) => visitor.SubmitAsync(page, "/register", new Dictionary<string, string>
    {
        ["firstName"] = "Iris",
        ["lastName"] = "Sol",
        ["email"] = email,
        ["password"] = People.Password,
    });

    private async Task<string> LinkAsync(string email)
    {
        await platform.SettleAsync();
        return WebUtility.HtmlDecode(Links().Match(await platform.NewestMailAsync(email, "html")).Groups["path"].Value);
    }

    [GeneratedRegex("href=\"http://[^/\"]+(?<path>/[^\"]+)\"")]
    private static partial Regex Links();
}
