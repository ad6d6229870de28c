using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Players;

/// <summary>The club's groups as a manager keeps them, by the API and on the pages.</summary>
public sealed class GroupTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Groups = "/api/v1/manage/customer-groups";
    private const string Page = "/manage/customers/groups";

    [Fact]
    public async Task A_group_is_made_changed_and_counts_for_its_people_at_once()
    {
        var owner = await OwnerAsync();
        var made = await owner.PostAsync(Groups, new { names = new { en = "Night owls", es = "Noctámbulos" }, discountBasisPoints = 1000, horizonDays = 20 });
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var group = await made.JsonOf();
        ((string)group["key"]!, (int)group["revision"]!).ShouldBe(("night-owls", 1));

        var account = await MemberAsync("player@madrid.test", "night-owls");
        (await StandingAsync(account)).ShouldSatisfyAllConditions(standing => standing.DiscountBasisPoints.ShouldBe(1000), standing => standing.HorizonDays.ShouldBe(20));

        (await PutAsync(owner, "night-owls", 1, new { names = new { en = "Owls" }, discountBasisPoints = 1500 })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StandingAsync(account)).ShouldSatisfyAllConditions(standing => standing.DiscountBasisPoints.ShouldBe(1500), standing => standing.HorizonDays.ShouldBeNull());
        // Whoever decided by what it was before is told so, and nothing is changed.
        (await (await PutAsync(owner, "night-owls", 1, new { names = new { en = "Too late" } })).SlugOf()).ShouldBe("changed_meanwhile");
        ((string)(await FindAsync(owner, "night-owls"))!["names"]!["en"]!).ShouldBe("Owls");
    }

    [Theory]
    [InlineData("""{ "names": {} }""", "names")]
    [InlineData("""{ "names": { "en": "  " } }""", "names")]
    [InlineData("""{ "names": { "xx": "Nobody speaks it" } }""", "names")]
    [InlineData("""{ "names": { "en": "VIP" }, "discountBasisPoints": 10001 }""", "discountBasisPoints")]
    [InlineData("""{ "names": { "en": "VIP" }, "horizonDays": 731 }""", "horizonDays")]
    public async Task What_makes_no_sense_is_refused_by_its_field(string wish, string field)
    {
        var refused = await (await OwnerAsync()).PostAsync(Groups, JsonNode.Parse(wish)!);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.JsonOf())["errors"]![field].ShouldNotBeNull();
    }

    [Fact]
    public async Task Two_groups_of_one_name_are_refused_whatever_its_accents_are()
    {
        var owner = await OwnerAsync();
        (await owner.PostAsync(Groups, new { names = new { es = "Júniores" } })).StatusCode.ShouldBe(HttpStatusCode.Created);
        var refused = await owner.PostAsync(Groups, new { names = new { en = "juniores" } });
        (await refused.SlugOf()).ShouldBe("group_name_taken");
    }

    [Fact]
    public async Task A_group_a_price_or_a_rule_speaks_of_stays_and_says_which()
    {
        var file = Template.Club("madrid");
        file["groups"] = JsonNode.Parse("""[{ "key": "spoken", "name": { "en": "Spoken of" } }]""");
        var venue = file["venues"]![0]!;
        venue["prices"]!.AsArray().Add(JsonNode.Parse("""{ "name": "Theirs", "courts": ["all"], "days": "1", "from": "09:00", "to": "10:00", "perHour": 1000, "priority": 90, "customers": ["spoken"] }"""));
        await platform.Services.GetRequiredService<ITenantOffice>().ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });

        var owner = await OwnerAsync();
        var group = (await FindAsync(owner, "spoken"))!;
        ((string)group["usedBy"]![0]!["name"]!).ShouldBe("Theirs");
        var refused = await DeleteAsync(owner, "spoken", (int)group["revision"]!, 0);
        (await refused.SlugOf()).ShouldBe("group_in_use");
        (await (await (await OwnerPageAsync()).GetAsync($"{Page}/spoken/remove")).Content.ReadAsStringAsync()).ShouldContain("Theirs");
    }

    [Fact]
    public async Task Removing_a_group_says_how_many_are_in_it_first_and_leaves_a_line_with_each()
    {
        var owner = await OwnerAsync();
        (await owner.PostAsync(Groups, new { names = new { en = "Leavers" }, discountBasisPoints = 5000 })).StatusCode.ShouldBe(HttpStatusCode.Created);
        var account = await MemberAsync("desk@madrid.test", "leavers");

        var asked = await DeleteAsync(owner, "leavers", 1, 0);
        (await asked.SlugOf()).ShouldBe("group_has_members");
        var page = await OwnerPageAsync();
        var html = await (await page.GetAsync($"{Page}/leavers/remove")).Content.ReadAsStringAsync();
        html.ShouldContain("1 customer is in it.");
        html.ShouldContain("50 %");

        (await page.SubmitAsync($"{Page}/leavers/remove", $"{Page}/leavers/remove", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await StandingAsync(account)).ShouldBe(CustomerStanding.Nobody);
        var customer = await platform.ScalarAsync<Guid>("madrid", $"select id from customers where account_id = '{account}'");
        ((string)(await owner.JsonAsync($"/api/v1/customers/{customer}"))["history"]![0]!["detail"]!["groups"]![0]!).ShouldBe("leavers");
        (await DeleteAsync(owner, "leavers", 1, 0)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_page_keeps_what_was_typed_when_somebody_else_was_faster()
    {
        var owner = await OwnerAsync();
        (await owner.PostAsync(Groups, new { names = new { en = "Faster" } })).StatusCode.ShouldBe(HttpStatusCode.Created);
        var page = await OwnerPageAsync();
        (await PutAsync(owner, "faster", 1, new { names = new { en = "Fastest" } })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var typed = new Dictionary<string, string> { ["revision"] = "1", ["names.en"] = "Typed here", ["discount"] = "12,5", ["horizon"] = "" };
        var refused = await page.SubmitAsync($"{Page}/faster", $"{Page}/faster", typed);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var html = await refused.Content.ReadAsStringAsync();
        html.ShouldContain("Typed here");
        html.ShouldContain("Fastest");
        (await page.SubmitAsync($"{Page}/faster", $"{Page}/faster", new Dictionary<string, string>(typed) { ["revision"] = "2" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        ((int)(await FindAsync(owner, "faster"))!["discountBasisPoints"]!).ShouldBe(1250);
    }

    [Fact]
    public async Task The_desk_and_another_club_reach_none_of_it()
    {
        var owner = await OwnerAsync();
        (await owner.PostAsync(Groups, new { names = new { en = "Ours alone" } })).StatusCode.ShouldBe(HttpStatusCode.Created);
        var desk = (await platform.InMadrid().SignInAsync("desk@madrid.test")).Visitor;
        (await desk.PostAsync(Groups, new { names = new { en = "By the desk" } })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var elsewhere = (await platform.InLahore().SignInAsync("owner@lahore.test")).Visitor;
        (await PutAsync(elsewhere, "ours-alone", 1, new { names = new { en = "Mine" } })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<HttpResponseMessage> PutAsync(Visitor visitor, string key, int revision, object group) =>
        visitor.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{Groups}/{key}") { Content = JsonContent.Create(new { revision, group }) });

    private static Task<HttpResponseMessage> DeleteAsync(Visitor visitor, string key, int revision, int members) =>
        visitor.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"{Groups}/{key}?revision={revision}&members={members}"));

    private static async Task<JsonNode?> FindAsync(Visitor visitor, string key) => (await visitor.JsonAsync(Groups))["groups"]!.AsArray().FirstOrDefault(group => (string)group!["key"]! == key);

    private async Task<Guid> MemberAsync(string email, string group)
    {
        var account = await platform.ScalarAsync<Guid>("madrid", $"select id from users where email = '{email}'");
        await platform.ExecuteAsync("madrid", $"insert into customers (id, account_id, name, email, language, searched, created_at, updated_at) values ('{Guid.CreateVersion7()}', '{account}', '{email}', '{email}', 'en', '', now(), now()) on conflict do nothing");
        var customer = await platform.ScalarAsync<Guid>("madrid", $"select id from customers where account_id = '{account}'");
        var owner = await OwnerAsync();
        var known = await owner.JsonAsync($"/api/v1/customers/{customer}");
        var put = await owner.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"/api/v1/customers/{customer}")
        {
            Content = JsonContent.Create(new { name = (string)known["name"]!, email = (string)known["email"]!, groups = new[] { new { key = group } } }),
        });
        put.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        return account;
    }

    private async Task<CustomerStanding> StandingAsync(Guid account)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("madrid"));
        return await scope.ServiceProvider.GetRequiredService<ICustomers>().StandingAsync(account);
    }

    private async Task<Visitor> OwnerAsync() => (await platform.InMadrid().SignInAsync("owner@madrid.test")).Visitor;

    private async Task<Visitor> OwnerPageAsync()
    {
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        return owner;
    }
}
