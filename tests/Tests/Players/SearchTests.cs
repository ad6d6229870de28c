using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using Xunit.Abstractions;

namespace PadelSaaS.Tests.Players;

public sealed class SearchTests(PlatformFixture platform, ITestOutputHelper output) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("nunez")]
    [InlineData("NÚÑ")]
    [InlineData("angel nun")]
    [InlineData("nun ang")]
    [InlineData("ANGELITO@")]
    [InlineData("600 12 34")]
    [InlineData("(600)1234")]
    public async Task A_customer_is_found_by_any_part_however_it_is_typed(string typed)
    {
        await PutAsync("Ángel Núñez", "angelito@example.test", "+34 600 123 456");
        var found = await (await DeskAsync()).JsonAsync($"/api/v1/customers?q={Uri.EscapeDataString(typed)}");
        found["customers"]!.AsArray().Select(one => (string)one!["name"]!).ShouldContain("Ángel Núñez");
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("nobody at all")]
    [InlineData("\\")]
    public async Task What_means_something_to_the_database_is_only_a_letter(string typed) =>
        (await (await DeskAsync()).JsonAsync($"/api/v1/customers?q={Uri.EscapeDataString(typed)}"))["customers"]!.AsArray().ShouldBeEmpty();

    [Fact]
    public async Task Whose_name_begins_so_comes_first()
    {
        await PutAsync("Zita Belmonte", "zita.b@example.test", null);
        await PutAsync("Belmonte Alonso", "b.alonso@example.test", null);
        (await LookUpAsync("belmon")).Select(one => one.Name).ShouldBe(["Belmonte Alonso", "Zita Belmonte"]);
        (await LookUpAsync("belmon", 1)).Count.ShouldBe(1);
        (await LookUpAsync("  ")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_see_the_board_learns_nothing_and_another_club_knows_nobody()
    {
        await PutAsync("Quintana Secret", "quintana@example.test", null);
        (await platform.Madrid().GetAsync("/api/v1/customers?q=quintana")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await (await platform.InMadrid().SignInAsync("player@madrid.test")).Visitor.GetAsync("/api/v1/customers?q=quintana")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var elsewhere = await (await platform.InLahore().SignInAsync("desk@lahore.test")).Visitor.JsonAsync("/api/v1/customers?q=quintana");
        ((int)elsewhere["total"]!).ShouldBe(0);
    }

    [Fact]
    public async Task The_list_narrows_by_tag_and_group_and_shows_who_is_in_what()
    {
        await PutAsync("Tagged Person", "tagged@example.test", null, "array['ladder']");
        await PutAsync("Grouped Person", "grouped@example.test", null);
        await platform.ExecuteAsync("madrid", """
            insert into customer_groups values ('vip', '{"en":"Very important","es":"Muy importante"}', 0, 500, null);
            insert into group_members select id, 'vip', null, now() from customers where email = 'grouped@example.test'
            """);
        var desk = await DeskAsync();
        var tagged = await desk.JsonAsync("/api/v1/customers?tag=ladder");
        ((string)tagged["customers"]!.AsArray().Single()!["name"]!).ShouldBe("Tagged Person");
        var grouped = (await desk.JsonAsync("/api/v1/customers?group=vip"))["customers"]!.AsArray().Single()!;
        ((string)grouped["groups"]![0]!["name"]!).ShouldBe("Very important");

        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        var html = await (await owner.GetAsync("/manage/customers?group=vip")).Content.ReadAsStringAsync();
        html.ShouldContain("Grouped Person");
        html.ShouldNotContain("Tagged Person");
        (await owner.GetAsync("/manage/customers?q=zzzz")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Fifty_thousand_customers_are_searched_by_the_index()
    {
        await platform.ExecuteAsync("lahore", """
            insert into customers (id, name, email, phone, language, searched, created_at, updated_at)
            select gen_random_uuid(), n.name, 'c' || i || '@example.test', '+92 300 ' || i, 'en', lower(n.name) || ' c' || i || '@example.test 92300' || i, now(), now()
            from generate_series(1, 50000) i, lateral (select 'Person ' || md5(i::text) as name) n;
            analyze customers
            """);
        var plan = await platform.ScalarAsync<string>("lahore",
            "explain (format json) select id from customers where merged_into is null and searched like '%c49999%' order by searched, id limit 10");
        plan.ShouldContain("customers_by_search");

        var desk = (await platform.InLahore().SignInAsync("desk@lahore.test")).Visitor;
        ((int)(await desk.JsonAsync("/api/v1/customers?q=c49999@"))["total"]!).ShouldBe(1);
        foreach (var path in (string[])["/api/v1/customers?q=c49999@&limit=10", "/api/v1/customers?q=pe&limit=10", "/api/v1/customers?page=900", "/api/v1/customers"])
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 10; i++) await desk.JsonAsync(path);
            output.WriteLine($"{path}: {watch.ElapsedMilliseconds / 10.0} ms");
        }
    }

    private async Task<Visitor> DeskAsync() => (await platform.InMadrid().SignInAsync("desk@madrid.test")).Visitor;

    private async Task<IReadOnlyList<FoundCustomer>> LookUpAsync(string text, int limit = 10)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("madrid"));
        return await scope.ServiceProvider.GetRequiredService<ICustomers>().SearchAsync(text, limit);
    }

    private async Task PutAsync(string name, string email, string? phone, string tags = "'{}'")
    {
        await platform.ExecuteAsync("madrid", $"""
        insert into customers (id, name, email, phone, language, tags, searched, created_at, updated_at)
        values (gen_random_uuid(), '{name}', '{email}', {(phone is null ? "null" : $"'{phone}'")}, 'es', {tags}, '{InTheClear.Searched(name, email, phone)}', now(), now())
        on conflict do nothing
        """);
        await platform.SealAsync("madrid");
    }
}
