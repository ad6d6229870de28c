using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.Admins;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications.Webhooks;

namespace PadelSaaS.Tests.Tenants;

/// <summary>What a club may do depends on its plan; what it costs stands on the month's statement.</summary>
public sealed class PlanTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Path = "/api/v1/manage/plan";

    [Fact]
    public async Task A_small_plan_has_room_for_little_a_larger_one_for_more_at_once_and_the_way_back_takes_until_the_month_ends()
    {
        await platform.OpenEmptyAsync("small");
        var owner = await platform.OwnerAsync("small", "owner@madrid.test");
        ((string?)(await owner.JsonAsync(Path))["plan"]).ShouldBeNull();
        await GiveAsync("small", "start");
        var mine = await owner.JsonAsync(Path);
        ((string?)mine["plan"], (long)mine["priceAMonth"]!["amountMinor"]!).ShouldBe(("start", 0));

        var first = await owner.JsonAsync("/api/v1/manage/venues", Venue("First"));
        (await RefusedAsync(await owner.PostAsync("/api/v1/manage/venues", Venue("Second")))).ShouldBe("plan");
        (await RefusedAsync(await CourtsAsync(owner, first, 5))).ShouldBe("plan");
        (await CourtsAsync(owner, first, 4)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RefusedAsync(await owner.PostAsync("/api/v1/manage/domains", new { domain = "small.example" }))).ShouldBe("plan");
        (await RefusedAsync(await owner.PostAsync("/api/v1/manage/webhooks", new { url = "https://small.example/hear" }))).ShouldBe("plan");
        (await RefusedAsync(await owner.PostAsync("/api/v1/manage/announcements", new { subject = "News", body = "Come!", language = "en" }))).ShouldBe("plan");
        // Who is full reads so before anybody refuses them.
        var page = await PageAsync("small");
        page.ShouldContain("Full", Case.Sensitive, "four courts of four, one venue of one");
        page.ShouldContain("not included");

        (await ChooseAsync(owner, "nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ChooseAsync(owner, "start")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await ChooseAsync(owner, "club")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await CourtsAsync(owner, first, 5, revision: 2)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await owner.JsonAsync("/api/v1/manage/webhooks", new { url = "https://small.example/hear" });

        // Five courts do not fit into four: nothing is taken away, the change is refused.
        (await RefusedAsync(await ChooseAsync(owner, "start"))).ShouldBe("plan");
        (await CourtsAsync(owner, first, 5, revision: 3, unused: 1)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PageAsync("small")).ShouldContain("Would end with it");
        var back = await (await ChooseAsync(owner, "start")).Content.ReadFromJsonAsync<JsonNode>();
        ((string?)back!["plan"], (string?)back["next"]).ShouldBe(("club", "start"));
        var at = (DateTimeOffset)back["nextAt"]!;
        (at.Day is 1 || at.Hour >= 22, at > platform.Clock.Now).ShouldBe((true, true));
        platform.Clock.Now = at.AddMinutes(1);
        await platform.SettleAsync();
        owner = await platform.OwnerAsync("small", "owner@madrid.test");
        var now = await owner.JsonAsync(Path);
        ((string?)now["plan"], (string?)now["next"]).ShouldBe(("start", null));
        (await RefusedAsync(await owner.PostAsync("/api/v1/manage/venues", Venue("Second")))).ShouldBe("plan");
    }

    [Fact]
    public async Task The_months_of_a_plan_stand_on_the_statement_by_days_and_once()
    {
        await platform.OpenEmptyAsync("billed");
        var start = new DateTimeOffset(platform.Clock.Now.Year + 1, 6, 11, 9, 0, 0, TimeSpan.Zero);
        platform.Clock.Now = start;
        await GiveAsync("billed", "club");
        platform.Clock.Now = start.AddDays(10);
        await GiveAsync("billed", "chain");
        platform.Clock.Now = new DateTimeOffset(start.Year, 7, 1, 4, 0, 0, TimeSpan.Zero);
        await StateAsync("billed", $"{start.Year}-07-01");
        await StateAsync("billed", $"{start.Year}-07-02");

        // Ten of June's thirty days at 49.00, ten at 149.00; nothing of July yet.
        var owner = await platform.OwnerAsync("billed", "owner@madrid.test");
        var told = await owner.JsonAsync("/api/v1/manage/payments/statements");
        var one = told["statements"]!.AsArray().ShouldHaveSingleItem()!;
        ((long)one["net"]!["amountMinor"]!, (string)one["lines"]![0]!["provider"]!).ShouldBe((1633 + 4967, "plan"));
        (await platform.ScalarAsync<long>("billed", "select sum(amount_minor)::bigint from ledger_lines where account = 'plan_fee'")).ShouldBe(6600);
        (await platform.ScalarAsync<long>("billed", "select count(*) from ledger_entries where kind = 'plan_fee'")).ShouldBe(2);

        platform.Clock.Now = new DateTimeOffset(start.Year, 8, 1, 4, 0, 0, TimeSpan.Zero);
        await StateAsync("billed", $"{start.Year}-08-01");
        owner = await platform.OwnerAsync("billed", "owner@madrid.test");
        (await owner.JsonAsync("/api/v1/manage/payments/statements"))["statements"]!.AsArray().Select(statement => (long)statement!["net"]!["amountMinor"]!).ShouldBe([14900, 6600]);
    }

    [Fact]
    public async Task Only_an_admin_gives_plans_and_says_why()
    {
        await platform.OpenEmptyAsync("given");
        var admin = await platform.AdminAsync();
        var form = new Dictionary<string, string> { ["plan"] = "chain", ["reason"] = "short" };
        (await admin.SubmitAsync("/clubs/given", "/clubs/given/plan", form)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        form["reason"] = "Agreed at the fair in Lahore";
        form["plan"] = "golden";
        (await admin.SubmitAsync("/clubs/given", "/clubs/given/plan", form)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        form["plan"] = "chain";
        (await admin.SubmitAsync("/clubs/given", "/clubs/given/plan", form)).Headers.Location!.ToString().ShouldEndWith("done=plan");
        (await (await admin.GetAsync("/clubs/given")).Content.ReadAsStringAsync()).ShouldContain("Chain");
        (await platform.At("given.localhost").PostFormAsync("/clubs/given/plan", form)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.At("given.localhost").GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_front_page_says_what_it_costs()
    {
        var page = await (await platform.At("localhost").GetAsync("/")).Content.ReadAsStringAsync();
        foreach (var words in new[] { "What it costs", "49.00", "149.00", "30 days" }) page.ShouldContain(words);
    }

    private async Task GiveAsync(string slug, string plan)
    {
        var admin = await platform.AdminAsync();
        var given = await admin.SubmitAsync($"/clubs/{slug}", $"/clubs/{slug}/plan", new Dictionary<string, string> { ["plan"] = plan, ["reason"] = "As it was agreed by telephone" });
        given.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await platform.SettleAsync();
    }

    private async Task StateAsync(string slug, string day)
    {
        await platform.ExecuteAsync(slug, $"insert into platform.timers (id, tenant_role, job, key, due_at) values (gen_random_uuid(), current_schema(), 'issue-statements', '{day}', '{platform.Clock.Now:O}')");
        await platform.SettleAsync();
    }

    private async Task<string> PageAsync(string slug)
    {
        var owner = platform.At($"{slug}.localhost");
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        return await (await owner.GetAsync("/manage/plan")).Content.ReadAsStringAsync();
    }

    private static object Venue(string name) => new { details = new { name, address = "Calle Mayor 1", city = "Madrid", country = "ES", latitude = 40.4, longitude = -3.7, zone = "Europe/Madrid" } };

    private static async Task<HttpResponseMessage> CourtsAsync(Visitor owner, JsonNode venue, int count, int revision = 1, int unused = 0)
    {
        var read = await owner.JsonAsync($"/api/v1/manage/venues/{venue["id"]}");
        var known = read["courts"]!.AsArray().Select(court => (Guid?)court!["id"]).ToList();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/manage/venues/{venue["id"]}/courts")
        {
            Content = JsonContent.Create(new
            {
                revision,
                courts = Enumerable.Range(0, count).Select(number => new { id = number < known.Count ? known[number] : null, name = $"Court {number + 1}", roof = "indoor", surface = "turf", size = "double", active = number < count - unused, panoramic = false, lights = true, accessible = true }),
            }),
        };
        return await owner.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> ChooseAsync(Visitor owner, string plan)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Path) { Content = JsonContent.Create(new { plan }) };
        return await owner.SendAsync(request);
    }

    private static async Task<string?> RefusedAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, await answer.Content.ReadAsStringAsync());
        return (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["slug"];
    }
}
