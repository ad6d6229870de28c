using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Limits;

/// <summary>The club in Madrid with a policy, as its file would say it. The player is a member.</summary>
internal static class Agreed
{
    public static async Task AgreeAsync(this PlatformFixture platform, string policy, Action<JsonNode>? rules = null)
    {
        var file = Template.Club("madrid");
        file["groups"] = JsonNode.Parse("""[{ "key": "member", "name": { "en": "Member" }, "horizonDays": 21 }]""");
        file["customers"] = JsonNode.Parse("""[{ "email": "player@madrid.test", "groups": [{ "key": "member" }] }]""");
        file["venues"]![0]!["rules"]!["policy"] = JsonNode.Parse(policy);
        rules?.Invoke(file["venues"]![0]!["rules"]!);
        await platform.Services.GetRequiredService<ITenantOffice>().ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
    }
}
