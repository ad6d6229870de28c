namespace PadelSaaS.Platform.Events;

/// <summary>Wakes the couriers of this process when a fact was stored here, so that they need not wait for their next look.</summary>
public sealed class CourierBell
{
    private TaskCompletionSource rung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Somebody stored a fact.</summary>
    public void Ring() => Interlocked.Exchange(ref rung, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Completes at the next ring.</summary>
    public Task NextRing => Volatile.Read(ref rung).Task;
}
