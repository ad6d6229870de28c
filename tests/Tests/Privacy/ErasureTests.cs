using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Security;

namespace PadelSaaS.Tests.Privacy;

/// <summary>Who asks to be forgotten is: after it the whole database tells nothing of them but what the log of acts has to keep.</summary>
public sealed class ErasureTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_customer_who_asks_at_the_desk_is_sent_their_data_and_nobody_there_can_open_it()
    {
        const string Email = "asks-at-desk@export.example";
        var (owner, desk, holder) = (await platform.InMadrid().SignInAsync("owner@madrid.test"), await platform.InMadrid().SignInAsync("desk@madrid.test"), platform.InMadrid());
        await holder.Visitor.EnterAsync(Email);
        await platform.SettleAsync();
        var customer = (Guid)(await owner.Visitor.JsonAsync($"/api/v1/customers?q={Email}"))["customers"]![0]!["id"]!;
        var path = $"/api/v1/customers/{customer}/export";
        (await desk.PostAsync(path, new { })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await owner.PostAsync($"/api/v1/customers/{Guid.CreateVersion7()}/export", new { })).Status.ShouldBe(HttpStatusCode.NotFound);

        // An address that nobody proved may be somebody else's.
        var page = platform.Madrid();
        await page.SignInAsync("owner@madrid.test", People.DemoPassword);
        await platform.ExecuteAsync("madrid", $"update users set is_verified = false where email = '{Email}'");
        (await owner.PostAsync(path, new { })).Slug.ShouldBe("no_verified_email");
        (await Text(await page.GetAsync($"/manage/customers/{customer}/export"))).ShouldContain("no account with a verified e-mail address");
        await platform.ExecuteAsync("madrid", $"update users set is_verified = true where email = '{Email}'");

        (await page.SubmitAsync($"/manage/customers/{customer}/export", $"/manage/customers/{customer}/export", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var asked = await page.SubmitAsync($"/manage/customers/{customer}/export", $"/manage/customers/{customer}/export", new Dictionary<string, string> { ["sure"] = "yes" });
        asked.Headers.Location!.OriginalString.ShouldEndWith("?done=asked");
        (await owner.PostAsync(path, new { })).Slug.ShouldBe("export_being_made");
        await platform.SettleAsync();
        (await platform.ScalarAsync<string>("madrid", "select string_agg(recipient, ' ') from notification_logs where subject like 'Your data from%'")).ShouldBe(Email);
        var archive = $"/api/v1/account/export/{await platform.ScalarAsync<Guid>("madrid", "select id from data_exports")}/archive";
        (await owner.Visitor.GetAsync(archive)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await holder.Visitor.GetAsync(archive)).StatusCode.ShouldBe(HttpStatusCode.OK);
        // One a day, whoever asks.
        (await owner.PostAsync(path, new { })).Slug.ShouldBe("export_made_today");
        (await Text(await page.GetAsync($"/manage/customers/{customer}/export"))).ShouldContain("ready for them");
        (await platform.ScalarAsync<string>("madrid", "select actor from audit where act = 'person.export_asked_by_club'")).ShouldBe("Olga Owner");
    }

    [Fact]
    public async Task A_guest_and_an_account_are_erased_once_nothing_goes_on_and_a_search_of_the_whole_database_finds_neither()
    {
        var (holder, theirs, guest, booking) = await platform.LiveAsync();
        var owner = await platform.InMadrid().SignInAsync("owner@madrid.test");
        var customer = (Guid)(await owner.Visitor.JsonAsync($"/api/v1/customers?q={LivedIn.Guest.Email}"))["customers"]![0]!["id"]!;

        // Refused while something goes on, each named with its page.
        var refused = await owner.PostAsync($"/api/v1/customers/{customer}/erase", new { });
        refused.Status.ShouldBe(HttpStatusCode.Conflict, refused.Body);
        refused.Slug.ShouldBe("still_in_use");
        refused.Json["obstacles"]!.AsArray().Select(one => (string)one!["kind"]!).Distinct().Order(StringComparer.Ordinal).ShouldBe(["booking", "lesson", "series"]);
        refused.Json["obstacles"]!.AsArray().ShouldContain(one => (string)one!["link"]! == $"/bookings/{booking}");
        (await Text(await holder.Visitor.GetAsync("/account/delete"))).ShouldContain($"/bookings/{theirs}");
        (await platform.FindAsync(LivedIn.Guest.Email)).ShouldNotBeEmpty();

        // All of it is over.
        platform.Clock.Advance(TimeSpan.FromDays(40));
        await platform.SettleAsync();
        owner = await platform.InMadrid().SignInAsync("owner@madrid.test");
        var asked = await owner.PostAsync($"/api/v1/customers/{customer}/erase", new { });
        asked.Status.ShouldBe(HttpStatusCode.Accepted, asked.Body);
        var id = (Guid)asked.Json["id"]!;
        // Broken off in the middle, when bookings are erased already and the customer is not: nothing is done, and the timer rings again.
        await platform.ExecuteAsync("madrid", "create function broken() returns trigger language plpgsql as 'begin raise exception ''broken off''; end'; create trigger broken before delete on customers for each row execute function broken()");
        await platform.Services.GetRequiredService<Timers>().RingDueAsync(default);
        ((string)(await owner.Visitor.JsonAsync($"/api/v1/erasures/{id}"))["state"]!).ShouldBe("asked");
        ((string)(await guest.SeeAsync(booking)).Json["booker"]!["email"]!).ShouldBe(LivedIn.Guest.Email);
        await platform.ExecuteAsync("madrid", "drop trigger broken on customers; drop function broken");
        await FinishAsync();

        var receipt = await owner.Visitor.JsonAsync($"/api/v1/erasures/{id}");
        ((string)receipt["state"]!).ShouldBe("finished", receipt.ToJsonString());
        Handled(receipt, "bookings")["kept"]!.GetValue<string>().ShouldBe("accounts");
        Handled(receipt, "customers")["kept"].ShouldBeNull();
        (await owner.Visitor.GetAsync($"/api/v1/customers/{customer}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await owner.PostAsync($"/api/v1/customers/{customer}/erase", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await guest.SeeAsync(booking)).Json["booker"]!["email"].ShouldBeNull();
        (await LeftAsync(LivedIn.Guest)).ShouldBeEmpty();

        // The holder: signed in long ago, so the password is asked for.
        await holder.Visitor.SignInAsync(LivedIn.Account.Email, People.Password);
        platform.Clock.Advance(TimeSpan.FromMinutes(11));
        (await Text(await holder.Visitor.GetAsync("/account/delete"))).ShouldContain("type=\"password\"");
        (await DeleteAsync("wrong wrong wrong", "yes")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await DeleteAsync("", "yes")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await DeleteAsync(People.Password, "")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var gone = await DeleteAsync(People.Password, "yes");
        gone.StatusCode.ShouldBe(HttpStatusCode.Redirect, await Text(gone));
        await FinishAsync();
        (await Text(await platform.Madrid().GetAsync(gone.Headers.Location!.ToString()))).ShouldContain("What became of the data");
        (await platform.Madrid().GetAsync(gone.Headers.Location!.ToString().Split('?')[0])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await LeftAsync(LivedIn.Account)).ShouldBeEmpty();
        (await platform.Madrid().LoginAsync(LivedIn.Account.Email, People.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        holder.Visitor.Token = null;
        (await holder.Visitor.GetAsync("/account")).StatusCode.ShouldNotBe(HttpStatusCode.OK);

        Task<HttpResponseMessage> DeleteAsync(string password, string sure) => holder.Visitor.SubmitAsync("/account/delete", "/account/delete", new Dictionary<string, string> { ["password"] = password, ["sure"] = sure });
    }

    [Fact]
    public async Task Who_runs_the_club_gives_up_the_role_first_and_nobody_erases_a_customer_of_another_club_or_without_the_ability()
    {
        var desk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        (await desk.PostAsync($"/api/v1/customers/{Guid.CreateVersion7()}/erase", new { })).Status.ShouldBe(HttpStatusCode.Forbidden);
        var owner = await platform.InMadrid().SignInAsync("owner@madrid.test");
        (await owner.PostAsync($"/api/v1/customers/{Guid.CreateVersion7()}/erase", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        var pages = platform.Madrid();
        await pages.SignInAsync("owner@madrid.test", People.DemoPassword);
        (await Text(await pages.GetAsync("/account/delete"))).ShouldContain("A role at the club, which an owner takes away");
        (await platform.Madrid().GetAsync("/account/delete")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        (await platform.Lahore().GetAsync($"/api/v1/erasures/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // What the log of acts says stays, and mails of the development inbox stand outside any club.
    private async Task<IReadOnlyList<string>> LeftAsync(Marked who) =>
        [.. (await platform.FindAsync(who.Email, who.First, who.Last, who.Phone, who.Digits)).Where(line => !line.Split(':')[0].EndsWith(".audit", StringComparison.Ordinal) && !line.StartsWith("platform.dev_mails", StringComparison.Ordinal))];

    private async Task FinishAsync()
    {
        for (var round = 0; round < 4; round++)
        {
            await platform.SettleAsync();
            platform.Clock.Advance(TimeSpan.FromMinutes(2));
        }
        await platform.SettleAsync();
    }

    private static JsonNode Handled(JsonNode receipt, string what) => receipt["handled"]!.AsArray().First(one => (string)one!["what"]! == what)!;

    private static Task<string> Text(HttpResponseMessage response) => response.Content.ReadAsStringAsync();
}
