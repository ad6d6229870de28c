namespace PadelSaaS.Platform.Jobs;

/// <summary>
/// Rings once at the time that <see cref="Tenancy.UnitOfWork.RingAt"/> said, in a scope of the tenant that set it, in some process that is
/// alive then. It may ring twice when a process dies under it, so it looks at the state before it acts. It opens its own unit of work.
/// </summary>
public interface ITimerJob
{
    /// <summary>Does what was due.</summary>
    /// <param name="key">What the timer was set about.</param>
    Task RingAsync(string key, CancellationToken stop);
}
