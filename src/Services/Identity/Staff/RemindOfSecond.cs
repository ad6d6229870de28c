using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>Reminds who still has no second factor, three days before the club opens nothing without it. A rule that was changed meanwhile has its own timer.</summary>
internal sealed class RemindOfSecond(UnitOfWork work, SecondFactorRules rules, TimeProvider clock) : ITimerJob
{
    public const string Name = "remind-of-second-factor";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await rules.ReadAsync(stop) is { } rule && $"{rule.FromAt.ToUnixTimeSeconds()}" == key && rule.FromAt > clock.GetUtcNow()) await rules.TellAsync(rule, stop);
        await work.CommitAsync(stop);
    }
}
