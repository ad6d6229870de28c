using PadelSaaS.Platform.Jobs;

namespace PadelSaaS.Payments.Shares;

/// <summary>Rings when the shares of a booking are due, and once more when it is decided for good.</summary>
internal sealed class DecideSplit(Deciding deciding) : ITimerJob
{
    public const string Job = "decide-split";

    public Task RingAsync(string key, CancellationToken stop) => deciding.DecideAsync(Guid.Parse(key), stop);
}
