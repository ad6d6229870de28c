using PadelSaaS.Platform.Jobs;

namespace PadelSaaS.Payments;

/// <summary>Asks the provider about a payment nobody spoke of: its event may have been lost, the payer's browser closed.</summary>
internal sealed class ReconcilePayment(ProviderWord provider) : ITimerJob
{
    public const string Job = "reconcile-payment";

    /// <summary>Minutes after the start of a payment at which to ask.</summary>
    public static readonly IReadOnlyList<int> AfterMinutes = [1, 3, 10, 30];

    public Task RingAsync(string key, CancellationToken stop) => provider.AskAsync(Guid.Parse(key), stop);
}
