using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Venues.Manage;

namespace PadelSaaS.Tests.Security;

/// <summary>What has to be provable is written down with what was done, and whoever answers for the club can read it.</summary>
public sealed class AuditTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Agent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0";

    [Fact]
    public async Task Signing_in_guessing_and_signing_out_say_who_when_and_from_where()
    {
        var visitor = platform.Madrid();
        visitor.Headers["User-Agent"] = Agent;
        await visitor.RegisterAsync("watched@example.test");
        await visitor.LoginAsync("watched@example.test", "wrong");
        (await visitor.SignInAsync("watched@example.test", People.Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await visitor.SubmitAsync("/account", "/sign-out", new Dictionary<string, string>());

        var account = await platform.ScalarAsync<Guid>("madrid", "select id from users where email = 'watched@example.test'");
        var rows = await RowsAsync($"account {account}");
        rows.Select(row => (string)row["act"]!).ShouldBe(["session.opened", "sign_in.refused", "session.opened", "session.ended"]);
        rows[0]["actor"]!["name"]!.GetValue<string>().ShouldBe("Ana Gil");
        rows[1]["actor"]!["kind"]!.GetValue<string>().ShouldBe("guest");
        rows.ShouldAllBe(row => (string)row["agent"]! == Agent);
        rows[3]["reason"]!.GetValue<string>().ShouldBe("signed_out");
        rows[3]["session"].ShouldNotBeNull();
        DateTimeOffset.FromUnixTimeMilliseconds((long)rows[3]["at"]!).ShouldBe(platform.Clock.GetUtcNow(), TimeSpan.FromSeconds(1));
        rows.ShouldAllBe(row => !row.ToJsonString().Contains("watched@example.test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_price_is_written_down_with_what_it_was_and_a_refused_change_is_not()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Audited", perHour: 2000);
        (await owner.PutAsync(venue, "prices", new JsonArray(Owner.Price("Base", -5)))).Status.ShouldBe(HttpStatusCode.BadRequest);
        await owner.SavedAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2600)));

        var rows = await RowsAsync($"venue {venue["id"]}");
        rows.Select(row => (string)row["act"]!).ShouldBe(["venue.created", "venue.courts", "venue.hours", "venue.prices", "venue.published", "venue.prices"]);
        var change = rows[^1]["changes"]!.AsArray().Single(change => ((string)change!["field"]!).EndsWith("perHour", StringComparison.Ordinal) || ((string)change["field"]!).EndsWith("perHourMinor", StringComparison.Ordinal))!;
        ((string)change["before"]!, (string)change["after"]!).ShouldBe(("2000", "2600"));
        rows[^1]["actor"]!["name"]!.GetValue<string>().ShouldBe("Olga Owner");
    }

    [Fact]
    public async Task The_owner_reads_narrows_and_exports_the_log_and_nobody_else_does()
    {
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        await (await Owner.OfAsync(platform)).AddAsync("Searched for");

        var page = await (await owner.GetAsync("/manage/audit?what=venue.&q=Searched")).Content.ReadAsStringAsync();
        page.ShouldContain("Added a venue");
        page.ShouldNotContain("Signed in");
        (await (await owner.GetAsync("/manage/audit?who=nobody+of+this+name")).Content.ReadAsStringAsync()).ShouldContain("Nothing found");
        (await (await owner.GetAsync("/manage/audit?from=2001-01-01&until=2002-01-01")).Content.ReadAsStringAsync()).ShouldContain("Nothing found");
        (await (await owner.GetAsync("/manage/audit?from=nonsense&q=%25%00")).Content.ReadAsStringAsync()).ShouldContain("Please give a day.");

        var export = await owner.GetAsync("/manage/audit.csv?what=venue.");
        export.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (await export.Content.ReadAsStringAsync()).ShouldContain("venue.created,venue,");
        (await (await owner.GetAsync("/manage/audit")).Content.ReadAsStringAsync()).ShouldContain("Exported this log");

        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await desk.GetAsync("/manage/audit")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.GetAsync("/manage/audit.csv")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await platform.Madrid().GetAsync("/manage/audit")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task What_tells_who_a_customer_is_stands_masked_and_an_undone_act_does_not_stand_at_all()
    {
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("madrid"));
            var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await work.BeginAsync();
            work.Audit(new Act("test.undone", "thing", "masked"));
            await work.RollbackAsync();
            await work.BeginAsync();
            work.Audit(new Act("test.done", "thing", "masked")
            {
                Changes = [new Changed("phone", "600 123 123", "+34 600 999 888"), new Changed("contact", null, "write to eva.luna@example.test or +34 611 222 333"), new Changed("apiSecret", "old", "new")],
            });
            await work.CommitAsync();
            await work.BeginAsync();
            await work.CommitAsync();
        }
        var row = (await RowsAsync("thing masked")).ShouldHaveSingleItem();
        row["act"]!.GetValue<string>().ShouldBe("test.done");
        row["actor"]!["kind"]!.GetValue<string>().ShouldBe("system");
        row["changes"]!.ToJsonString().ShouldBe(
            """[{"field":"phone","before":"***123","after":"***888"},{"field":"contact","after":"write to e***@example.test or ***333"},{"field":"apiSecret","before":"***","after":"***"}]""");
    }

    private async Task<List<JsonNode>> RowsAsync(string subject) =>
        [.. (await platform.ScalarAsync<string[]>("madrid", $"select coalesce(array_agg(content order by seq), '{"{}"}') from audit where subject = '{subject}'")).Select(content => JsonNode.Parse(content)!)];
}
