using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Data.Archives;
using PadelSaaS.Platform.Storage;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.Admins;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Tenants;

/// <summary>The other end of a club's life: suspended, closed, taken back, erased.</summary>
public sealed partial class SignupTests
{
    private const string Why = "Nobody answered for a year, request 81";

    // Hard case 33: suspended (readable, not bookable), and erased with a receipt.
    [Fact]
    public async Task An_admin_suspends_a_club_closes_it_and_in_the_end_nothing_is_left_but_a_receipt()
    {
        await ApplyAsync("ends-well", "Ends Well");
        var tenant = await platform.TenantAsync("ends-well");
        await platform.Services.GetRequiredService<IFileStore>().PutAsync($"t/{tenant.Id:n}/photos/one.webp", "image/webp", new byte[] { 1, 2, 3 }, CancellationToken.None);
        await platform.SettleAsync();
        var player = new Player(platform.At("ends-well.localhost"));
        var slot = await player.SlotAsync($"{platform.Clock.GetUtcNow().AddDays(3):yyyy-MM-dd}", "12:00");
        var booking = await player.HeldAsync(slot);
        (await player.ConfirmAsync(booking)).Status.ShouldBe(HttpStatusCode.OK);
        var admin = await platform.AdminAsync("ends@padel.example");
        (await TextAsync(admin, "/clubs?q=ENDS")).ShouldContain("Ends Well");
        (await TextAsync(admin, "/clubs?q=ends&state=closed")).ShouldContain("Nothing found");
        var listed = (await admin.JsonAsync("/clubs.json?q=ends-well"))["clubs"]![0]!;
        (((string)listed["state"]!), ((bool)listed["isWell"]!), ((long)listed["ahead"]!)).ShouldBe(("open", true, 1));

        (await TextAsync(Portal, "/api/v1/discovery/venues?q=ends+well")).ShouldContain("Ends Well");

        // Nothing is done by mistake.
        await RefusedAsync(admin, "suspend", "another", Why, HttpStatusCode.BadRequest, "type the address of the club");
        await RefusedAsync(admin, "suspend", "ends-well", "short", HttpStatusCode.BadRequest, "Please say why");
        await RefusedAsync(admin, "close", "ends-well", Why, HttpStatusCode.Conflict, "It is not in the state for that");
        await TurnedAsync(admin, "suspend", "ends-well");
        await platform.SettleAsync();

        // Pages are read and say so, nothing new is booked, nobody is led there; staff sign in and read in the club's own log who did it and why.
        var home = await TextAsync(player.Visitor, "/");
        home.ShouldContain("This club takes no bookings at the moment.");
        home.ShouldNotContain("Book a court");
        (await player.HoldAsync(slot.Moved(120))).Slug.ShouldBe("club_suspended");
        (await player.SeeAsync(booking)).Status.ShouldBe(HttpStatusCode.OK);
        (await TextAsync(Portal, "/")).ShouldNotContain("Ends Well");
        (await TextAsync(Portal, "/api/v1/discovery/venues?q=ends+well")).ShouldNotContain("Ends Well");
        var owner = platform.At("ends-well.localhost");
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        var log = await TextAsync(owner, "/manage/audit?what=tenant.");
        foreach (var words in new[] { "The platform suspended this club", Why, "Demo Admin" }) log.ShouldContain(words);

        await NothingIsSoldAsync("ends-well");

        await RefusedAsync(admin, "close", "ends-well", Why, HttpStatusCode.Conflict, "Bookings are still ahead");
        (await player.CancelAsync(booking)).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        await RefusedAsync(admin, "close", "ends-well", Why, HttpStatusCode.Conflict, "less than 15 minutes ago");
        platform.Clock.Advance(TimeSpan.FromMinutes(16));
        await TurnedAsync(admin, "close", "ends-well");
        (await player.Visitor.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await TextAsync(admin, "/clubs")).ShouldContain("Will be erased");

        // Taken back it is suspended as before; the timer that was set rings for nothing.
        await TurnedAsync(admin, "reopen", "ends-well");
        (await TextAsync(player.Visitor, "/")).ShouldContain("This club takes no bookings at the moment.");
        platform.Clock.Advance(TimeSpan.FromMinutes(16));
        await TurnedAsync(admin, "close", "ends-well");
        await TurnedAsync(admin, "erase", "ends-well");
        platform.Clock.Advance(TimeSpan.FromHours(23));
        await platform.SettleAsync();
        (await platform.TenantAsync("ends-well")).Id.ShouldBe(tenant.Id);
        platform.Clock.Advance(TimeSpan.FromHours(2));
        await platform.SettleAsync();

        await OnlyAReceiptAsync(tenant);
    }

    [Fact]
    public async Task Of_two_admins_one_turns_a_club_and_an_erasure_that_began_is_finished_after_a_crash()
    {
        await ApplyAsync("half-gone", "Half Gone");
        var (one, other) = (await platform.AdminAsync("one@padel.example"), await platform.AdminAsync("other@padel.example"));
        (await PostAsync(one, "suspend", "half-gone", "half-gon", Why)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var answers = await Task.WhenAll(PostAsync(one, "suspend", "half-gone", "half-gone", Why), PostAsync(other, "suspend", "half-gone", "half-gone", Why));
        answers.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.Redirect, HttpStatusCode.Conflict]);
        platform.Clock.Advance(TimeSpan.FromMinutes(16));
        await TurnedAsync(one, "close", "half-gone");
        await platform.SettleAsync();

        // A process began, counted, took the schema and died.
        var tenant = await platform.TenantAsync("half-gone");
        await Cluster.ExecuteAsync(platform.Database, $"""
            update platform.tenants set erase_at = now() - interval '100 years', erasing_at = now() where id = '{tenant.Id}';
            insert into platform.tenant_erasures (tenant_id, slug, name, schema_name, reason, asked_by, closed_at, tables, table_rows, files, begun_at)
            values ('{tenant.Id}', 'half-gone', 'Half Gone', '{tenant.Schema}', 'why', 'who', now(), 5, 7, 2, now());
            insert into platform.timers (id, tenant_role, job, key, due_at) values (gen_random_uuid(), 'padel_platform', 'erase-club', '{tenant.Id}', now() - interval '100 years')
            """);
        await platform.Services.GetRequiredService<TenantSchemas>().DropAsync(tenant.Schema);
        (await PostAsync(one, "reopen", "half-gone", "half-gone", Why)).StatusCode.ShouldNotBe(HttpStatusCode.Redirect);
        await platform.SettleAsync();
        foreach (var (what, left) in await LeftAsync(tenant.Id, tenant.Schema)) left.ShouldBe(0, what);
        (await Cluster.ScalarAsync<string>(platform.Database, $"select concat_ws(' ', tables, table_rows, files, erased_at is not null) from platform.tenant_erasures where tenant_id = '{tenant.Id}'")).ShouldBe("5 7 2 t");
    }

    // Hard case 33: exported whole, restored alone.
    [Fact]
    public async Task A_club_is_archived_whole_and_its_shadow_shows_what_changed_since()
    {
        await ApplyAsync("kept-well", "Kept Well");
        var player = new Player(platform.At("kept-well.localhost"));
        await player.ConfirmAsync(await player.HeldAsync(await player.SlotAsync($"{platform.Clock.GetUtcNow().AddDays(3):yyyy-MM-dd}", "12:00")));
        await platform.SettleAsync();
        var (club, archives, shadows) = (await platform.TenantAsync("kept-well"), platform.Services.GetRequiredService<ClubArchives>(), platform.Services.GetRequiredService<ShadowSchemas>());
        await platform.Services.GetRequiredService<IFileStore>().PutAsync($"t/{club.Id:n}/photos/one.webp", "image/webp", new byte[] { 1, 2, 3 }, CancellationToken.None);
        using var archive = new MemoryStream();
        var manifest = await archives.WriteAsync(club, archive);
        manifest.Parts.Single(part => part.Name == "tables/courts.jsonl").Rows.ShouldBe(await platform.ScalarAsync<long>("kept-well", "select count(*) from courts"));
        manifest.Parts.ShouldContain(part => part.Name == "files/photos/one.webp");
        manifest.Parts.Single(part => part.Name == "keys.jsonl").Rows.ShouldBeGreaterThan(0);

        // Restored beside the club nothing differs, in any table; then exactly what was done since.
        (await shadows.RestoreAsync(club, archive)).Slug.ShouldBe("kept-well");
        var same = await shadows.CompareAsync(club);
        same.Count.ShouldBeGreaterThan(50);
        same.ShouldAllBe(table => table.IsNone);
        await platform.ExecuteAsync("kept-well", """
            insert into revisions (subject, revision) values (gen_random_uuid(), 1);
            update courts set name = name || ' II' where id = (select min(id::text)::uuid from courts);
            delete from users where id = (select min(id::text)::uuid from users where email like 'player%')
            """);
        var differs = (await shadows.CompareAsync(club)).ToDictionary(table => table.Table);
        (differs["revisions"].OnlyNow, differs["courts"].Changed, differs["users"].OnlyThen).ShouldBe((1, 1, 1));

        // Another club's archive, and one that is not what was written.
        (await Should.ThrowAsync<ArchiveException>(async () => await shadows.RestoreAsync(await platform.TenantAsync("madrid"), archive))).Message.ShouldContain("not of madrid");
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("tables/courts.jsonl")!.Delete();
            await using var forged = zip.CreateEntry("tables/courts.jsonl").Open();
            forged.Write("{}\n"u8);
        }
        (await Should.ThrowAsync<ArchiveException>(() => shadows.RestoreAsync(club, archive))).Message.ShouldContain("tables/courts.jsonl is not what was written");
        await shadows.DropAsync(club);
        (await Cluster.ScalarAsync<long>(platform.Database, $"select count(*) from pg_namespace where nspname = '{ShadowSchemas.NameOf(club.Id)}'")).ShouldBe(0);
    }

    private async Task OnlyAReceiptAsync(TenantInfo tenant)
    {
        foreach (var (what, left) in await LeftAsync(tenant.Id, tenant.Schema)) left.ShouldBe(0, what);
        await foreach (var file in platform.Services.GetRequiredService<IFileStore>().ListAsync($"t/{tenant.Id:n}/", CancellationToken.None)) file.Key.ShouldBeNull();
        var admin = await platform.AdminAsync("ends@padel.example");
        (await TextAsync(admin, "/erased-clubs")).ShouldContain(Why);
        var receipt = (await admin.JsonAsync("/erased-clubs.json"))["receipts"]!.AsArray().Single(one => (string)one!["slug"]! == "ends-well")!;
        ((long)receipt["files"]!).ShouldBe(1);
        ((long)receipt["tables"]!).ShouldBeGreaterThan(50);
        ((long)receipt["rows"]!).ShouldBeGreaterThan(50);
        ((string?)receipt["erasedAt"]).ShouldNotBeNull();
        (await admin.GetAsync("/clubs/ends-well")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await TextAsync(admin, "/audit?what=tenant.")).ShouldContain("A club was erased");
        ((bool)(await Portal.JsonAsync("/api/v1/signups/address?slug=ends-well"))["free"]!).ShouldBeTrue();
    }

    private async Task NothingIsSoldAsync(string slug)
    {
        await platform.ExecuteAsync(slug, """
            insert into wallet_settings (one, top_ups, top_up_valid_days, returned_days, breakage_tax_bps, cancelled_to) values (true, array[2000], 365, 90, 2100, 'choice') on conflict do nothing
            """);
        var player = platform.At($"{slug}.localhost");
        player.Token = (string)(await player.JsonAsync("/api/v1/auth/login", new { email = "player@madrid.test", password = People.DemoPassword }))["accessToken"]!;
        foreach (var (path, body) in new (string, object)[] { ("/api/v1/me/wallet/top-ups", new { amountMinor = 2000 }), ("/api/v1/me/membership", new { planId = Guid.CreateVersion7() }) })
        {
            var refused = await Player.ReadAsync(await player.PostAsync(path, body));
            (refused.Status, refused.Slug).ShouldBe((HttpStatusCode.Conflict, "club_suspended"), path);
        }
    }

    private Task ApplyAsync(string slug, string name) => platform.ApplyAsync("madrid", file => (file["slug"], file["name"]) = (slug, name));

    private async Task<IReadOnlyList<(string What, long Left)>> LeftAsync(Guid id, string schema)
    {
        var left = new List<(string, long)>();
        foreach (var (table, where) in new[]
        {
            ("pg_namespace", $"nspname = '{schema}'"), ("pg_roles", $"rolname = '{schema}'"), ("platform.data_keys", $"owner = '{schema}'"), ("platform.migrations", $"target = '{schema}'"),
            ("platform.outbox", $"tenant_role = '{schema}'"), ("platform.inbox", $"tenant_role = '{schema}'"), ("platform.timers", $"tenant_role = '{schema}'"),
            ("platform.found_venues", $"tenant_role = '{schema}'"), ("platform.tenants", $"id = '{id}'"), ("platform.dev_mails", $"tenant_id = '{id}'"),
        })
            left.Add((table, await Cluster.ScalarAsync<long>(platform.Database, $"select count(*) from {table} where {where}")));
        return left;
    }

    // By the token of another form of the page: what a state does not offer is refused all the same.
    private static async Task<HttpResponseMessage> PostAsync(Visitor admin, string turn, string slug, string confirm, string reason)
    {
        var token = Token().Match(await (await admin.GetAsync($"/clubs/{slug}")).Content.ReadAsStringAsync()).Groups[1].Value;
        return await admin.PostFormAsync($"/clubs/{slug}/{turn}", new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["confirm"] = confirm, ["reason"] = reason });
    }

    private static async Task TurnedAsync(Visitor admin, string turn, string slug)
    {
        var answer = await PostAsync(admin, turn, slug, slug, Why);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, turn);
        (await TextAsync(admin, answer.Headers.Location!.ToString())).ShouldContain(Why);
    }

    private static async Task RefusedAsync(Visitor admin, string turn, string confirm, string reason, HttpStatusCode status, string sentence)
    {
        var answer = await PostAsync(admin, turn, "ends-well", confirm, reason);
        answer.StatusCode.ShouldBe(status, turn);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).ShouldContain(sentence);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
