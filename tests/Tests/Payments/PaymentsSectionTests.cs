using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments;

public sealed class PaymentsSectionTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task What_a_tenants_file_says_is_offered_at_once_and_written_back()
    {
        (await MethodsAsync()).ShouldBe(["dev", "at_club"]);
        await ApplyAsync("""{ "atClub": false, "providers": ["dev"] }""");
        (await MethodsAsync()).ShouldBe(["dev"]);
        // A provider with which nothing is agreed yet is not offered; without any, players still may pay on arrival.
        await ApplyAsync("""{ "atClub": false, "providers": ["stripe"] }""");
        (await MethodsAsync()).ShouldBe(["at_club"]);
        // In Development the stand-in's account opens by itself as the host runs.
        await platform.SettleAsync();
        (await MethodsAsync()).ShouldBe(["stripe"]);

        var office = platform.Services.GetRequiredService<ITenantOffice>();
        var (file, _) = (await office.ExportAsync("madrid"))!.Value;
        file["payments"]!.ToJsonString().ShouldBe("""{"atClub":false,"providers":["stripe"]}""");
        await ApplyAsync("""{ "atClub": true, "providers": ["dev"] }""");
    }

    [Fact]
    public async Task A_file_that_says_nothing_of_the_wallet_does_not_switch_it_off_and_does_not_name_it()
    {
        var schema = (await platform.TenantAsync("lahore")).Schema;
        await Cluster.ExecuteAsync(platform.Database, $"update {schema}.payment_settings set providers = '{{dev,wallet}}'");
        await ApplyAsync("""{ "atClub": true, "providers": ["dev"] }""", "lahore");
        (await platform.ScalarAsync<string>("lahore", "select array_to_string(providers, ',') from payment_settings")).ShouldBe("dev,wallet");
        var (file, _) = (await platform.Services.GetRequiredService<ITenantOffice>().ExportAsync("lahore"))!.Value;
        file["payments"]!.ToJsonString().ShouldBe("""{"atClub":true,"providers":["dev"]}""");
    }

    private async Task<List<string>> MethodsAsync() =>
        [.. (await platform.Madrid().JsonAsync("/api/v1/payments/methods"))["methods"]!.AsArray().Select(method => (string)method!["code"]!)];

    private async Task ApplyAsync(string section, string club = "madrid")
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "House", "clubs", $"{club}.json"));
        var file = (JsonObject)JsonNode.Parse(text)!;
        file["payments"] = JsonNode.Parse(section);
        await platform.Services.GetRequiredService<ITenantOffice>().ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
    }
}
