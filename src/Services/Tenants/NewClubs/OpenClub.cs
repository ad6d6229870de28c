using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tenants.Plans;

namespace PadelSaaS.Tenants.NewClubs;

/// <summary>Opens the club of a confirmed signup: its schema, its owner's account, its doors. Rung again after a crash it goes on where it stopped.</summary>
internal sealed class OpenClub(Signups signups, ITenantOffice office, ITenantStore tenants, PlanBook plans) : ITimerJob
{
    public const string Job = "open-club";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        if (await signups.ReadAsync(Guid.Parse(key)) is not { State: SignupState.Confirmed } signup) return;
        var id = await office.ApplyAsync(FileOf(signup), new Dictionary<string, byte[]>(), _ => { }, stop);
        await TryAsync(id, signup.Club, stop);
        await signups.OpenedAsync(signup.Id, stop);
    }

    // Rung again after a crash, a trial that began goes on, and what follows it is said once more.
    private async Task TryAsync(Guid id, string who, CancellationToken stop)
    {
        if (await tenants.FindAsync(id, stop) is not { } club) return;
        if (await plans.OfAsync(id, stop) is null) await plans.BeginAsync(club, (await plans.PlansAsync(stop)).First(plan => plan.Key == PlanOffice.Tried), trial: true, who, null, null, stop);
        if (await plans.OfAsync(id, stop) is { IsTrial: true, Next: null, BeginsAt: var began }) await plans.FollowAsync(id, PlanOffice.Otherwise, began.AddDays(PlanOffice.TrialDays), who, stop);
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
