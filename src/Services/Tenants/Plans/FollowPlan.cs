using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Plans;

/// <summary>A trial ended, or the month at whose end a smaller plan was to begin.</summary>
internal sealed class FollowPlan(PlanBook book, ITenantStore tenants) : ITimerJob
{
    public const string Job = "follow-plan";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        if (await tenants.FindAsync(Guid.Parse(key), stop) is { } club) await book.FollowedAsync(club, stop);
    }
}
