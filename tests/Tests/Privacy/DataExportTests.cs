using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Security;

namespace PadelSaaS.Tests.Privacy;

/// <summary>Who asks for their data gets all of it, once, alone, for two days; and nothing of anybody else.</summary>
public sealed class DataExportTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Api = "/api/v1/account/export";

    [Fact]
    public async Task A_lived_in_account_gets_one_archive_with_all_of_its_own_for_two_days()
    {
        var (holder, theirs, _, foreign) = await platform.LiveAsync();
        (await holder.Visitor.GetAsync(Api)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PageAsync(holder)).ShouldContain("You have no archive yet.");

        // Signed in long ago: the password is asked for.
        await SignInAgainAsync(holder);
        platform.Clock.Advance(TimeSpan.FromMinutes(11));
        (await PageAsync(holder)).ShouldContain("type=\"password\"");
        foreach (var wrong in (string?[])[null, "", "wrong wrong wrong"])
        {
            var refused = await holder.PostAsync(Api, new { password = wrong });
            refused.Status.ShouldBe(HttpStatusCode.BadRequest, refused.Body);
            refused.Json["errors"]!["password"].ShouldNotBeNull();
        }
        (await holder.Visitor.SubmitAsync("/account/export", "/account/export", new Dictionary<string, string> { ["password"] = "wrong wrong wrong" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from data_exports")).ShouldBe(0);
        var asked = await holder.PostAsync(Api, new { password = People.Password });
        asked.Status.ShouldBe(HttpStatusCode.Accepted, asked.Body);
        var id = (Guid)asked.Json["id"]!;
        (await holder.PostAsync(Api, new { password = People.Password })).Slug.ShouldBe("export_being_made");

        // Broken off after the file was written and before anybody could know: it is said, tried again, and made once.
        await platform.ExecuteAsync("madrid", "create function broken() returns trigger language plpgsql as 'begin raise exception ''broken off''; end'; create trigger broken before update on data_exports for each row when (new.state = 'ready') execute function broken()");
        await platform.Services.GetRequiredService<Timers>().RingDueAsync(default);
        var page = await PageAsync(holder);
        page.ShouldContain("Your archive is being made.");
        page.ShouldContain("it is tried again by itself");
        (await holder.Visitor.GetAsync($"/account/export/{id}/archive")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await platform.ExecuteAsync("madrid", "drop trigger broken on data_exports; drop function broken");
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await platform.SettleAsync();
        var made = await platform.ScalarAsync<DateTime>("madrid", "select made_at from data_exports");
        await RingAgainAsync(id);
        (await platform.ScalarAsync<DateTime>("madrid", "select made_at from data_exports")).ShouldBe(made);
        Kept().Length.ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from notification_logs where recipient = '{LivedIn.Account.Email}' and subject like 'Your data from%'")).ShouldBe(1);
        (await PageAsync(holder)).ShouldContain("Your archive is ready");

        // What lies in the store tells a thief nothing.
        Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Kept()[0])).ShouldNotContain(LivedIn.Account.Last);
        (await File.ReadAllBytesAsync(Kept()[0])).Take(2).ShouldNotBe("PK"u8.ToArray());

        await NobodyElseAsync(id);
        var answer = await holder.Visitor.GetAsync($"{Api}/{id}/archive");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        await HoldsAllAndNobodyElseAsync(await answer.Content.ReadAsByteArrayAsync(), theirs, foreign);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from audit where content::text like '%person.export_asked%'")).ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from audit where content::text like '%person.exported%'")).ShouldBe(1);
        await ExpiresAsync(holder, asked.Json);
    }

    [Fact]
    public async Task Archives_go_with_their_holder_and_one_that_is_being_made_leaves_nothing()
    {
        var leaving = platform.InMadrid();
        await leaving.Visitor.EnterAsync("leaving@export.example");
        await leaving.Visitor.SignInAsync("leaving@export.example", People.Password);
        var asked = await leaving.PostAsync(Api, new { });
        asked.Status.ShouldBe(HttpStatusCode.Accepted, asked.Body);
        await platform.SettleAsync();
        var id = (Guid)asked.Json["id"]!;
        Kept().ShouldContain(file => file.Contains($"{id:n}"));

        var gone = await leaving.Visitor.SubmitAsync("/account/delete", "/account/delete", new Dictionary<string, string> { ["password"] = People.Password, ["sure"] = "yes" });
        gone.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await platform.SettleAsync();
        Kept().ShouldNotContain(file => file.Contains($"{id:n}"));
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from data_exports where id = '{id}'")).ShouldBe(0);

        // The timer of an attempt before rings late and finds nobody.
        var left = Path.Combine(platform.Files, "t", $"{(await platform.TenantAsync("madrid")).Id:n}", "exports", $"{id:n}");
        Directory.CreateDirectory(left);
        await File.WriteAllTextAsync(Path.Combine(left, "archive.sealed"), "left");
        await RingAgainAsync(id);
        Kept().ShouldNotContain(file => file.Contains($"{id:n}"));
    }

    private async Task ExpiresAsync(Player holder, JsonNode asked)
    {
        // One a day.
        var tooSoon = await holder.PostAsync(Api, new { password = People.Password });
        tooSoon.Slug.ShouldBe("export_made_today");
        ((DateTimeOffset)tooSoon.Json["next"]!).ShouldBe((DateTimeOffset)asked["askedAt"]! + TimeSpan.FromHours(24));

        // After a day another takes its place.
        platform.Clock.Advance(TimeSpan.FromHours(24));
        await SignInAgainAsync(holder);
        var second = await holder.PostAsync(Api, new { });
        second.Status.ShouldBe(HttpStatusCode.Accepted, second.Body);
        await platform.SettleAsync();
        Kept().ShouldHaveSingleItem().ShouldContain($"{(Guid)second.Json["id"]!:n}");
        (await holder.Visitor.GetAsync($"{Api}/{(Guid)asked["id"]!}/archive")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // After two days it is gone, and another may be had at once.
        platform.Clock.Advance(TimeSpan.FromHours(48) + TimeSpan.FromMinutes(1));
        await SignInAgainAsync(holder);
        (await holder.Visitor.GetAsync($"{Api}/{(Guid)second.Json["id"]!}/archive")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await platform.SettleAsync();
        Kept().ShouldBeEmpty();
        ((string)(await holder.Visitor.JsonAsync(Api))["state"]!).ShouldBe("expired");
        (await holder.PostAsync(Api, new { })).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    private async Task NobodyElseAsync(Guid id)
    {
        var other = platform.InMadrid();
        await other.Visitor.EnterAsync("other@export.example");
        var elsewhere = platform.Lahore();
        await elsewhere.EnterAsync(LivedIn.Account.Email);
        foreach (var path in (string[])[$"{Api}/{id}/archive", $"/account/export/{id}/archive"])
        {
            (await platform.Madrid().GetAsync(path)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
            if (!path.StartsWith("/api", StringComparison.Ordinal)) continue;
            (await other.Visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await elsewhere.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        var owner = await platform.InMadrid().SignInAsync("owner@madrid.test");
        (await owner.Visitor.GetAsync($"{Api}/{id}/archive")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task HoldsAllAndNobodyElseAsync(byte[] archive, Guid theirs, Guid foreign)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        var texts = zip.Entries.ToDictionary(entry => entry.Name, entry => new StreamReader(entry.Open(), Encoding.UTF8).ReadToEnd());
        var parts = texts.Where(text => text.Key.EndsWith(".json", StringComparison.Ordinal)).ToDictionary(text => text.Key[..^5], text => JsonNode.Parse(text.Value)!);

        // Whoever keeps personal data is in the archive, and in its manifest.
        await using var scope = platform.Services.CreateAsyncScope();
        var answering = scope.ServiceProvider.GetServices<IPersonalData>().Select(one => one.Service).Order(StringComparer.Ordinal).ToList();
        answering.Count.ShouldBeGreaterThan(6);
        parts.Keys.Except(["manifest"]).Order(StringComparer.Ordinal).ShouldBe(answering);
        parts["manifest"]["files"]!.AsArray().Select(file => (string)file!["service"]!).ShouldBe(answering);
        ((string)parts["manifest"]["for"]!["name"]!).ShouldBe(LivedIn.Account.Name);
        texts["README.txt"].ShouldContain("camelCase");

        ((string)parts["identity"]["accounts"]![0]!["phone"]!).ShouldBe(LivedIn.Account.Phone);
        var booking = parts["booking"]["bookings"]!.AsArray().ShouldHaveSingleItem()!;
        ((Guid)booking["id"]!).ShouldBe(theirs);
        ((long)booking["amountMinor"]!).ShouldBeGreaterThan(0);
        ((string)booking["currency"]!).ShouldBe("EUR");
        ((Guid)parts["booking"]["playingAlong"]!.AsArray().ShouldHaveSingleItem()!["bookingId"]!).ShouldBe(foreign);
        ((string)parts["payments"]["payments"]![0]!["currency"]!).ShouldBe("EUR");
        parts["notifications"]["messages"]!.AsArray().ShouldContain(one => (string)one!["recipient"]! == LivedIn.Account.Email);
        parts["players"]["customers"]!.AsArray().Count.ShouldBe(1);

        var all = string.Join('\n', texts.Values);
        foreach (var secret in (string[])[LivedIn.Guest.Email, LivedIn.Guest.Phone, LivedIn.Guest.Digits, LivedIn.Uploaded.Email, LivedIn.Pending.Email, "Brings his own balls", People.Password, "AQAAAA", "passwordHash", "sealed"])
            all.ShouldNotContain(secret);
        Regex.Matches(all, @"[?&](key|token|code)=(?!\(left out\))").ShouldBeEmpty();
        Regex.Matches(all, "\"[a-z]+_[a-zA-Z_]*\":").ShouldBeEmpty();
    }

    private static async Task SignInAgainAsync(Player player) =>
        player.Visitor.Token = (string)(await (await player.Visitor.LoginAsync(LivedIn.Account.Email, People.Password)).JsonOf())["accessToken"]!;

    private async Task RingAgainAsync(Guid id)
    {
        await platform.ExecuteAsync("madrid", $"insert into platform.timers (id, tenant_role, job, key, due_at) values (gen_random_uuid(), '{(await platform.TenantAsync("madrid")).Schema}', 'make-data-export', '{id}', '{platform.Clock.GetUtcNow():O}')");
        await platform.SettleAsync();
    }

    private string[] Kept() => Directory.Exists(platform.Files) ? Directory.GetFiles(platform.Files, "archive.sealed", SearchOption.AllDirectories) : [];

    private static async Task<string> PageAsync(Player player) => await (await player.Visitor.GetAsync("/account/export")).Content.ReadAsStringAsync();
}
