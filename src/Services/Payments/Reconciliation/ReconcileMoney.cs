using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>Takes one step of a comparison.</summary>
internal sealed class ReconcileMoney(Reconciling reconciling) : ITimerJob
{
    public const string Job = "reconcile-money";

    public Task RingAsync(string key, CancellationToken stop) => reconciling.StepAsync(Guid.Parse(key), stop);
}

/// <summary>Begins a club's comparison of the night: the two days that ended last, so that what came late is looked at twice.</summary>
internal sealed class ReconcileNight(Reconciling reconciling, CurrentTenant tenant) : ITimerJob
{
    public const string Job = "reconcile-night";
    private const int Days = 2;

    public Task RingAsync(string key, CancellationToken stop)
    {
        var today = DateOnly.ParseExact(key, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return reconciling.BeginAsync(tenant.At(today.AddDays(-Days)), tenant.At(today), null, stop);
    }
}
