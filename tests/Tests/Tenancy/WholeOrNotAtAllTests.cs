using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Tenancy;

public sealed class WholeOrNotAtAllTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("venues", """[{ "key": "one" }]""")]
    [InlineData("people", """[{ "email": "a@b.test", "firstName": "A", "lastName": "B", "roles": ["emperor"] }]""")]
    [InlineData("payments", """{ "atClub": "perhaps" }""")]
    [InlineData("demo", """{ "activity": { "seed": "many" } }""")]
    public async Task A_file_that_breaks_a_rule_in_any_section_opens_nothing(string section, string content)
    {
        var file = new JsonObject
        {
            ["slug"] = $"broken-{section}",
            ["name"] = "Broken",
            ["country"] = "ES",
            ["currency"] = "EUR",
            ["zone"] = "Europe/Madrid",
            ["languages"] = new JsonArray("en"),
            ["brand"] = new JsonObject { ["primary"] = "#112233", ["accent"] = "#445566", ["font"] = "system" },
            [section] = JsonNode.Parse(content),
        };
        var office = platform.Services.GetRequiredService<ITenantOffice>();
        await Should.ThrowAsync<TenantFileException>(() => office.ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { }));
        (await Cluster.ScalarAsync<long>(platform.Database, $"select count(*) from platform.tenants where slug = 'broken-{section}'")).ShouldBe(0);
    }
}
