using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Jobs;

namespace PadelSaaS.Tenants.NewClubs;

/// <summary>Opens the club of a confirmed signup: its schema, its owner's account, its doors. Rung again after a crash it goes on where it stopped.</summary>
internal sealed class OpenClub(Signups signups, ITenantOffice office) : ITimerJob
{
    public const string Job = "open-club";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        if (await signups.ReadAsync(Guid.Parse(key)) is not { State: SignupState.Confirmed } signup) return;
        await office.ApplyAsync(FileOf(signup), new Dictionary<string, byte[]>(), _ => { }, stop);
        await signups.OpenedAsync(signup.Id, stop);
    }

    // What a club is opened from by hand, too: one way, whoever opens it.
    private static JsonObject FileOf(Signup signup) => new()
    {
        ["slug"] = signup.Slug,
        ["name"] = signup.Club,
        ["country"] = signup.Country,
        ["currency"] = signup.Currency,
        ["zone"] = signup.Zone,
        ["languages"] = new JsonArray([.. new[] { signup.Language, "en" }.Distinct().Select(language => (JsonNode)language)]),
        ["people"] = new JsonArray(new JsonObject
        {
            ["email"] = signup.Email,
            ["firstName"] = signup.FirstName,
            ["lastName"] = signup.LastName,
            ["roles"] = new JsonArray("owner"),
        }),
    };
}
