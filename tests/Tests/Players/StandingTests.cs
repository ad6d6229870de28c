using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Players;

public sealed class StandingTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Somebody_without_an_account_or_whom_the_club_does_not_know_is_nobody()
    {
        (await StandingAsync(null)).ShouldBe(CustomerStanding.Nobody);
        (await StandingAsync(Guid.CreateVersion7())).ShouldBe(CustomerStanding.Nobody);
    }

    [Fact]
    public async Task Of_several_groups_the_best_discount_and_the_longest_horizon_count()
    {
        await ApplyAsync(new JsonArray(Customer("owner@madrid.test", ("member", null), ("junior", null))));

        var standing = await StandingAsync(await AccountAsync("owner@madrid.test"));
        standing.Groups.ShouldBe(["member", "junior"]);
        (standing.DiscountBasisPoints, standing.HorizonDays).ShouldBe((2500, 21));
    }

    [Fact]
    public async Task A_place_in_a_group_ends_with_its_last_day_in_the_clubs_zone_and_memory_knows()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(platform.Clock.GetUtcNow(), zone).DateTime);
        await ApplyAsync(new JsonArray(Customer("desk@madrid.test", ("member", $"{today:yyyy-MM-dd}"))));
        var account = await AccountAsync("desk@madrid.test");
        (await StandingAsync(account)).Groups.ShouldBe(["member"]);

        // One minute before midnight it is remembered, one minute after it is not believed any more.
        var midnight = new DateTimeOffset(today.AddDays(1).ToDateTime(TimeOnly.MinValue), zone.GetUtcOffset(today.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        platform.Clock.Advance(midnight.AddMinutes(-1) - platform.Clock.GetUtcNow());
        (await StandingAsync(account)).Groups.ShouldBe(["member"]);
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        (await StandingAsync(account)).ShouldBe(CustomerStanding.Nobody);
    }

    [Fact]
    public async Task What_the_club_changes_counts_at_once()
    {
        await ApplyAsync(new JsonArray(Customer("player@madrid.test", ("member", null))));
        var account = await AccountAsync("player@madrid.test");
        (await StandingAsync(account)).DiscountBasisPoints.ShouldBe(1000);

        await ApplyAsync(new JsonArray(Customer("player@madrid.test", ("member", null))), memberDiscount: 1200);
        (await StandingAsync(account)).DiscountBasisPoints.ShouldBe(1200);
        await ApplyAsync(new JsonArray(Customer("player@madrid.test")));
        (await StandingAsync(account)).ShouldBe(CustomerStanding.Nobody);
    }

    [Fact]
    public async Task Inside_a_unit_of_work_the_database_is_asked()
    {
        await ApplyAsync(new JsonArray(Customer("owner@madrid.test", ("member", null), ("junior", null))));
        var account = await AccountAsync("owner@madrid.test");
        await using var scope = await ScopeAsync("madrid");
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginAsync();
        await using var change = work.Command("update group_members set until = '2020-01-01' where group_key = 'junior'");
        await change.ExecuteNonQueryAsync();
        (await scope.ServiceProvider.GetRequiredService<ICustomers>().StandingAsync(account)).Groups.ShouldBe(["member"]);
        await work.RollbackAsync();
    }

    [Fact]
    public async Task Another_club_knows_nothing_of_it()
    {
        await ApplyAsync(new JsonArray(Customer("owner@madrid.test", ("member", null), ("junior", null))));
        await using var scope = await ScopeAsync("lahore");
        (await scope.ServiceProvider.GetRequiredService<ICustomers>().StandingAsync(await AccountAsync("owner@madrid.test"))).ShouldBe(CustomerStanding.Nobody);
    }

    [Theory]
    [InlineData("""{ "groups": [{ "key": "vip", "name": { "en": "VIP" }, "discountBasisPoints": 10001 }] }""", "10000")]
    [InlineData("""{ "groups": [{ "key": "vip", "name": { "en": "VIP" } }, { "key": "vip", "name": { "en": "VIP" } }] }""", "twice")]
    [InlineData("""{ "customers": [{ "email": "x@example.test", "groups": [{ "key": "ghosts" }] }] }""", "ghosts")]
    public async Task A_file_that_makes_no_sense_is_refused_by_name(string damage, string named)
    {
        var file = Template.Club("madrid");
        foreach (var (name, value) in JsonNode.Parse(damage)!.AsObject()) file[name] = value?.DeepClone();
        (await Should.ThrowAsync<TenantFileException>(() => Office.ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { }))).Message.ShouldContain(named);
    }

    [Fact]
    public async Task What_was_applied_is_what_is_exported()
    {
        var customers = JsonNode.Parse("""
            [{ "email": "guest@example.test", "name": "Gústavo Guest", "phone": "+34 600 000 111", "language": "es", "tags": ["league"], "groups": [{ "key": "junior", "until": "2030-01-31" }],
               "blocked": "Did not pay twice", "marketingConsentAt": "2026-03-02T10:15:00Z" },
             { "email": "player@madrid.test", "groups": [{ "key": "member" }] },
             { "name": "No Address", "phone": "+34 600 000 222", "language": "en" }]
            """)!.AsArray();
        await ApplyAsync(customers);
        await ApplyAsync(customers.DeepClone().AsArray());

        var exported = (await Office.ExportAsync("madrid"))!.Value.File;
        foreach (var customer in customers)
            exported["customers"]!.AsArray().ShouldContain(one => JsonNode.DeepEquals(one, customer), $"{customer} in {exported["customers"]}");
        exported["groups"]!.AsArray().Select(group => (string)group!["key"]!).ShouldBe(["member", "junior"]);
    }

    private ITenantOffice Office => platform.Services.GetRequiredService<ITenantOffice>();

    private static JsonObject Customer(string email, params (string Key, string? Until)[] groups) => new()
    {
        ["email"] = email,
        ["groups"] = new JsonArray([.. groups.Select(group => group.Until is null ? new JsonObject { ["key"] = group.Key } : new JsonObject { ["key"] = group.Key, ["until"] = group.Until })]),
    };

    private async Task ApplyAsync(JsonArray customers, int memberDiscount = 1000)
    {
        var file = Template.Club("madrid");
        file["groups"] = JsonNode.Parse($$$"""
            [{ "key": "member", "name": { "en": "Member", "es": "Socio" }, "discountBasisPoints": {{{memberDiscount}}}, "horizonDays": 21 },
             { "key": "junior", "name": { "en": "Junior" }, "discountBasisPoints": 2500 }]
            """);
        file["customers"] = customers.DeepClone();
        await Office.ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
    }

    private Task<Guid> AccountAsync(string email) => platform.ScalarAsync<Guid>("madrid", $"select id from users where email = '{email}'");

    private async Task<CustomerStanding> StandingAsync(Guid? account)
    {
        await using var scope = await ScopeAsync("madrid");
        return await scope.ServiceProvider.GetRequiredService<ICustomers>().StandingAsync(account);
    }

    private async Task<AsyncServiceScope> ScopeAsync(string slug)
    {
        var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync(slug));
        return scope;
    }
}
